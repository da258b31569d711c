package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.metadata.FieldDefinition;

/**
 * A field that a condition, a value or a figure may name.
 *
 * @param path its id, or a path across links
 * @param label what people call it, with what it is reached through
 * @param definition the field itself
 */
public record FieldChoice(
    String path, String label, FieldDefinition definition, FieldRenderers renderers) {

  /** The field with what draws it. */
  public RenderedField rendered() {
    return renderers.of(definition);
  }

  /** A value of it as people read it. */
  public String text(JsonNode value, RenderContext context) {
    return rendered().text(value, context);
  }

  /** The field as an input shows it that takes any of its values. */
  public RenderedField asked() {
    return renderers.of(definition.asked());
  }

  /** Whether people and steps may give it a value. */
  public boolean writable() {
    return definition.formula() == null && !path.contains(".") && !Fields.SYSTEM.contains(path);
  }
}
