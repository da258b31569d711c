package dev.nacre.app;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FormTables;
import dev.nacre.record.Forms;
import dev.nacre.security.Audit;
import dev.nacre.security.Identity;
import dev.nacre.storage.SchemaStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a draft into a version that everybody is served, or says everything that is in the way. */
@Singleton
public final class Publisher {
  private final Drafts drafts;
  private final Versions versions;
  private final AppCompiler compiler;
  private final SchemaStore tables;
  private final Apps apps;
  private final Releases releases;
  private final SeedRows seeds;
  private final SeedCheck seedCheck;
  private final Audit audit;

  Publisher(
      Drafts drafts,
      Versions versions,
      AppCompiler compiler,
      SchemaStore tables,
      Apps apps,
      Releases releases,
      SeedRows seeds,
      SeedCheck seedCheck,
      Audit audit) {
    this.drafts = drafts;
    this.versions = versions;
    this.compiler = compiler;
    this.tables = tables;
    this.apps = apps;
    this.releases = releases;
    this.seeds = seeds;
    this.seedCheck = seedCheck;
    this.audit = audit;
  }

  /**
   * What keeps an app's draft from being published.
   *
   * @throws dev.nacre.record.NotFoundException when there is no such app
   */
  public List<Problem> check(String app) {
    return check(app, drafts.files(app));
  }

  /** What keeps these files from being published as that app. */
  public List<Problem> check(String app, AppFiles files) {
    var problems = new Problems();
    compile(app, files, problems);
    return problems.list();
  }

  /**
   * Publishes an app's draft, and returns when everybody is served it.
   *
   * @param note why; may be null
   * @param release whether it is served from now on; else it only stands by
   * @return the new version's number
   * @throws InvalidAppException when anything is wrong with the draft
   * @throws AppConflictException when the draft says what is served already
   */
  public int publish(String app, @Nullable String note, boolean release, Identity who) {
    return publish(app, drafts.files(app), note, release, false, who);
  }

  /**
   * Publishes an app's draft and serves it, as {@link #publish(String, String, boolean, Identity)}.
   */
  public int publish(String app, @Nullable String note, Identity who) {
    return publish(app, note, true, who);
  }

  /** Installs a pack's files: they become the draft, are published, and their seed rows written. */
  int install(String app, AppFiles files, @Nullable String note, Identity who) {
    return publish(app, files, note, true, true, who);
  }

  private int publish(
      String app,
      AppFiles files,
      @Nullable String note,
      boolean release,
      boolean pack,
      Identity who) {
    var address = new AppAddress(app, "");
    AppFiles canonical = Canonical.of(files);
    String hash = Canonical.hash(canonical);
    if (versions.servedHash(address).filter(hash::equals).isPresent()) {
      throw new AppConflictException(Problem.at("", "nothing_changed", app));
    }
    var problems = new Problems();
    CompiledApp compiled = compile(app, canonical, problems);
    if (!problems.isEmpty()) {
      throw new InvalidAppException(problems.list());
    }
    Forms forms = compiled.forms();
    List<Problem> refused =
        tables.apply(address.schema(), FormTables.of(address.schema(), forms.all()));
    if (!refused.isEmpty()) {
      throw new InvalidAppException(refused);
    }
    int number = versions.next(app);
    try {
      QuarkusTransaction.requiringNew()
          .run(() -> write(address, number, hash, canonical, files, note, release, pack, who));
    } catch (RuntimeException e) {
      apps.forget(address, number);
      throw e;
    }
    apps.refresh(address);
    releases.await();
    return number;
  }

  private void write(
      AppAddress address,
      int number,
      String hash,
      AppFiles canonical,
      AppFiles files,
      @Nullable String note,
      boolean release,
      boolean pack,
      Identity who) {
    versions.lock(address.id(), who);
    if (versions.next(address.id()) != number) {
      throw new AppConflictException(Problem.at("", "published_meanwhile", address.id()));
    }
    CompiledApp compiled = compiler.compile(canonical, address, number, new Problems());
    apps.prepare(address, compiled);
    versions.add(address.id(), number, hash, canonical, note, who);
    if (release) {
      versions.release(address, number, who);
    }
    audit.log(who, pack ? "pack_import" : "publish", address.id(), "version " + number);
    if (pack) {
      drafts.replace(address.id(), files, who);
      seeds.write(compiled);
    }
  }

  /**
   * Serves an earlier version again, or a later one; records stay as they are.
   *
   * @throws dev.nacre.record.NotFoundException when there is no such app or version
   */
  public void release(AppAddress address, int number, Identity who) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              versions.release(address, number, who);
              audit.log(who, "release", address.id(), "version " + number);
            });
    apps.refresh(address);
    releases.await();
  }

  CompiledApp compile(String app, AppFiles files, Problems problems) {
    CompiledApp compiled =
        compiler.compile(files, new AppAddress(app, ""), versions.next(app), problems);
    seedCheck.check(compiled, problems);
    return compiled;
  }
}
