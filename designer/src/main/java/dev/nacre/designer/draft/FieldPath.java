package dev.nacre.designer.draft;

import org.jspecify.annotations.Nullable;

/**
 * Names a field of a form, or a field of the lines of one of its tables.
 *
 * @param field a field's id
 * @param line the id of a field of that table's lines; null for the field itself
 */
public record FieldPath(String field, @Nullable String line) {

  /** A field of the form itself. */
  public static FieldPath of(String field) {
    return new FieldPath(field, null);
  }

  /** The id of what is named. */
  public String id() {
    return line == null ? field : line;
  }

  /** The same place with another id. */
  public FieldPath renamed(String id) {
    return line == null ? of(id) : new FieldPath(field, id);
  }
}
