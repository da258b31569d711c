package dev.nacre.designer.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.app.change.Difference;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.metadata.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says a difference in words. */
final class ChangeWords {
  private static final int SHOWN = 80;
  private static final String FORMS = "forms/";
  private static final Set<String> SILENT = Set.of("fields", "settings");

  /** What is set of a field and has a name of its own. */
  private static final Set<String> OF_FIELDS =
      Set.of(
          "label",
          "type",
          "help",
          "required",
          "unique",
          "indexed",
          "readOnly",
          "settings",
          "default",
          "formula");

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
    String keys = String.join(" › ", called(desk, difference.file(), path));
    JsonNode label = value == null ? null : value.get("label");
    return label == null ? keys : Definitions.text(label, desk.locale(), "") + " (" + keys + ")";
  }

  /** The way as people call it: fields by their labels, and what is set of them. */
  private static List<String> called(Desk desk, String file, List<String> path) {
    Fields fields =
        file.startsWith(FORMS)
            ? Fields.of(desk, file.substring(FORMS.length(), file.length() - ".json".length()))
            : null;
    var words = new ArrayList<String>();
    for (int i = 0; i < path.size(); i++) {
      String key = path.get(i);
      boolean last = i == path.size() - 1;
      boolean field = i > 0 && path.get(i - 1).equals("fields");
      if (!last && SILENT.contains(key)) {
        continue;
      }
      if (fields != null && field && !last) {
        words.add(fields.find(key).map(FieldChoice::label).orElse(key));
        fields = fields.lines(key);
      } else if (fields != null && i > 1 && OF_FIELDS.contains(key)) {
        words.add(desk.text("field." + key));
      } else {
        words.add(key);
      }
    }
    return words;
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
