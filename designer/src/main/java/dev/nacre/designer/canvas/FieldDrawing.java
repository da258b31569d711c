package dev.nacre.designer.canvas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import org.jspecify.annotations.Nullable;

/** How a field of a draft looks, also while its definition isn't right yet. */
final class FieldDrawing {
  private final Desk desk;
  private final ObjectNode field;
  private final @Nullable RenderedField rendered;

  FieldDrawing(Desk desk, ObjectNode field) {
    this.desk = desk;
    this.field = field;
    this.rendered = render(desk, field);
  }

  private static @Nullable RenderedField render(Desk desk, ObjectNode field) {
    try {
      FieldDefinition definition = Json.MAPPER.treeToValue(field, FieldDefinition.class);
      return definition.id() == null || definition.type() == null
          ? null
          : desk.renderers().of(definition);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** What people call the field. */
  String title() {
    return field.has("label")
        ? Definitions.text(field.get("label"), desk.locale(), FormEdit.id(field))
        : FormEdit.id(field);
  }

  boolean lines() {
    return desk.types()
        .find(field.path("type").asText())
        .filter(type -> type.valueType() == ValueType.LINES)
        .isPresent();
  }

  boolean wide() {
    return rendered != null && rendered.wide();
  }

  Component editor(boolean labelled) {
    if (rendered == null) {
      return plain();
    }
    FieldEditor editor = rendered.editor(desk.context().withoutRecords());
    if (!labelled) {
      editor.withoutLabel();
    }
    return editor.component();
  }

  /** For what can't be drawn yet. */
  private Component plain() {
    var box = new Div(Icons.of(desk, field.path("type").asText()), new Span(title()));
    box.addClassName("nd-undrawn");
    return box;
  }
}
