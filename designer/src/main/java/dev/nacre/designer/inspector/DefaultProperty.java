package dev.nacre.designer.inspector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new record gets: nothing, a value given in the field's own input, or a formula. */
final class DefaultProperty implements PropertyEditor {
  private final Div box = new Div();
  private final Select<Mode> mode = new Select<>();
  private final Div place = new Div();
  private final Span error = new Span();
  private final TextField formula = new TextField();
  private final @Nullable FieldEditor literal;
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean telling = true;

  private enum Mode {
    NONE,
    VALUE,
    FORMULA
  }

  DefaultProperty(Desk desk, ObjectNode field) {
    literal = literal(desk, field);
    mode.setLabel(desk.text("field.default"));
    mode.setItems(literal == null ? List.of(Mode.NONE, Mode.FORMULA) : List.of(Mode.values()));
    mode.setItemLabelGenerator(
        m -> desk.text("default." + m.name().toLowerCase(java.util.Locale.ROOT)));
    mode.setValue(Mode.NONE);
    mode.setWidthFull();
    mode.addValueChangeListener(
        change -> {
          draw();
          if (telling) {
            tell();
          }
        });
    formula.addClassName("nd-code");
    formula.setAriaLabel(desk.text("default.formula"));
    formula.setPlaceholder("now()");
    formula.setWidthFull();
    formula.addValueChangeListener(change -> tell());
    if (literal != null) {
      literal.withoutLabel();
      literal.onChange(this::tell);
    }
    error.addClassName("nd-error");
    box.addClassName("nd-default");
    box.add(mode, place, error);
  }

  private static @Nullable FieldEditor literal(Desk desk, ObjectNode field) {
    try {
      ObjectNode bare = field.deepCopy();
      bare.remove(List.of("formula", "readOnly", "required", "help", "default"));
      FieldDefinition definition = Json.MAPPER.treeToValue(bare, FieldDefinition.class);
      return desk.renderers().of(definition).editor(desk.context());
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    telling = false;
    if (value == null || value.isNull()) {
      mode.setValue(Mode.NONE);
    } else if (value.has("expr")) {
      mode.setValue(Mode.FORMULA);
      formula.setValue(value.get("expr").asText());
    } else if (literal != null) {
      mode.setValue(Mode.VALUE);
      literal.show(value);
    }
    draw();
    telling = true;
  }

  @Override
  public @Nullable JsonNode value() {
    return switch (mode.getValue()) {
      case NONE -> null;
      case VALUE -> literal == null || literal.value().isNull() ? null : literal.value();
      case FORMULA ->
          formula.isEmpty()
              ? null
              : JsonNodeFactory.instance.objectNode().put("expr", formula.getValue());
    };
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }

  private void draw() {
    Component wanted =
        switch (mode.getValue()) {
          case NONE -> null;
          case VALUE -> literal == null ? null : literal.component();
          case FORMULA -> formula;
        };
    if (wanted == null) {
      place.removeAll();
    } else if (place.getChildren().noneMatch(wanted::equals)) {
      place.removeAll();
      place.add(wanted);
    }
  }

  private void tell() {
    if (telling) {
      List.copyOf(listeners).forEach(Runnable::run);
    }
  }
}
