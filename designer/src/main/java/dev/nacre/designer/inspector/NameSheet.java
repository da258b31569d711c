package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.designer.desk.Desk;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of a definition that is drawn elsewhere: what it is called and what it is for. */
final class NameSheet extends Sheet {
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();

  NameSheet(Desk desk, String help) {
    super(desk);
    add(hint(help));
    property("name");
    property("description");
    refresh();
  }

  @Override
  @Nullable String pointer() {
    return "";
  }

  @Override
  void refresh() {
    desk.json().ifPresent(json -> editors.forEach((name, e) -> renew(e, json.get(name))));
    mark();
  }

  private void property(String name) {
    var editor = new LabelProperty(desk, desk.text("form." + name));
    editors.put(name, editor);
    input(
        "/" + name,
        editor,
        () -> {
          JsonNode value = editor.value();
          desk.editJson(json -> set(json, name, value));
        });
  }
}
