package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A field that a task asks to fill in.
 *
 * @param id of a field of the workflow's record
 * @param required whether it must have a value afterwards; of a table with columns, whether each
 *     must in every line
 * @param columns of a table, the fields of its lines that may be changed while the lines stay;
 *     empty for the whole field
 * @param value now, as record JSON
 */
public record FillField(String id, boolean required, List<String> columns, JsonNode value) {
  /** Copies the columns. */
  public FillField {
    columns = List.copyOf(columns);
  }
}
