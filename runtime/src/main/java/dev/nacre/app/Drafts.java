package dev.nacre.app;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.Identity;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The working copies of apps: any readable files. Nobody is served them until they are published.
 */
@Singleton
public final class Drafts {
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
  private static final int LONGEST_PATH = 200;

  private final InstantSource clock;

  Drafts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The files of an app's draft.
   *
   * @throws NotFoundException when there is no such app
   */
  public AppFiles files(String app) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              if (AppRow.findById(app) == null) {
                throw unknown(app);
              }
              var files = new TreeMap<String, String>();
              FileRow.<FileRow>list("app", app).forEach(row -> files.put(row.path, row.content));
              return new AppFiles(files);
            });
  }

  /**
   * One file.
   *
   * @throws NotFoundException when there is no such app or file
   */
  public String read(String app, String path) {
    AppFiles files = files(app);
    return files
        .text(path)
        .orElseThrow(
            () -> NotFoundException.of("draft_file_unknown", path, files.byPath().keySet()));
  }

  /**
   * Puts or replaces one file. What it says may still be wrong; that is found by checking.
   *
   * @throws InvalidAppException when the path can't be one, or JSON can't be read
   */
  public void put(String app, String path, String text, Identity by) {
    if (!PATH.matcher(path).matches() || path.contains("..") || path.length() > LONGEST_PATH) {
      throw new InvalidAppException(List.of(Problem.at("", "draft_path_invalid", path)));
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new InvalidAppException(
          List.of(Problem.at("", "text_character", "U+0000", nul + 1).in(path)));
    }
    var problems = new Problems();
    if (path.endsWith(".json") && Json.read(text, problems) == null) {
      throw new UnreadableFileException(problems.list().getFirst().in(path));
    }
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              if (AppRow.findById(app) == null) {
                throw unknown(app);
              }
              save(app, path, text, by);
            });
  }

  /**
   * Takes one file away.
   *
   * @throws NotFoundException when there is no such app or file
   */
  public void delete(String app, String path) {
    read(app, path);
    QuarkusTransaction.joiningExisting()
        .run(() -> FileRow.delete("app = ?1 and path = ?2", app, path));
  }

  /**
   * Makes the draft what that version is.
   *
   * @throws NotFoundException when there is no such app
   */
  public void restore(String app, AppFiles version, Identity by) {
    files(app);
    replace(app, version, by);
  }

  /** Makes the draft exactly these files. */
  void replace(String app, AppFiles files, Identity by) {
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              FileRow.delete("app", app);
              FileRow.getEntityManager().clear();
              files.byPath().forEach((path, text) -> save(app, path, text, by));
            });
  }

  private void save(String app, String path, String text, Identity by) {
    FileRow row =
        FileRow.<FileRow>findByIdOptional(new FileRow.Key(app, path)).orElseGet(FileRow::new);
    row.app = app;
    row.path = path;
    row.content = text;
    row.updatedAt = clock.instant();
    row.updatedBy = by.id();
    row.persist();
  }

  static NotFoundException unknown(String app) {
    List<String> known =
        QuarkusTransaction.joiningExisting()
            .call(() -> AppRow.<AppRow>listAll().stream().map(row -> row.id).toList());
    return NotFoundException.of("app_unknown", app, known);
  }
}
