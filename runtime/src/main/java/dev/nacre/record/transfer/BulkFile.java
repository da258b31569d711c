package dev.nacre.record.transfer;

import dev.nacre.metadata.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of each record of a job, as a file. */
public final class BulkFile {
  private static final int PAGE = 1_000;

  private final BulkRows rows;

  /** From that store. */
  public BulkFile(BulkRows rows) {
    this.rows = rows;
  }

  /** Writes those of a job. */
  public void write(Job job, Locale locale, OutputStream out) throws IOException {
    TableWriter table =
        TableWriter.of(
            TableWriter.Format.CSV,
            out,
            "",
            Stream.of("bulk_record", "bulk_title", "bulk_status", "bulk_why")
                .map(code -> Messages.text(code, locale, List.of()))
                .toList());
    List<BulkRow> page = rows.after(job.id(), 0, PAGE);
    while (!page.isEmpty()) {
      for (BulkRow row : page) {
        String why =
            row.problems().stream()
                .map(p -> p.message(locale) + " " + p.hint(locale))
                .collect(Collectors.joining(" "));
        table.row(
            List.of(
                new Cell.Text(row.record().toString()),
                new Cell.Text(row.title()),
                new Cell.Text(row.status()),
                new Cell.Text(why)));
      }
      page = rows.after(job.id(), page.getLast().row(), PAGE);
    }
    table.end();
  }
}
