package dev.nacre.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.security.Permissions.FormAccess;

/** Covers values: enough stays to recognise one's own, not enough to use somebody else's. */
public final class Masks {
  private static final int PHONE = 7;
  private static final String COVERED = "***";

  private Masks() {}

  /**
   * Takes out of a record's JSON what may not be seen, and covers what is masked; in the lines of
   * its tables, too.
   */
  public static void cover(ObjectNode record, FormAccess access) {
    record.remove(access.hidden());
    for (String field : access.masked()) {
      JsonNode value = record.path(field);
      if (!value.isNull() && !value.isMissingNode()) {
        record.put(field, mask(value));
      }
    }
    access
        .tables()
        .forEach(
            (table, columns) -> {
              for (JsonNode line : record.path(table)) {
                if (line instanceof ObjectNode object) {
                  cover(object, columns);
                }
              }
            });
  }

  /** A value of a record: of a number nothing stays, for its first digit and length say enough. */
  public static String mask(JsonNode value) {
    return value.isNumber() || value.isBoolean() ? COVERED : mask(value.asText());
  }

  /**
   * A phone keeps its first three and last four characters, a name its first, anything else too.
   */
  public static String mask(String value) {
    boolean digits = value.chars().filter(Character::isDigit).count() >= PHONE;
    if (digits && value.length() > PHONE) {
      return value.substring(0, 3)
          + "*".repeat(value.length() - PHONE)
          + value.substring(value.length() - 4);
    }
    int first = value.isEmpty() ? 0 : Character.charCount(value.codePointAt(0));
    return value.isEmpty()
        ? ""
        : value.substring(0, first)
            + "*".repeat(Math.max(1, value.codePointCount(first, value.length())));
  }
}
