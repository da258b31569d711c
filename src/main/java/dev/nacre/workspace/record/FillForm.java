package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.designer.render.Same;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.workflow.FillField;
import dev.nacre.workspace.OpenApp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields that a task asks to fill in. */
final class FillForm extends Div {
  private static final String DATA = "/data/";

  private final Map<String, FieldEditor> editors = new LinkedHashMap<>();
  private final Map<String, JsonNode> before = new LinkedHashMap<>();
  private final Div whole = new Div();

  FillForm(OpenApp app, Form form, List<FillField> fields) {
    addClassNames("nacre-form", "nacre-fill");
    whole.addClassName("nacre-form-problem");
    whole.getElement().setAttribute("role", "alert");
    whole.setVisible(false);
    add(whole);
    for (FillField asked : fields) {
      Field field = form.field(asked.id()).orElse(null);
      if (field == null) {
        continue;
      }
      FieldEditor editor =
          app.renderers().of(definition(field.shown(), asked)).editor(app.context());
      if (!asked.columns().isEmpty()) {
        editor.fixed();
      }
      editor.show(asked.value());
      editor.required(asked.required());
      editors.put(asked.id(), editor);
      before.put(asked.id(), asked.value());
      editor.component().getElement().setAttribute("data-fill", asked.id());
      add(editor.component());
    }
  }

  /** Of a table perhaps only some columns can be written. */
  private static FieldDefinition definition(FieldDefinition field, FillField asked) {
    if (asked.columns().isEmpty() || field.settings() == null) {
      return field;
    }
    ObjectNode settings = field.settings().deepCopy();
    for (JsonNode column : settings.path("fields")) {
      if (column instanceof ObjectNode own && !asked.columns().contains(own.path("id").asText())) {
        own.put("readOnly", true);
      }
    }
    return field.withSettings(settings);
  }

  /** What the person changed. */
  ObjectNode data() {
    ObjectNode data = Json.MAPPER.createObjectNode();
    editors.forEach(
        (field, editor) -> {
          JsonNode value = editor.value();
          if (!Same.as(value, before.getOrDefault(field, Json.MAPPER.nullNode()))) {
            data.set(field, value);
          }
        });
    return data;
  }

  /** What the fields held when the person saw them. */
  ObjectNode seen() {
    ObjectNode seen = Json.MAPPER.createObjectNode();
    before.forEach(seen::set);
    return seen;
  }

  /** They know now what the fields hold; what they didn't touch shows it. */
  void seen(List<FillField> now) {
    for (FillField field : now) {
      FieldEditor editor = editors.get(field.id());
      if (editor == null) {
        continue;
      }
      if (Same.as(editor.value(), before.getOrDefault(field.id(), Json.MAPPER.nullNode()))) {
        editor.show(field.value());
      }
      before.put(field.id(), field.value());
    }
  }

  /** Shows what was refused, next to its field, and goes to the first. */
  void refused(List<Problem> problems) {
    var elsewhere = new ArrayList<>(problems);
    FieldEditor first = null;
    for (var entry : editors.entrySet()) {
      String at = DATA + entry.getKey();
      List<Problem> own =
          problems.stream()
              .filter(p -> p.pointer().equals(at) || p.pointer().startsWith(at + "/"))
              .toList();
      elsewhere.removeAll(own);
      entry
          .getValue()
          .problems(
              own.stream()
                  .map(
                      p ->
                          new Problem(
                              p.file(), p.pointer().substring(at.length()), p.code(), p.args()))
                  .toList());
      first = first == null && !own.isEmpty() ? entry.getValue() : first;
    }
    whole.removeAll();
    whole.setVisible(!elsewhere.isEmpty());
    elsewhere.forEach(problem -> whole.add(new Span(Wording.of(problem, getLocale()))));
    if (first != null) {
      first.focus();
    }
  }
}
