package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes rows of a file as records of a form. */
record ImportWriter(
    Database database,
    RecordEngine records,
    Forms forms,
    ImportPlan plan,
    Identity who,
    Origin origin) {

  /**
   * What became of some rows: an outcome, or why it never came to one.
   *
   * @param problems at their places in the file
   */
  record Result(RowGroup group, @Nullable Outcome outcome, List<Problem> problems) {
    boolean failed() {
      return outcome == null || outcome.failed();
    }
  }

  /** Writes the rows in a transaction of their own. */
  List<Result> write(List<RowGroup> groups) {
    return database.inNewTransaction(connection -> writeHere(groups));
  }

  /** Writes the rows in the transaction that is open, if one is. */
  List<Result> writeHere(List<RowGroup> groups) {
    Map<Integer, List<Problem>> found = new HashMap<>();
    List<@Nullable Change> wished = plan.changes(groups, database, found);
    List<Change> changes =
        wished.stream().filter(Objects::nonNull).map(Change.class::cast).toList();
    List<Outcome> outcomes =
        changes.isEmpty()
            ? List.of()
            : records.write(
                forms, new Batch(plan.form(), changes, Batch.Mode.PER_ROW, who, origin));
    var results = new ArrayList<Result>();
    int next = 0;
    for (int i = 0; i < groups.size(); i++) {
      RowGroup group = groups.get(i);
      Outcome outcome = wished.get(i) == null ? null : outcomes.get(next++);
      List<Problem> problems =
          outcome == null
              ? found.getOrDefault(i, List.of())
              : outcome.status() == Outcome.Status.NOT_FOUND && outcome.id() == null
                  ? List.of(plan.missing(group))
                  : outcome.problems();
      results.add(
          new Result(group, outcome, problems.stream().map(p -> plan.located(group, p)).toList()));
    }
    return results;
  }

  /** What the lines would become; nothing stays. */
  List<ImportEngine.Preview.Row> preview(List<RowGroup> groups, List<FileLine.Broken> broken) {
    var previews =
        new ArrayList<>(database.trying(() -> writeHere(groups).stream().map(this::row).toList()));
    broken.forEach(
        line ->
            previews.add(
                new ImportEngine.Preview.Row(
                    line.line(), line.cells(), null, null, List.of(line.problem()))));
    previews.sort(Comparator.comparingLong(ImportEngine.Preview.Row::line));
    return previews;
  }

  private ImportEngine.Preview.Row row(Result result) {
    Outcome outcome = result.outcome();
    return new ImportEngine.Preview.Row(
        result.group().line(),
        result.group().first().cells(),
        outcome == null || outcome.after() == null
            ? null
            : records.json(forms, outcome.after(), who),
        outcome == null ? null : outcome.status().id(),
        result.problems());
  }
}
