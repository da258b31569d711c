package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import java.util.List;

/** A field together with what renders it. */
public final class RenderedField {
  private final FieldDefinition definition;
  private final FieldRenderer<Record> renderer;
  private final Record settings;

  @SuppressWarnings("unchecked")
  RenderedField(FieldDefinition definition, FieldRenderer<?> renderer, Record settings) {
    this.definition = definition;
    // a renderer is only ever given the settings of its own type
    this.renderer = (FieldRenderer<Record>) renderer;
    this.settings = settings;
  }

  /** The field's id. */
  public String id() {
    return definition.id();
  }

  /** The definition. */
  public FieldDefinition definition() {
    return definition;
  }

  /** What people call the field. */
  public String label(RenderContext context) {
    return definition.title().in(context.locale());
  }

  /** An input for one value. */
  public FieldEditor editor(RenderContext context) {
    if (definition.formula() != null) {
      return new ShownEditor(this, context);
    }
    FieldEditor editor = renderer.editor(definition, settings, context);
    editor.required(definition.required());
    editor.readOnly(definition.readOnly());
    return editor;
  }

  /** The value in a list, a badge or a sentence; empty for an empty value. */
  public String text(JsonNode value, RenderContext context) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    return masked(value) ? value.asText() : renderer.text(value, settings, context);
  }

  /** The value as a component; an empty one for an empty value. */
  public Component show(JsonNode value, RenderContext context) {
    if (value.isNull() || value.isMissingNode()) {
      return new Span();
    }
    return masked(value) ? new Span(value.asText()) : renderer.show(value, settings, context);
  }

  /** Whether values line up at their end. */
  public boolean alignsEnd() {
    return renderer.alignsEnd();
  }

  /** Whether it needs the whole width of a form. */
  public boolean wide() {
    return renderer.wide();
  }

  /** Whether it fits into a column of a list. */
  public boolean listed() {
    return renderer.listed();
  }

  /** How many pixels a column of a list needs at least. */
  public int columnWidth() {
    return renderer.columnWidth();
  }

  /** Whether a column of a list is as wide as the texts in it. */
  public boolean fitted() {
    return renderer.fitted();
  }

  /** What a filter can ask. */
  public List<Op> operators() {
    return renderer.operators();
  }

  /** An input for the value of a filter. */
  public FieldEditor filter(Op op, RenderContext context) {
    return renderer.filter(definition, settings, op, context);
  }

  /** A covered value is text with stars, whatever the field's type. */
  private static boolean masked(JsonNode value) {
    return value.isTextual() && value.textValue().contains("*");
  }
}
