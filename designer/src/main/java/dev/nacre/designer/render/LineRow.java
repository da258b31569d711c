package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.metadata.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line that is being edited. */
final class LineRow extends Div {
  private final List<RenderedField> columns;
  private final Map<String, FieldEditor> editors = new LinkedHashMap<>();
  private final Button remove;
  private boolean fixed;
  private @Nullable String lineId;
  private @Nullable String writing;

  /** The columns that somebody gave; what the others show is the engine's. */
  private final Set<String> given = new HashSet<>();

  private Optional<String> wrong = Optional.empty();

  LineRow(List<RenderedField> columns, RenderContext context, Runnable changed, Runnable removed) {
    this.columns = columns;
    addClassName("nacre-line");
    getElement().setAttribute("role", "row");
    for (RenderedField column : columns) {
      FieldEditor editor = column.editor(context);
      editor.withoutLabel();
      editor.onChange(
          () -> {
            writing = column.id();
            given.add(column.id());
            changed.run();
          });
      editors.put(column.id(), editor);
      var cell = new Div(editor.component());
      cell.getElement()
          .setAttribute("role", "cell")
          .setAttribute("data-label", column.label(context));
      cell.setClassName("end", column.alignsEnd());
      cell.setClassName("required", column.definition().required());
      cell.setClassName("computed", column.definition().formula() != null);
      add(cell);
    }
    remove = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> removed.run());
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    remove.setAriaLabel(context.text("render.line.remove"));
    remove.addClassName("remove");
    add(remove);
  }

  /** Shows a line. */
  void show(JsonNode line) {
    lineId = line.path("id").isTextual() ? line.path("id").asText() : null;
    writing = null;
    given.clear();
    editors.forEach(
        (id, editor) -> {
          editor.show(line.path(id));
          if (line.hasNonNull(id)) {
            given.add(id);
          }
        });
  }

  /** Shows what the engine made of it, except where the person is writing. */
  void refresh(JsonNode line) {
    editors.forEach(
        (id, editor) -> {
          if (!id.equals(writing)) {
            editor.refresh(line.path(id));
          }
        });
    writing = null;
  }

  /**
   * What the person wrote; computed values are the engine's, and so are the defaults of a new line:
   * they may be others by the time that it is saved.
   */
  ObjectNode value() {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    if (lineId != null) {
      line.put("id", lineId);
    }
    for (RenderedField column : columns) {
      FieldEditor editor = editors.get(column.id());
      if (editor == null || column.definition().formula() != null) {
        continue;
      }
      JsonNode value = editor.value();
      // a box that isn't ticked says no
      boolean no = value.isBoolean() && column.definition().defaultValue() == null;
      if (lineId != null || given.contains(column.id()) || no) {
        line.set(column.id(), value);
      }
    }
    return line;
  }

  /** Shows what is wrong in it. */
  void problems(List<Problem> problems) {
    wrong =
        editors.keySet().stream()
            .filter(id -> problems.stream().anyMatch(p -> p.pointer().startsWith("/" + id)))
            .findFirst();
    editors.forEach(
        (id, editor) ->
            editor.problems(
                problems.stream().filter(p -> p.pointer().startsWith("/" + id)).toList()));
  }

  /** It can't be taken out. */
  void fixed() {
    fixed = true;
    remove.setVisible(false);
  }

  void readOnly(boolean readOnly) {
    for (RenderedField column : columns) {
      FieldEditor editor = editors.get(column.id());
      if (editor != null) {
        editor.readOnly(
            readOnly || column.definition().readOnly() || column.definition().formula() != null);
      }
    }
    remove.setVisible(!readOnly && !fixed);
  }

  /** Whether it is the blank one that waits below the last. */
  void spare(boolean spare) {
    setClassName("spare", spare);
    remove.setVisible(!spare && !fixed);
  }

  /** Whether something is wrong in it. */
  boolean isWrong() {
    return wrong.isPresent();
  }

  /** Puts the cursor into the first field that is wrong. */
  void focusWrong() {
    wrong.map(editors::get).ifPresent(FieldEditor::focus);
  }

  void focusFirst() {
    editors.values().stream().findFirst().ifPresent(FieldEditor::focus);
  }
}
