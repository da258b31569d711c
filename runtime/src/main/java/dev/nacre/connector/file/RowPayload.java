package dev.nacre.connector.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.transfer.FileLine;
import java.util.List;

/** Rows as payloads. */
final class RowPayload {
  private RowPayload() {}

  /** The first row's columns, and all rows under {@code rows}. */
  static ObjectNode of(List<String> columns, List<FileLine.Row> group) {
    ObjectNode payload = of(columns, group.getFirst());
    ArrayNode array = payload.putArray("rows");
    group.forEach(row -> array.add(of(columns, row)));
    return payload;
  }

  static ObjectNode of(List<String> columns, FileLine.Row row) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (int i = 0; i < columns.size(); i++) {
      node.put(columns.get(i), row.cells().get(i));
    }
    return node;
  }
}
