package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.designer.condition.FieldPicker;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.metadata.FieldDefinition;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A value: given as such, taken from a field, computed by a formula, or none. */
final class ValueProperty extends FramedProperty {
  private final Desk desk;
  private final About about;
  private final @Nullable FieldChoice target;
  private final Select<Mode> mode = new Select<>();
  private final Div place = new Div();
  private @Nullable JsonNode given;

  private enum Mode {
    VALUE,
    FIELD,
    FORMULA,
    EMPTY
  }

  /**
   * An editor.
   *
   * @param target the field that gets the value; null when it is for something else
   */
  ValueProperty(Desk desk, String label, About about, @Nullable FieldChoice target) {
    this(
        desk,
        label,
        about,
        target,
        target == null ? List.of(Mode.VALUE, Mode.FIELD, Mode.FORMULA) : List.of(Mode.values()));
  }

  /** A value that a field or a formula gives. */
  static ValueProperty computed(Desk desk, String label, About about) {
    return new ValueProperty(desk, label, about, null, List.of(Mode.FIELD, Mode.FORMULA));
  }

  private ValueProperty(
      Desk desk, String label, About about, @Nullable FieldChoice target, List<Mode> modes) {
    super("nd-value");
    this.desk = desk;
    this.about = about;
    this.target = target;
    mode.setLabel(label);
    mode.setItems(modes);
    mode.setItemLabelGenerator(m -> desk.text("value." + m.name().toLowerCase(Locale.ROOT)));
    mode.setValue(modes.getFirst());
    mode.addClassName("nd-value-mode");
    place.addClassName("nd-value-place");
    box.add(mode, place, error);
    mode.addValueChangeListener(
        change -> {
          if (telling()) {
            given = change.getValue() == Mode.EMPTY ? NullNode.instance : null;
            draw();
            tell();
          }
        });
    draw();
  }

  @Override
  public void show(@Nullable JsonNode value) {
    quietly(() -> fill(value));
  }

  private void fill(@Nullable JsonNode value) {
    given = value;
    if (value == null || value.isMissingNode()) {
      mode.setValue(Mode.VALUE);
    } else if (value.has("field")) {
      mode.setValue(Mode.FIELD);
    } else if (value.has("expr") || value.has("js")) {
      mode.setValue(Mode.FORMULA);
    } else {
      mode.setValue(value.isNull() && target != null ? Mode.EMPTY : Mode.VALUE);
    }
    draw();
  }

  @Override
  public @Nullable JsonNode value() {
    return given;
  }

  private void draw() {
    place.removeAll();
    switch (mode.getValue()) {
      case VALUE -> place.add(literal());
      case FIELD -> place.add(field());
      case FORMULA -> place.add(formula());
      case EMPTY -> {}
    }
  }

  private Component literal() {
    FieldEditor editor = target == null ? null : editor(target.definition());
    if (editor == null) {
      var text = new TextField();
      text.setWidthFull();
      text.setAriaLabel(desk.text("value.value"));
      text.setValue(given == null ? "" : given.asText());
      text.addValueChangeListener(
          change ->
              give(text.isEmpty() ? null : JsonNodeFactory.instance.textNode(text.getValue())));
      return text;
    }
    if (given != null && !given.isNull() && !given.isObject()) {
      editor.show(given);
    }
    editor.onChange(() -> give(editor.value().isNull() ? null : editor.value()));
    return editor.component();
  }

  private FieldEditor editor(FieldDefinition f) {
    FieldEditor editor = desk.renderers().of(f.asked()).editor(desk.context());
    editor.withoutLabel();
    return editor;
  }

  private Component field() {
    Fields fields = about.read(desk);
    var picker = new FieldPicker(fields.all(), desk.text("value.pick"));
    picker.setWidthFull();
    String path = given == null ? "" : given.path("field").asText();
    picker.show(
        path,
        named ->
            new FieldChoice(
                named,
                named,
                new FieldDefinition(
                    named, "text", null, null, false, false, false, false, null, null, null),
                desk.renderers()));
    picker.addValueChangeListener(
        change ->
            give(
                picker.path().isEmpty()
                    ? null
                    : JsonNodeFactory.instance.objectNode().put("field", picker.path())));
    return picker;
  }

  private Component formula() {
    var input = new TextArea();
    input.addClassName("nd-code");
    input.setWidthFull();
    input.setAriaLabel(desk.text("value.formula"));
    input.setPlaceholder("now()");
    input.setValueChangeMode(ValueChangeMode.LAZY);
    input.setValueChangeTimeout(700);
    boolean script = given != null && given.has("js");
    input.setValue(given == null ? "" : given.path(script ? "js" : "expr").asText());
    input.addValueChangeListener(
        change ->
            give(
                input.isEmpty()
                    ? null
                    : JsonNodeFactory.instance
                        .objectNode()
                        .put(script ? "js" : "expr", input.getValue())));
    return input;
  }

  private void give(@Nullable JsonNode value) {
    given = value;
    tell();
  }
}
