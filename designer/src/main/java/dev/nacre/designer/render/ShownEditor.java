package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** Shows a computed value where the others are written; nobody can write it. */
final class ShownEditor extends UnwritableEditor {
  private final RenderedField field;
  private final RenderContext context;

  ShownEditor(RenderedField field, RenderContext context) {
    super(field.id(), field.label(context), context);
    this.field = field;
    this.context = context;
    shown().getElement().setAttribute("aria-live", "polite");
  }

  @Override
  void fill(Div place, JsonNode now) {
    place.add(now.isNull() ? new Span("–") : field.show(now, context));
  }
}
