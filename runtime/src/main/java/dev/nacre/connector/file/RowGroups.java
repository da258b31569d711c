package dev.nacre.connector.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.transfer.CsvLine;
import dev.nacre.record.transfer.UnreadableFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows with the same values in some columns, gathered wherever they stand in the file. They are
 * held in memory until the end of the file, so their number is bounded.
 */
final class RowGroups {
  /** More rows than these are refused when they must be grouped. */
  static final int MOST_ROWS = 200_000;

  private final List<String> columns;
  private final int[] by;
  private final Map<List<String>, List<CsvLine.Row>> groups = new LinkedHashMap<>();
  private int rows;

  RowGroups(List<String> columns, List<String> groupBy) {
    this.columns = columns;
    this.by = groupBy.stream().mapToInt(columns::indexOf).toArray();
    for (int i = 0; i < by.length; i++) {
      if (by[i] < 0) {
        throw UnreadableFileException.of(
            "csv_column_missing", groupBy.get(i), String.join(", ", columns));
      }
    }
  }

  void add(CsvLine.Row row) {
    if (++rows > MOST_ROWS) {
      throw UnreadableFileException.of("csv_too_many_rows", MOST_ROWS);
    }
    var key = new ArrayList<String>(by.length);
    for (int column : by) {
      key.add(row.cells().get(column));
    }
    groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
  }

  Iterable<List<CsvLine.Row>> groups() {
    return groups.values();
  }

  /** The first row's columns, and all rows under {@code rows}. */
  ObjectNode payload(List<CsvLine.Row> group) {
    ObjectNode payload = object(columns, group.getFirst());
    ArrayNode array = payload.putArray("rows");
    group.forEach(row -> array.add(object(columns, row)));
    return payload;
  }

  static ObjectNode object(List<String> columns, CsvLine.Row row) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (int i = 0; i < columns.size(); i++) {
      node.put(columns.get(i), row.cells().get(i));
    }
    return node;
  }
}
