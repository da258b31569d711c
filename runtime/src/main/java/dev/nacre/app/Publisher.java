package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.ColumnLog;
import dev.nacre.record.ColumnStore;
import dev.nacre.record.Forms;
import dev.nacre.record.change.ChangePlan;
import dev.nacre.record.change.ChangePlanner;
import dev.nacre.record.change.Expansion;
import dev.nacre.security.Audit;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.Turn;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns a draft into a version that people are served, or says everything that is in the way. */
@Singleton
public final class Publisher {
  private static final Logger LOG = Logger.getLogger(Publisher.class);

  /** A change of types takes as long as its values are many. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Database database;
  private final Drafts drafts;
  private final Versions versions;
  private final AppCompiler compiler;
  private final Expansion tables;
  private final ColumnStore columns;
  private final Apps apps;
  private final ReleasePlanner releases;
  private final Releases nodes;
  private final PackBases packs;
  private final SeedRows seeds;
  private final SeedCheck seedCheck;
  private final ChangePlanner changes;
  private final Audit audit;

  Publisher(
      Database database,
      Drafts drafts,
      Versions versions,
      AppCompiler compiler,
      Expansion tables,
      ColumnStore columns,
      Apps apps,
      ReleasePlanner releases,
      Releases nodes,
      PackBases packs,
      SeedRows seeds,
      SeedCheck seedCheck,
      ChangePlanner changes,
      Audit audit) {
    this.database = database;
    this.drafts = drafts;
    this.versions = versions;
    this.compiler = compiler;
    this.tables = tables;
    this.columns = columns;
    this.apps = apps;
    this.releases = releases;
    this.nodes = nodes;
    this.packs = packs;
    this.seeds = seeds;
    this.seedCheck = seedCheck;
    this.changes = changes;
    this.audit = audit;
  }

  /**
   * What keeps an app's draft from being published.
   *
   * @throws dev.nacre.record.NotFoundException when there is no such app
   */
  public List<Problem> check(String app) {
    String id = AppAddress.read(app).id();
    return check(id, drafts.files(id));
  }

  /** What keeps these files from being published as that app. */
  public List<Problem> check(String app, AppFiles files) {
    var problems = new Problems();
    compile(new AppAddress(app, ""), files, problems);
    return problems.list();
  }

  /**
   * What publishing an app's draft would mean for the records there are; nothing while the draft
   * has problems.
   *
   * @param app an app id, or {@code id@test}
   * @throws dev.nacre.record.NotFoundException when there is no such app
   */
  public ChangePlan plan(String app) {
    AppAddress address = AppAddress.read(app);
    var problems = new Problems();
    CompiledApp compiled = compile(address, drafts.files(address.id()), problems);
    return problems.isEmpty()
        ? changes.plan(served(address), compiled.forms())
        : new ChangePlan(List.of());
  }

  private @Nullable Forms served(AppAddress address) {
    return apps.find(address.toString()).map(CompiledApp::forms).orElse(null);
  }

  /**
   * Publishes an app's draft, and returns when everybody is served it.
   *
   * @param app an app id, or {@code id@test}
   * @param note why; may be null
   * @param release false publishes without serving, a list of parts says who is served what (a part
   *     without a version means the new one), all else serves everybody
   * @return the new version's number
   * @throws InvalidAppException when anything is wrong with the draft or the release
   * @throws AppConflictException when the draft says what is served already
   */
  public int publish(String app, @Nullable String note, JsonNode release, Identity who) {
    AppAddress address = AppAddress.read(app);
    return publish(Publication.of(address, drafts.files(address.id()), note, release, null, who));
  }

  /**
   * Publishes an app's draft and serves it to everybody, as {@link #publish(String, String,
   * JsonNode, Identity)}.
   */
  public int publish(String app, @Nullable String note, Identity who) {
    return publish(app, note, Publication.toEverybody(), who);
  }

  /**
   * Installs a pack: published, its seed rows written, and the draft replaced.
   *
   * @param files what to install: the pack, or what came of it and of what was changed here
   * @param draft what the draft becomes
   * @param pack the pack itself, for the next upgrade to compare with
   */
  int install(
      String app,
      AppFiles files,
      AppFiles draft,
      AppFiles pack,
      @Nullable String note,
      Identity who) {
    var address = new AppAddress(app, "");
    var origin = new Publication.Origin(pack, draft);
    return publish(Publication.of(address, files, note, Publication.toEverybody(), origin, who));
  }

  private int publish(Publication wanted) {
    AppAddress address = wanted.address();
    int number = versions.next(address.id());
    return alone(address, () -> publish(wanted, number));
  }

  /**
   * One at a time of an app: what is made for a version isn't yet that of a version that is served,
   * and would be taken away as nobody's.
   */
  private <T> T alone(AppAddress address, Supplier<T> work) {
    try {
      return new Turn(database, turn(address)).take(PATIENCE, work);
    } catch (Turn.TakenException e) {
      throw new AppConflictException(Problem.at("", "publishing_now", address.id()));
    }
  }

  /** The name of the work of which an app has one at a time. */
  static String turn(AppAddress address) {
    return "nacre.publish." + address.id();
  }

