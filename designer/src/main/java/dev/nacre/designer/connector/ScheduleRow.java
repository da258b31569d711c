package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.inspector.Editors;
import dev.nacre.designer.inspector.PropertyEditor;
import dev.nacre.designer.render.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** When an ingest is polled, into which form, and how records are found again. */
final class ScheduleRow extends Div {
  private final Desk desk;
  private final String pointer;
  private final String offered;
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();

  ScheduleRow(Desk desk, JsonNode ingest, String pointer, String offered) {
    this.offered = offered;
    this.desk = desk;
    this.pointer = pointer;
    addClassName("nd-schedule");
    Map<String, String> forms = new LinkedHashMap<>();
    for (String id : Definitions.ids(desk.session().files(), "forms")) {
      forms.put(
          id, Definitions.title(desk.session().files(), "forms/" + id + ".json", desk.locale()));
    }
    Map<String, String> operations = new LinkedHashMap<>();
    operations(desk).forEach(id -> operations.put(id, id));
    add("form", Editors.choice(label("form"), forms));
    add("key", Editors.several(label("key"), fields(ingest.path("form").asText())));
    add("operation", Editors.choice(label("operation"), operations));
    add("every", Editors.duration(desk, label("every")));
    add("at", Editors.words(label("at")));
    add("overlap", Editors.duration(desk, label("overlap")));
    add("lookBack", Editors.duration(desk, label("lookBack")));
    add("sourceTime", Editors.text(label("sourceTime")));
    add("keep", Editors.several(label("keep"), fields(ingest.path("form").asText())));
  }

  private String label(String name) {
    return desk.text("connector.ingest." + name);
  }

  /** The fields by which a record can be found. */
  private Map<String, String> fields(String form) {
    var names = new LinkedHashMap<String, String>();
    Fields.of(desk, form).writable().stream()
        .filter(field -> !field.path().contains("."))
        .forEach(field -> names.put(field.path(), field.label()));
    return names;
  }

  private void add(String name, PropertyEditor editor) {
    editors.put(name, editor);
    editor.component().getElement().setAttribute("data-ingest", name);
    editor.onChange(
        () -> {
          JsonNode given = editor.value();
          desk.editJson(
              json -> {
                if (json.at(pointer) instanceof ObjectNode object) {
                  if (given == null || (given.isArray() && given.isEmpty())) {
                    object.remove(List.of(name));
                  } else {
                    object.set(name, given);
                  }
                }
              });
        });
    add(editor.component());
  }

  /** Shows the values as they are now, and what is wrong with them. */
  void draw(JsonNode ingest) {
    editors.forEach(
        (name, editor) -> {
          if (!Objects.equals(editor.value(), ingest.get(name))) {
            editor.show(ingest.get(name));
          }
          String at = pointer + "/" + name;
          editor.wrong(
              desk.session().problems(desk.path()).stream()
                  .filter(p -> p.pointer().equals(at) || p.pointer().startsWith(at + "/"))
                  .map(p -> Wording.of(p, desk.locale()))
                  .collect(Collectors.joining(" ")));
        });
  }

  /** What can be chosen from: another form has other fields. */
  static String offered(Desk desk, JsonNode ingest) {
    String form = ingest.path("form").asText();
    return desk.path()
        + Definitions.ids(desk.session().files(), "forms")
        + desk.session().files().text("forms/" + form + ".json").orElse(form)
        + operations(desk);
  }

  boolean offers(String now) {
    return offered.equals(now);
  }

  private static List<String> operations(Desk desk) {
    return desk.json().stream()
        .flatMap(json -> json.path("operations").valueStream())
        .map(operation -> operation.path("id").asText())
        .toList();
  }
}
