package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import java.util.List;

/** One line of a CSV file. */
public sealed interface CsvLine {
  /** Where it begins in the file; the first is 1. */
  long line();

  /** A row with a cell for every column; an empty cell is an empty text. */
  record Row(long line, List<String> cells) implements CsvLine {}

  /**
   * What can't be read as a row; reading goes on behind it.
   *
   * @param text as it stands in the file
   */
  record Broken(long line, String text, Problem problem) implements CsvLine {}
}
