package dev.nacre.app;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Ids;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Apps as zips: import, export, and the packs that come with Nacre. */
@Singleton
public final class Packs {
  /** Stands for the id that is missing. */
  private static final String NOBODY = "app";

  private final Publisher publisher;
  private final Versions versions;
  private final Apps apps;

  Packs(Publisher publisher, Versions versions, Apps apps) {
    this.publisher = publisher;
    this.versions = versions;
    this.apps = apps;
  }

  /** What an import has made. */
  public record Installed(String app, int version) {}

  /**
   * What an import would do.
   *
   * @param changes files added, changed and removed
   * @param problems what keeps it from being done
   */
  public record DryRun(String app, List<FileChange> changes, List<Problem> problems) {}

  /** One file that differs, and how: it is added, changed or removed. */
  public record FileChange(String file, String change) {}

  /**
   * Imports a pack; published and live when this returns.
   *
   * @throws PackException when the zip isn't taken
   * @throws InvalidAppException when the app in it doesn't fit
   * @throws AppConflictException when the same content is served already
   */
  public Installed install(byte[] zip, Identity who) {
    return install(PackZip.read(zip), who);
  }

  /** Imports a pack that comes with Nacre. */
  public Installed installBuiltIn(String id, Identity who) {
    return install(BuiltInPacks.read(id), who);
  }

  /** The packs that come with Nacre. */
  public Set<String> builtIn() {
    return BuiltInPacks.ids();
  }

  private Installed install(AppFiles files, Identity who) {
    String app = id(files);
    return new Installed(app, publisher.install(app, files, files, null, who));
  }

  /**
   * Says what an import would do, and does nothing.
   *
   * @throws PackException when the zip isn't taken
   * @throws InvalidAppException when it has no readable {@code app.json}
   */
  public DryRun dryRun(byte[] zip) {
    AppFiles files = PackZip.read(zip);
    String app = id(files);
    var problems = new Problems();
    publisher.compile(new AppAddress(app, ""), Canonical.of(files), problems);
    AppFiles before =
        apps.find(app)
            .map(served -> versions.files(app, served.forms().version()))
            .orElseGet(() -> AppFiles.of(java.util.Map.of()));
    return new DryRun(app, changes(before, Canonical.of(files)), problems.list());
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

  private static List<FileChange> changes(AppFiles before, AppFiles after) {
    var paths = new TreeSet<>(before.byPath().keySet());
    paths.addAll(after.byPath().keySet());
    var changes = new ArrayList<FileChange>();
    for (String path : paths) {
      String old = before.byPath().get(path);
      String now = after.byPath().get(path);
      if (!Objects.equals(old, now)) {
        changes.add(
            new FileChange(path, old == null ? "added" : now == null ? "removed" : "changed"));
      }
    }
    return changes;
  }
}
