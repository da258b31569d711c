package dev.nacre.record.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows with the same values in some columns, gathered wherever they stand in the file. They are
 * held in memory until the end of the file, so their number is bounded.
 */
public final class RowGroups {
  /** More rows than these are refused when they must be grouped. */
  public static final int MOST_ROWS = 200_000;

  private final int[] by;
  private final Map<List<String>, List<FileLine.Row>> groups = new LinkedHashMap<>();
  private int rows;

  /**
   * No groups yet.
   *
   * @param columns of the file
   * @param groupBy some of them
   * @throws UnreadableFileException when one of these isn't there
   */
  public RowGroups(List<String> columns, List<String> groupBy) {
    this.by = groupBy.stream().mapToInt(columns::indexOf).toArray();
    for (int i = 0; i < by.length; i++) {
      if (by[i] < 0) {
        throw UnreadableFileException.of(
            "csv_column_missing", groupBy.get(i), String.join(", ", columns));
      }
    }
  }

  /** Puts a row to its like. */
  public void add(FileLine.Row row) {
    if (++rows > MOST_ROWS) {
      throw UnreadableFileException.of("csv_too_many_rows", MOST_ROWS);
    }
    var key = new ArrayList<String>(by.length);
    for (int column : by) {
      key.add(row.cells().get(column).strip());
    }
    groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
  }

  /** The groups, in the order of their first rows; none is empty. */
  public Collection<List<FileLine.Row>> groups() {
    return groups.values();
  }
}
