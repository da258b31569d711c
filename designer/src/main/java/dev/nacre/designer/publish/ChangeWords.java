package dev.nacre.designer.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.app.change.Difference;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.metadata.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says a difference in words. */
final class ChangeWords {
  private static final int SHOWN = 80;
  private static final Set<String> SILENT = Set.of("fields", "settings");

  private ChangeWords() {}

  /** What happened: {@code added removed moved changed}. */
  static String kind(Difference difference) {
    if (difference.before() == null) {
      return "added";
    } else if (difference.after() == null) {
      return "removed";
    }
    return difference.moved() ? "moved" : "changed";
  }

  /** To what, in the reader's language where it has a label. */
  static String what(Desk desk, Difference difference) {
    List<String> path = difference.path();
    JsonNode value = difference.after() != null ? difference.after() : difference.before();
    if (path.isEmpty()) {
      return desk.text("change.whole");
    }
    if (path.getFirst().equals("layout")) {
      return desk.text("change.layout");
    }
    String keys =
        path.stream()
            .filter(key -> !SILENT.contains(key) || path.size() == 1)
            .collect(Collectors.joining(" › "));
    JsonNode label = value == null ? null : value.get("label");
    return label == null ? keys : Definitions.text(label, desk.locale(), "") + " (" + keys + ")";
  }

  /** From what to what; empty where that is too much to show. */
  static String values(Difference difference) {
    if (difference.moved() || difference.path().isEmpty()) {
      return "";
    }
    String before = value(difference.before());
    String after = value(difference.after());
    return before.isEmpty() || after.isEmpty() ? before + after : before + " → " + after;
  }

  private static String value(@Nullable JsonNode json) {
    // a list or a group says little in one line
    if (json == null || json.isContainerNode()) {
      return "";
    }
    String text = json.isTextual() ? json.textValue() : Json.write(json);
    return text.length() > SHOWN ? text.substring(0, SHOWN - 1) + "…" : text;
  }
}