  private int publish(Publication wanted, int number) {
    AppAddress address = wanted.address();
    unlessMeanwhile(address, number);
    if (versions.servedHash(address).filter(wanted.hash()::equals).isPresent()) {
      throw new AppConflictException(Problem.at("", "nothing_changed", address.id()));
    }
    var problems = new Problems();
    CompiledApp compiled = compile(address, wanted.canonical(), problems);
    if (!problems.isEmpty()) {
      throw new InvalidAppException(problems.list());
    }
    List<Problem> blocking = changes.blocking(served(address), compiled.forms()).blocking();
    if (!blocking.isEmpty()) {
      throw new InvalidAppException(blocking);
    }
    Release release =
        wanted.release().isArray()
            ? releases.read(address, wanted.release(), "/release", compiled)
            : Release.whole(number);
    try {
      makeTables(address, number, wanted.canonical());
      QuarkusTransaction.requiringNew().run(() -> write(wanted, number, release));
    } catch (RuntimeException e) {
      apps.forget(address, number);
      apps.refresh(address);
      giveUp(address, compiled.forms());
      throw e;
    }
    apps.refresh(address);
    nodes.await();
    tables.relax(address.schema(), apps.servedForms(address));
    return number;
  }

  private void unlessMeanwhile(AppAddress address, int number) {
    if (versions.next(address.id()) != number) {
      throw new AppConflictException(Problem.at("", "published_meanwhile", address.id()));
    }
  }

  /** Takes away what would go on refusing records on behalf of a version that didn't come. */
  private void giveUp(AppAddress address, Forms failed) {
    try {
      tables.relax(address.schema(), apps.servedForms(address), failed);
    } catch (RuntimeException e) {
      // why the version failed is what matters; the next one tries again
      LOG.warnf(e, "what was made for %s is still there", address);
    }
  }

  private void makeTables(AppAddress address, int number, AppFiles files) {
    List<Problem> refused = expand(address, number, files);
    if (!refused.isEmpty()) {
      throw new InvalidAppException(refused);
    }
  }

  private List<Problem> expand(AppAddress address, int number, AppFiles files) {
    return tables.expand(
        address.schema(),
        apps.servedForms(address),
        log -> compiled(address, number, files, log).forms(),
        () -> {
          apps.follow(address);
          nodes.await();
        });
  }

  /** What has been checked before, for the columns that its fields have. */
  private CompiledApp compiled(AppAddress address, int number, AppFiles files, ColumnLog log) {
    return compiler.compile(files, address, number, log, new Problems());
  }

  private void write(Publication wanted, int number, Release release) {
    AppAddress address = wanted.address();
    Identity who = wanted.who();
    versions.lock(address.id(), who);
    unlessMeanwhile(address, number);
    CompiledApp compiled =
        compiled(address, number, wanted.canonical(), columns.read(address.schema()));
    apps.prepare(address, compiled);
    versions.add(address.id(), number, wanted.hash(), wanted.canonical(), wanted.note(), who);
    if (wanted.served()) {
      releases.put(address, release, who);
    }
    Publication.Origin origin = wanted.origin();
    audit.log(
        who, origin == null ? "publish" : "pack_import", address.toString(), "version " + number);
    if (origin != null) {
      drafts.replace(address.id(), origin.draft(), who);
      packs.put(address.id(), origin.pack(), who);
    }
    // the test environment has data of its own, and begins as an installation does
    if (origin != null || !address.environment().isEmpty()) {
      seeds.write(compiled);
    }
  }

  /**
   * Serves what a list of parts says; records stay as they are.
   *
   * @param pointer where the list stands in what was sent
   * @throws InvalidAppException when the list isn't a release
   * @throws dev.nacre.record.NotFoundException when there is no such app
   */
  public Release release(AppAddress address, JsonNode parts, String pointer, Identity who) {
    return alone(address, () -> releaseAlone(address, parts, pointer, who));
  }

  private Release releaseAlone(AppAddress address, JsonNode parts, String pointer, Identity who) {
    Release release = releases.read(address, parts, pointer, null);
    for (Release.Part part : release.parts()) {
      // a version may have been published to the other environment only
      makeTables(address, part.version(), versions.files(address.id(), part.version()));
      apps.forget(address, part.version());
    }
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              versions.lock(address.id(), who);
              releases.put(address, release, who);
              audit.log(who, "release", address.toString(), Json.write(release.json()));
            });
    return reached(address, release);
  }

  /**
   * Serves what was served before, in one step; going back twice goes back by two.
   *
   * @throws AppConflictException when there is nothing to go back to, or somebody is publishing
   */
  public Release rollBack(AppAddress address, Identity who) {
    drafts.files(address.id());
    return alone(address, () -> rollBackAlone(address, who));
  }

  private Release rollBackAlone(AppAddress address, Identity who) {
    Release release =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  versions.lock(address.id(), who);
                  Release before = releases.back(address, who);
                  audit.log(who, "rollback", address.toString(), Json.write(before.json()));
                  return before;
                });
    for (Release.Part part : release.parts()) {
      restore(address, part.version(), who);
    }
    return reached(address, release);
  }

  /** What was unique then may no longer be; that keeps nobody from going back. */
  private void restore(AppAddress address, int number, Identity who) {
    List<Problem> refused = expand(address, number, versions.files(address.id(), number));
    if (!refused.isEmpty()) {
      audit.log(who, "rollback_incomplete", address.toString(), refused.toString());
    }
  }

  private Release reached(AppAddress address, Release release) {
    apps.refresh(address);
    nodes.await();
    tables.relax(address.schema(), apps.servedForms(address));
    return release;
  }

  CompiledApp compile(AppAddress address, AppFiles files, Problems problems) {
    CompiledApp compiled = compiler.compile(files, address, versions.next(address.id()), problems);
    seedCheck.check(compiled, problems);
    return compiled;
  }
}
