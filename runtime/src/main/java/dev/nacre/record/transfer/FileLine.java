package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import java.util.List;

/** One line of a file, or one row of a sheet. */
public sealed interface FileLine {
  /** Where it begins in the file; the first is 1. */
  long line();

  /** As it stands in the file. */
  List<String> cells();

  /** A row with a cell for every column; an empty cell is an empty text. */
  record Row(long line, List<String> cells) implements FileLine {}

  /**
   * What can't be read as a row; reading goes on behind it.
   *
   * @param cells as far as there are any; else the whole line as one
   */
  record Broken(long line, List<String> cells, Problem problem) implements FileLine {
    /** As one text. */
    public String text() {
      return String.join(",", cells);
    }
  }
}
