package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.designer.render.Same;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Form;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.workspace.OpenApp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record that is being filled. After every change the engine computes it as if it were saved, so
 * that formulas, rules and problems are the same here as behind every other door.
 */
final class RecordForm extends Div {
  private final OpenApp app;
  private final Form form;
  private final RecordEngine records;
  private final Optional<StoredRecord> seen;
  private final ObjectNode before;
  private final Map<String, FieldEditor> editors = new LinkedHashMap<>();
  private final List<SectionBox> boxes = new ArrayList<>();
  private final Div whole = new Div();
  private final Set<String> touched = new HashSet<>();
  private final Map<String, JsonNode> told = new HashMap<>();
  private final Map<String, @Nullable Set<String>> offered = new HashMap<>();
  private Set<String> fixed = Set.of();
  private boolean attempted;
  private Runnable listener = () -> {};

  /**
   * A form.
   *
   * @param seen the record being edited, as the person sees it; empty for a new one
   * @param before the same as record JSON; empty for a new one
   */
  RecordForm(
      OpenApp app,
      Form form,
      RecordEngine records,
      Optional<StoredRecord> seen,
      ObjectNode before) {
    this.app = app;
    this.form = form;
    this.records = records;
    this.seen = seen;
    this.before = before;
    addClassName("nacre-form");
    whole.addClassName("nacre-form-problem");
    whole.getElement().setAttribute("role", "alert");
    whole.setVisible(false);
    add(whole);
    RenderContext context = app.context().making(new MadeInPlace(app, records));
    for (Sections.Section section : Sections.of(app, form)) {
      var box = new SectionBox(section);
      for (RenderedField field : section.fields()) {
        FieldEditor editor = field.editor(context);
        editor.show(before.path(field.id()));
        editor.onChange(() -> changed(field.id()));
        editors.put(field.id(), editor);
        box.put(field.id(), field.wide(), editor.component());
      }
      boxes.add(box);
      add(box);
    }
    compute(null);
  }

  /** Whether anything differs from what was there. */
  boolean dirty() {
    return !touched.isEmpty();
  }

  /**
   * What the person wrote, as the engine takes it: for an edited record only what differs, for a
   * new one not its defaults, which may be others once the rest is written.
   */
  ObjectNode data() {
    ObjectNode data = Json.MAPPER.createObjectNode();
    editors.forEach(
        (field, editor) -> {
          JsonNode value = editor.value();
          boolean wanted =
              seen.isPresent()
                  ? touched.contains(field) && !Same.as(value, before.path(field))
                  : touched.contains(field) || before.hasNonNull(field) || no(field, value);
          if (wanted && !fixed.contains(field)) {
            data.set(field, value);
          }
        });
    return data;
  }

  /** A box that isn't ticked says no, unless the engine may know better. */
  private boolean no(String field, JsonNode value) {
    return value.isBoolean()
        && !value.booleanValue()
        && form.field(field).filter(f -> f.definition().defaultValue() == null).isPresent();
  }

  private void changed(String field) {
    touched.add(field);
    compute(field);
    listener.run();
  }

  /** Is called whenever the person has written something. */
  void onChange(Runnable newListener) {
    listener = newListener;
  }

  /**
   * Lets the engine compute.
   *
   * @param writing the field in which the person is writing, which isn't overwritten; null for none
   */
  private void compute(@Nullable String writing) {
    RecordEngine.Draft draft =
        seen.map(record -> records.preview(app.forms(), record, data(), app.who()))
            .orElseGet(
                () -> records.preview(app.forms(), form.id(), Optional.empty(), data(), app.who()));
    fixed = draft.readOnly();
    JsonNode computed = records.json(app.forms(), draft.record(), app.who());
    editors.forEach(
        (field, editor) -> {
          boolean plain = form.field(field).filter(f -> !f.lines()).isPresent();
          // what can't be read isn't in the record: the person still has to see it to correct it
          boolean kept = field.equals(writing) || wrong(field, draft.problems());
          JsonNode value = computed.path(field);
          // what didn't change isn't shown again: somebody may already be writing there
          boolean same = plain && (value.equals(told.get(field)) || Same.as(value, editor.value()));
          if (plain && kept) {
            told.remove(field); // it may be spelled otherwise than it was written
          } else {
            told.put(field, value);
            if (!same) {
              editor.refresh(value);
            }
          }
          editor.required(draft.required().contains(field));
          editor.readOnly(draft.readOnly().contains(field));
          offer(field, editor, draft.offered().get(field));
          boolean visible = !draft.hidden().contains(field) && !idle(field, editor, value, draft);
          boxes.forEach(box -> box.visible(field, visible));
        });
    show(draft.problems());
  }

  /** In a new record nobody can write it, and there is nothing to read in it yet. */
  private boolean idle(String field, FieldEditor editor, JsonNode value, RecordEngine.Draft draft) {
    return seen.isEmpty()
        && (value.isNull() || value.isMissingNode() || (value.isArray() && value.isEmpty()))
        && editor.writable()
        && draft.readOnly().contains(field)
        && draft.problems().stream().noneMatch(problem -> at(problem, field));
  }

  /** Only when it changes: the list may be open. */
  private void offer(String field, FieldEditor editor, @Nullable Set<String> options) {
    if (!Objects.equals(offered.get(field), options)) {
      offered.put(field, options);
      editor.offer(options);
    }
  }

  private boolean wrong(String field, List<Problem> problems) {
    return touched.contains(field) && problems.stream().anyMatch(p -> at(p, field));
  }

  private static boolean at(Problem problem, String field) {
    String pointer = problem.pointer();
    return pointer.equals("/" + field) || pointer.startsWith("/" + field + "/");
  }

  /**
   * Shows what is wrong: next to fields that were touched, and everywhere once saving was tried.
   */
  void show(List<Problem> problems) {
    var elsewhere = new ArrayList<>(problems);
    editors.forEach(
        (field, editor) -> {
          String at = "/" + field;
          List<Problem> own = problems.stream().filter(p -> at(p, field)).toList();
          elsewhere.removeAll(own);
          boolean tell = attempted || touched.contains(field);
          editor.problems(tell ? own.stream().map(p -> below(p, at)).toList() : List.of());
        });
    whole.removeAll();
    whole.setVisible((attempted || dirty()) && !elsewhere.isEmpty());
    elsewhere.forEach(problem -> whole.add(new Span(Wording.of(problem, getLocale()))));
  }

  private static Problem below(Problem problem, String pointer) {
    return new Problem(
        problem.file(),
        problem.pointer().substring(pointer.length()),
        problem.code(),
        problem.args());
  }

  /** Shows every problem of a failed attempt, and goes to the first. */
  void refused(List<Problem> problems) {
    attempted = true;
    show(problems);
    problems.stream()
        .map(problem -> problem.pointer().split("/", -1))
        .filter(path -> path.length > 1)
        .map(path -> editors.get(path[1]))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresentOrElse(FieldEditor::focus, () -> whole.scrollIntoView());
  }

  /** Puts the cursor into the first field that can be written. */
  void focusFirst() {
    editors.entrySet().stream()
        .filter(entry -> !fixed.contains(entry.getKey()) && entry.getValue().writable())
        .findFirst()
        .ifPresent(entry -> entry.getValue().focus());
  }
}
