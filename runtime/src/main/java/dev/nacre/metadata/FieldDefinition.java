package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form or of a table.
 *
 * @param id the key in record JSON, and the column
 * @param type a field type id
 * @param label shown to people; null means the id
 * @param help a line under the field; may be null
 * @param required whether an empty value is refused
 * @param unique whether no two living records may share a value
 * @param indexed whether filters on it should be fast
 * @param readOnly whether people may not change it
 * @param defaultValue what a new record gets when nothing is given; may be null
 * @param formula computes the value, which then can't be written; may be null
 * @param settings the type's own part; null means none
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record FieldDefinition(
    String id,
    String type,
    @Nullable Text label,
    @Nullable Text help,
    boolean required,
    boolean unique,
    boolean indexed,
    boolean readOnly,
    @com.fasterxml.jackson.annotation.JsonProperty("default") @Nullable Value defaultValue,
    @Nullable String formula,
    @Nullable JsonNode settings) {

  /** The same field with other settings. */
  public FieldDefinition withSettings(JsonNode others) {
    return new FieldDefinition(
        id, type, label, help, required, unique, indexed, readOnly, defaultValue, formula, others);
  }

  /** The same field as an input for any of its values needs it: without help, duty or default. */
  public FieldDefinition asked() {
    return new FieldDefinition(
        id, type, label, null, false, false, false, false, null, null, settings);
  }

  /** The label, or the id when there is none. */
  public Text title() {
    return label != null ? label : Text.of(id);
  }
}
