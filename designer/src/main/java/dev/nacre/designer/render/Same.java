package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether two JSON values mean the same to a person. */
public final class Same {
  private Same() {}

  /** Whether they do; 1.50 is 1.5, missing is null, and no lines are nothing. */
  public static boolean as(JsonNode a, JsonNode b) {
    if (empty(a) || empty(b)) {
      return empty(a) && empty(b);
    }
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue()) == 0;
    }
    return a.equals(b);
  }

  private static boolean empty(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isArray() && value.isEmpty())
        || (value.isTextual() && value.textValue().isBlank());
  }
}
