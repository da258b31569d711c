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
  private final RefusalStore refusals;

  /** An engine over those parts. */
  public ImportEngine(
      Database database, RecordEngine records, JobStore jobs, RefusalStore refusals) {
    this.database = database;
    this.records = records;
    this.jobs = jobs;
    this.refusals = refusals;
  }

  /**
   * What an import would do, shown before it does.
   *
   * @param columns of the file
   * @param sheets to choose from; a text has none
   * @param sheet the one that is read; null for a text
   * @param charset how a text is written; null for a workbook
   * @param repeated columns whose heading others have too, see {@link RowFile#repeated}
   * @param mapping column to field, as given or guessed
   * @param rows the first ones; of several that make one record, the first
   */
  public record Preview(
      List<String> columns,
      Map<String, String> repeated,
      List<String> sheets,
      @Nullable String sheet,
      @Nullable String charset,
      Map<String, String> mapping,
      List<Row> rows) {
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
    return start(app, forms, form, Spool.keep(content), fileName, settings, who);
  }

  /**
   * The same with a file that is there already; it is thrown away in the end, whatever happens.
   *
   * @param file see {@link Spool}
   */
  public Job start(
      String app,
      Forms forms,
      String form,
      Path file,
      @Nullable String fileName,
      ImportSettings settings,
      Identity who) {
    boolean started = false;
    try {
      unlessAllowed(forms, form, who);
      ImportSettings known = settings.in(settings.format().named(fileName));
      List<String> columns;
      ImportPlan plan;
      try (RowFile rows = RowFile.open(file, known.format())) {
        columns = rows.columns();
        plan = plan(forms, form, rows, known);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Job job =
          jobs.start(
              new JobStore.Start(
                  app, "import", form, fileName, who.id(), known.dryRun(), columns, null, null));
      ImportWriter writer = writer(forms, plan, who, job.id().toString());
      var run = new ImportRun(job, writer, known, file, jobs, refusals);
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
    Path file = Spool.keep(content);
    try {
      return preview(forms, form, file, settings, limit, who);
    } finally {
      Spool.discard(file);
    }
  }

  /** The same of a file that is there already, and stays. */
  public Preview preview(
      Forms forms, String form, Path file, ImportSettings settings, int limit, Identity who) {
    return look(forms, form, file, settings, limit, who, true);
  }

  /** What is in the file, and where it would go; nothing is tried. */
  public Preview glance(
      Forms forms, String form, Path file, ImportSettings settings, int limit, Identity who) {
    return look(forms, form, file, settings, limit, who, false);
  }

  private Preview look(
      Forms forms,
      String form,
      Path file,
      ImportSettings settings,
      int limit,
      Identity who,
      boolean trying) {
    unlessAllowed(forms, form, who);
    var lines = new ArrayList<FileLine>();
    try (RowFile rows = RowFile.open(file, settings.format())) {
      while (rows.hasNext() && lines.size() < limit) {
        lines.add(rows.next());
      }
      Map<String, String> mapping = ImportPlan.mapping(forms.get(form), rows.columns(), settings);
      List<Preview.Row> shown =
          mapping.isEmpty() || !trying
              ? lines.stream().map(ImportEngine::unmapped).toList()
              : previewed(forms, form, rows, lines, settings, who);
      String charset = rows instanceof CsvFile csv ? csv.encoding().name() : null;
      return new Preview(
          rows.columns(), rows.repeated(), rows.sheets(), rows.sheet(), charset, mapping, shown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Preview.Row> previewed(
      Forms forms,
      String form,
      RowFile file,
      List<FileLine> lines,
      ImportSettings settings,
      Identity who) {
    ImportPlan plan = plan(forms, form, file, settings);
    var groups = new ArrayList<RowGroup>();
    var gathered = new RowGroups(file.columns(), plan.groupBy());
    var broken = new ArrayList<FileLine.Broken>();
    for (FileLine line : lines) {
      switch (line) {
        case FileLine.Row row when plan.grouped() -> gathered.add(row);
        case FileLine.Row row -> groups.add(RowGroup.of(row));
        case FileLine.Broken one -> broken.add(one);
      }
    }
    gathered.groups().forEach(rows -> groups.add(new RowGroup(rows)));
    return writer(forms, plan, who, null).preview(groups, broken);
  }

  private static Preview.Row unmapped(FileLine line) {
    return switch (line) {
      case FileLine.Row row -> new Preview.Row(row.line(), row.cells(), null, null, List.of());
      case FileLine.Broken broken ->
          new Preview.Row(broken.line(), broken.cells(), null, null, List.of(broken.problem()));
    };
  }

  private static void unlessAllowed(Forms forms, String form, Identity who) {
    if (!who.unlimited()
        && !forms.permissions().on(forms.get(form).id(), who).may(Permissions.Action.IMPORT)) {
      throw new ForbiddenException(Problem.at("", "import_forbidden", form));
    }
  }

  /**
   * The columns of a file.
   *
   * @throws UnreadableFileException when nothing can be read
   */
  public static List<String> columns(Path file, FileFormat format) {
    try (RowFile rows = RowFile.open(file, format)) {
      return rows.columns();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImportPlan plan(Forms forms, String form, RowFile file, ImportSettings settings) {
    var problems = new Problems();
    ImportPlan plan =
        ImportPlan.of(forms.get(form), file.columns(), file.repeated(), settings, problems);
    if (plan == null) {
      throw new InvalidImportException(problems.list());
    }
    return plan;
  }

  private ImportWriter writer(Forms forms, ImportPlan plan, Identity who, @Nullable String job) {
    var origin = new Origin(Origin.Kind.IMPORT, job);
    return new ImportWriter(database, records, forms, plan, who, origin);
  }
}
