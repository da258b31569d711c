package dev.nacre.record.transfer;

import java.util.List;

/** The rows of a file that make one record: one, or as many as it has lines. */
record RowGroup(List<FileLine.Row> rows) {
  static RowGroup of(FileLine.Row row) {
    return new RowGroup(List.of(row));
  }

  FileLine.Row first() {
    return rows.getFirst();
  }

  long line() {
    return rows.getFirst().line();
  }
}
