package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.FieldDefinition;

/** Shows a value that only the engine gives, or when it will; nobody can write it. */
final class GivenEditor extends UnwritableEditor {
  private final String hint;

  GivenEditor(FieldDefinition field, String hint, RenderContext context) {
    super(field.id(), field.title().in(context.locale()), context);
    this.hint = hint;
  }

  @Override
  void fill(Div place, JsonNode now) {
    place.add(new Span(now.isNull() ? hint : now.asText()));
    place.setClassName("later", now.isNull());
  }
}
