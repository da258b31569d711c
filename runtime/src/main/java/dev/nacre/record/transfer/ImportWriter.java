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

  /** What became of a row: an outcome, or why it never came to one. */
  record Result(CsvLine.Row row, @Nullable Outcome outcome, List<Problem> problems) {}

  /** Writes the rows in a transaction of their own. */
  List<Result> write(List<CsvLine.Row> rows) {
    return database.inNewTransaction(connection -> writeHere(rows));
  }

  private List<Result> writeHere(List<CsvLine.Row> rows) {
    Map<Integer, List<Problem>> found = new HashMap<>();
    List<@Nullable Change> wished = plan.changes(rows, database, found);
    List<Change> changes =
        wished.stream().filter(Objects::nonNull).map(Change.class::cast).toList();
    List<Outcome> outcomes =
        changes.isEmpty()
            ? List.of()
            : records.write(
                forms, new Batch(plan.form(), changes, Batch.Mode.PER_ROW, who, origin));
    var results = new ArrayList<Result>();
    int next = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (wished.get(i) == null) {
        results.add(new Result(rows.get(i), null, found.getOrDefault(i, List.of())));
      } else {
        Outcome outcome = outcomes.get(next++);
        results.add(new Result(rows.get(i), outcome, outcome.problems()));
      }
    }
    return results;
  }

  /** What the lines would become; nothing stays. */
  List<ImportEngine.Preview.Row> preview(List<CsvLine> lines) {
    var rows = lines.stream().filter(CsvLine.Row.class::isInstance).map(CsvLine.Row.class::cast);
    var previews = new ArrayList<ImportEngine.Preview.Row>();
    try {
      database.inNewTransaction(
          connection -> {
            for (Result result : writeHere(rows.toList())) {
              previews.add(preview(result));
            }
            throw new UndoneException();
          });
    } catch (UndoneException expected) {
      for (CsvLine line : lines) {
        if (line instanceof CsvLine.Broken broken) {
          previews.add(
              new ImportEngine.Preview.Row(
                  broken.line(), List.of(broken.text()), null, null, List.of(broken.problem())));
        }
      }
    }
    previews.sort(java.util.Comparator.comparingLong(ImportEngine.Preview.Row::line));
    return previews;
  }

  private ImportEngine.Preview.Row preview(Result result) {
    Outcome outcome = result.outcome();
    return new ImportEngine.Preview.Row(
        result.row().line(),
        result.row().cells(),
        outcome == null || outcome.after() == null
            ? null
            : records.json(forms, outcome.after(), who),
        outcome == null ? null : outcome.status().id(),
        result.problems());
  }

  /** Takes a preview back. */
  private static final class UndoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndoneException() {
      super("a preview is never kept", null, false, false);
    }
  }
}
