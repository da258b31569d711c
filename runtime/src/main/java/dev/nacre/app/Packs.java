package dev.nacre.app;

import dev.nacre.app.change.Merge;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Ids;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Apps as zips: import, export, and the packs that come with Nacre. */
@Singleton
public final class Packs {
  /** Stands for the id that is missing. */
  private static final String NOBODY = "app";

  private final Publisher publisher;
  private final Versions versions;
  private final Apps apps;
  private final Drafts drafts;
  private final PackBases bases;

  Packs(Publisher publisher, Versions versions, Apps apps, Drafts drafts, PackBases bases) {
    this.publisher = publisher;
    this.versions = versions;
    this.apps = apps;
    this.drafts = drafts;
    this.bases = bases;
  }

  /** What an import has made. */
  public record Installed(String app, int version) {}

  /**
   * What an import would do.
   *
   * @param items in what the pack and what is here differ, who changed it, and which side counts
   * @param result what would be published
   * @param problems what keeps it from being done
   */
  public record DryRun(
      String app, AppFiles here, AppFiles result, List<Merge.Item> items, List<Problem> problems) {}

  /** How a pack meets an app that is there already. */
  public enum Mode {
    /** What was changed here stays; what only the pack changed comes. */
    MERGE,
    /** Everything becomes what the pack says. */
    REPLACE
  }

  /**
   * Imports a pack; published and live when this returns.
   *
   * @param mode how it meets what is there
   * @param choice decides single items of a merge
   * @throws PackException when the zip isn't taken
   * @throws InvalidAppException when the app in it doesn't fit
   * @throws AppConflictException when the same content is served already
   */
  public Installed install(byte[] zip, Mode mode, Merge.Choice choice, Identity who) {
    return install(PackZip.read(zip), mode, choice, who);
  }

  /**
   * Makes an app that isn't there yet; published and live when this returns.
   *
   * @throws InvalidAppException when the app doesn't fit
   * @throws AppConflictException when there is such an app
   */
  public Installed create(AppFiles files, Identity who) {
    String app = id(files);
    if (apps.known(app)) {
      throw new AppConflictException(Problem.at("", "app_taken", app));
    }
    return install(files, Mode.MERGE, Merge.Choice.NONE, who);
  }

  /** Imports a pack that comes with Nacre. */
  public Installed installBuiltIn(String id, Identity who) {
    return install(BuiltInPacks.read(id), Mode.MERGE, Merge.Choice.NONE, who);
  }

  /** The packs that come with Nacre. */
  public Set<String> builtIn() {
    return BuiltInPacks.ids();
  }

  private Installed install(AppFiles files, Mode mode, Merge.Choice choice, Identity who) {
    String app = id(files);
    AppFiles pack = Canonical.of(files);
    AppFiles here = here(app);
    AppFiles base = base(app, here);
    boolean known = mode == Mode.MERGE && !here.byPath().isEmpty();
    if (known && pack.equals(base) && bases.of(app).isPresent()) {
      throw new AppConflictException(Problem.at("", "nothing_changed", app));
    }
    Merge merge = merge(mode, base, here, pack, choice);
    mistyped(merge, choice);
    AppFiles result = merge.result();
    AppFiles draft = known ? draft(app, here, result) : files;
    return new Installed(app, publisher.install(app, result, draft, files, null, who));
  }

  private static Merge merge(
      Mode mode, AppFiles base, AppFiles here, AppFiles pack, Merge.Choice choice) {
    boolean fresh = here.byPath().isEmpty();
    return mode == Mode.REPLACE || fresh
        ? new Merge(here, here, pack, Merge.Choice.NONE)
        : new Merge(base, here, pack, choice);
  }

  /** A choice about an item that isn't there decides nothing, so it is refused. */
  private static void mistyped(Merge merge, Merge.Choice choice) {
    List<String> known = merge.items().stream().map(Merge.Item::key).toList();
    List<Problem> unknown =
        choice.named().stream()
            .filter(item -> !known.contains(item))
            .map(
                item ->
                    Problem.at("", "pack_item_unknown", item, Suggestions.question(item, known)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidAppException(unknown);
    }
  }

  /** What was being worked on goes on, on top of what is new. */
  private AppFiles draft(String app, AppFiles here, AppFiles result) {
    return new Merge(here, Canonical.of(drafts.files(app)), result, Merge.Choice.NONE).result();
  }

  /** What is served to everybody else; no files when there is no such app. */
  private AppFiles here(String app) {
    return apps.find(app)
        .map(served -> versions.files(app, served.forms().version()))
        .orElseGet(() -> AppFiles.of(Map.of()));
  }

  /** An app that was made here has changed nothing of a pack. */
  private AppFiles base(String app, AppFiles here) {
    return bases.of(app).orElse(here);
  }

  /**
   * Says what an import would do, and does nothing.
   *
   * @throws PackException when the zip isn't taken
   * @throws InvalidAppException when it has no readable {@code app.json}
   */
  public DryRun dryRun(byte[] zip, Mode mode, Merge.Choice choice) {
    AppFiles files = PackZip.read(zip);
    String app = id(files);
    AppFiles here = here(app);
    Merge merge = merge(mode, base(app, here), here, Canonical.of(files), choice);
    mistyped(merge, choice);
    var problems = new Problems();
    publisher.compile(new AppAddress(app, ""), merge.result(), problems);
    return new DryRun(app, here, merge.result(), merge.items(), problems.list());
  }

  /**
   * The version served now as a zip of canonical files; never live rows.
   *
   * @throws dev.nacre.record.NotFoundException when there is no such app
   */
  public byte[] export(String app) {
    int version = apps.serving(app).forms().version();
    return PackZip.write(versions.files(app, version));
  }

  /** The app that a pack says it is; one that doesn't say so is checked all the same. */
  private String id(AppFiles files) {
    String id = AppReader.read(files, new Problems()).app().id();
    if (!Ids.valid(id)) {
      throw new InvalidAppException(publisher.check(NOBODY, files));
    }
    return id;
  }
}
