package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import org.jspecify.annotations.Nullable;

/** Checks what people send along with an action: it is kept for good, in timelines and outputs. */
final class Sent {
  private static final int LONGEST_COMMENT = 4_000;
  private static final int LARGEST_DATA = 64 << 10;

  private Sent() {}

  /**
   * Nothing when it can be kept.
   *
   * @param comment may be null
   * @param name what the data is called in the request
   * @throws ActionInvalidException when it is too long, or holds the one character that PostgreSQL
   *     can't
   */
  static void check(@Nullable String comment, ObjectNode data, String name) {
    if (comment != null) {
      if (comment.length() > LONGEST_COMMENT) {
        refuse("/comment", "too_long", comment.length(), LONGEST_COMMENT);
      }
      if (comment.indexOf('\0') >= 0) {
        refuse("/comment", "text_character", "U+0000", comment.indexOf('\0') + 1);
      }
    }
    String json = Json.write(data);
    if (json.length() > LARGEST_DATA) {
      refuse("/" + name, "workflow_data_large", json.length(), LARGEST_DATA);
    }
    if (json.contains("\\u0000")) {
      refuse("/" + name, "text_character", "U+0000", json.indexOf("\\u0000") + 1);
    }
  }

  private static void refuse(String pointer, String code, Object... args) {
    throw new ActionInvalidException(Problem.at(pointer, code, args));
  }
}
