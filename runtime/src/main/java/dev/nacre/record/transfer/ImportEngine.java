package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Imports files into forms, through the same checks as every other door, as jobs. */
@Singleton
public final class ImportEngine {
  private final Database database;
  private final RecordEngine records;
  private final JobStore jobs;

  /** An engine over those parts. */
  public ImportEngine(Database database, RecordEngine records, JobStore jobs) {
    this.database = database;
    this.records = records;
    this.jobs = jobs;
  }

  /**
   * What an import would do, shown before it does.
   *
   * @param columns of the file
   * @param mapping column to field, as given or guessed
   * @param rows the first ones
   */
  public record Preview(List<String> columns, Map<String, String> mapping, List<Row> rows) {
    /**
     * One row.
     *
     * @param line of the file; the first is 1
     * @param record what it would become; null when it can't be
     * @param outcome {@code created updated unchanged …}; null when it can't be read
     * @param problems why it can't be; pointers name fields
     */
    public record Row(
        long line,
        List<String> cells,
        @Nullable ObjectNode record,
        @Nullable String outcome,
        List<Problem> problems) {}
  }

  /**
   * Reads the stream to its end, then works in the background.
   *
   * @param app as addressed: an app id, or {@code id@test}
   * @param fileName as its owner calls it; may be null
   * @param who on whose behalf; decides what is allowed
   * @return the job, running; see {@link JobStore#find}
   * @throws ForbiddenException when the roles don't allow imports into the form
   * @throws InvalidImportException when the settings don't fit the file or the form
   * @throws UnreadableFileException when nothing can be read
   */
  public Job start(
      String app,
      Forms forms,
      String form,
      InputStream content,
      @Nullable String fileName,
      ImportSettings settings,
      Identity who) {
    unlessAllowed(forms, form, who);
    Path file = Spool.keep(content);
    boolean started = false;
    try {
      ImportPlan plan = plan(forms, form, file, settings);
      Job job = jobs.start(app, "import", form, fileName, who.id());
      var run =
          new ImportRun(job, writer(forms, plan, who, job.id().toString()), settings, file, jobs);
      Thread.ofVirtual().name("import-" + job.id()).start(run);
      started = true;
      return job;
    } finally {
      if (!started) {
        Spool.discard(file);
      }
    }
  }

  /**
   * Does the first rows as the import would, and undoes them. Where no column could be matched with
   * a field, rows come as they stand in the file, for a person to say what they are.
   *
   * @param limit how many rows at most
   */
  public Preview preview(
      Forms forms,
      String form,
      InputStream content,
      ImportSettings settings,
      int limit,
      Identity who) {
    unlessAllowed(forms, form, who);
    Path file = Spool.keep(content);
    try {
      var lines = new ArrayList<CsvLine>();
      List<String> columns;
      try (CsvFile csv = CsvFile.open(file, settings.format())) {
        columns = csv.columns();
        while (csv.hasNext() && lines.size() < limit) {
          lines.add(csv.next());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (ImportPlan.mapping(forms.get(form), columns, settings).isEmpty()) {
        return new Preview(columns, Map.of(), lines.stream().map(ImportEngine::unmapped).toList());
      }
      ImportPlan plan = plan(forms, form, file, settings);
      List<Preview.Row> rows = writer(forms, plan, who, null).preview(lines);
      return new Preview(columns, plan.mapping(), rows);
    } finally {
      Spool.discard(file);
    }
  }

  private static Preview.Row unmapped(CsvLine line) {
    return switch (line) {
      case CsvLine.Row row -> new Preview.Row(row.line(), row.cells(), null, null, List.of());
      case CsvLine.Broken broken ->
          new Preview.Row(
              broken.line(), List.of(broken.text()), null, null, List.of(broken.problem()));
    };
  }

  private static void unlessAllowed(Forms forms, String form, Identity who) {
    if (!who.unlimited()
        && !forms.permissions().on(forms.get(form).id(), who).may(Permissions.Action.IMPORT)) {
      throw new ForbiddenException(Problem.at("", "import_forbidden", form));
    }
  }

  private static ImportPlan plan(Forms forms, String form, Path file, ImportSettings settings) {
    var problems = new Problems();
    try (CsvFile csv = CsvFile.open(file, settings.format())) {
      ImportPlan plan = ImportPlan.of(forms.get(form), csv.columns(), settings, problems);
      if (plan == null) {
        throw new InvalidImportException(problems.list());
      }
      return plan;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ImportWriter writer(Forms forms, ImportPlan plan, Identity who, @Nullable String job) {
    var origin = new Origin(Origin.Kind.IMPORT, job);
    return new ImportWriter(database, records, forms, plan, who, origin);
  }
}
