package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.designer.render.Same;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.workflow.FillField;
import dev.nacre.workflow.FillPlan;
import dev.nacre.workspace.OpenApp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The fields that a task asks to fill in. */
final class FillForm extends Div {
  private static final String DATA = "/data/";

  private final Map<String, FieldEditor> editors = new LinkedHashMap<>();
  private final Map<String, JsonNode> before = new LinkedHashMap<>();
  private final Map<String, RenderedField> fields = new LinkedHashMap<>();
  private final List<Component> told = new ArrayList<>();
  private final Div whole = new Div();
  private final OpenApp app;

  FillForm(OpenApp app, Form form, List<FillField> wanted) {
    this.app = app;
    addClassNames("nacre-form", "nacre-fill");
    whole.addClassName("nacre-form-problem");
    whole.getElement().setAttribute("role", "alert");
    whole.setVisible(false);
    add(whole);
    for (FillField asked : wanted) {
      Field field = form.field(asked.id()).orElse(null);
      if (field == null) {
        continue;
      }
      RenderedField rendered = app.renderers().of(definition(field.shown(), asked));
      FieldEditor editor = rendered.editor(app.context());
      if (!asked.columns().isEmpty()) {
        editor.fixed();
      }
      editor.show(asked.value());
      editor.required(asked.required());
      fields.put(asked.id(), rendered);
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

  /**
   * Others have changed what the person filled in: says to what, and lets them take it. What they
   * didn't touch shows what it holds now; what they did stays, and counts when they send it again.
   */
  void overtaken(List<FillField> now, List<Problem> problems) {
    refused(problems.stream().filter(problem -> !changed(problem)).toList());
    seen(now);
    Component first = null;
    for (FillField field : now) {
      FieldEditor editor = editors.get(field.id());
      boolean both =
          problems.stream()
              .anyMatch(
                  problem ->
                      changed(problem)
                          && (problem.pointer() + "/").startsWith(DATA + field.id() + "/"));
      if (editor != null && both) {
        Component note = note(field, editor);
        told.add(note);
        addComponentAtIndex(indexOf(editor.component()) + 1, note);
        first = first == null ? note : first;
      }
    }
    if (first != null) {
      // the field stands above it, and the page's head above that
      first.getElement().executeJs("this.scrollIntoView({block: 'center'})");
    }
  }

  private static boolean changed(Problem problem) {
    return problem.code().equals(FillPlan.CHANGED);
  }

  private Component note(FillField field, FieldEditor editor) {
    RenderedField rendered = Objects.requireNonNull(fields.get(field.id()));
    var note = new Div();
    String words =
        !field.columns().isEmpty()
            ? getTranslation("fill.changed.lines")
            : field.value().isNull() || field.value().isMissingNode()
                ? getTranslation("fill.changed.empty")
                : getTranslation("fill.changed", rendered.text(field.value(), app.context()));
    var take =
        new Button(
            getTranslation("fill.theirs"),
            click -> {
              editor.show(field.value());
              remove(note);
              told.remove(note);
            });
    take.addThemeVariants(ButtonVariant.LUMO_SMALL);
    take.getElement().setAttribute("data-theirs", field.id());
    note.add(new Span(words), take);
    note.addClassName("nacre-overtaken");
    note.getElement().setAttribute("role", "alert");
    return note;
  }

  /** They know now what the fields hold; what they didn't touch shows it. */
  private void seen(List<FillField> now) {
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
    told.forEach(this::remove);
    told.clear();
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
