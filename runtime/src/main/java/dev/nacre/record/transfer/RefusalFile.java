package dev.nacre.record.transfer;

import dev.nacre.metadata.Messages;
import dev.nacre.metadata.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows that an import did not take, as a file: as they stood there, and why. Corrected, it can
 * be imported as it is, since the columns added fit no field.
 */
public final class RefusalFile {
  private final RefusalStore refusals;

  /** From that store. */
  public RefusalFile(RefusalStore refusals) {
    this.refusals = refusals;
  }

  /** Writes those of a job. */
  public void write(Job job, Locale locale, OutputStream out) throws IOException {
    int columns = job.columns().size();
    TableWriter table =
        TableWriter.of(
            TableWriter.Format.CSV,
            out,
            "",
            Stream.concat(
                    job.columns().stream(),
                    Stream.of("refusal_line", "refusal_why")
                        .map(code -> Messages.text(code, locale, List.of())))
                .toList());
    List<Refusal> page = refusals.after(job.id(), 0);
    while (!page.isEmpty()) {
      for (Refusal refusal : page) {
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < columns; i++) {
          cells.add(i < refusal.cells().size() ? cell(refusal.cells().get(i)) : Cell.EMPTY);
        }
        cells.add(new Cell.Text(String.valueOf(refusal.line())));
        cells.add(new Cell.Text(why(refusal, locale)));
        table.row(cells);
      }
      page = refusals.after(job.id(), page.getLast().line());
    }
    table.end();
  }

  /** As it stood there, but for what would be run. */
  private static Cell cell(String text) {
    return new Cell.Text(Formulas.restored(text));
  }

  private static String why(Refusal refusal, Locale locale) {
    return refusal.problems().stream()
        .map(problem -> why(problem, locale))
        .collect(Collectors.joining(" "));
  }

  private static String why(Problem problem, Locale locale) {
    String[] at = problem.pointer().split("/", 3);
    String field = at.length > 2 && !at[2].isEmpty() ? at[2].replace('/', '.') + ": " : "";
    return field + problem.message(locale) + " " + problem.hint(locale);
  }
}
