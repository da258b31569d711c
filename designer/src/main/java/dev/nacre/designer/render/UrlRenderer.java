package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocapitalize;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.UrlField;
import jakarta.inject.Singleton;
import java.util.List;

/** The address of a page, which opens beside this one. */
@Singleton
final class UrlRenderer implements FieldRenderer<UrlField.Settings> {
  @Override
  public String type() {
    return "url";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, UrlField.Settings settings, RenderContext context) {
    var input = new TextField();
    input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    input.getElement().setAttribute("inputmode", "url");
    input.setAutocapitalize(Autocapitalize.NONE);
    return new ValueEditor<>(input, field, context, Codecs.TEXT);
  }

  @Override
  public String text(JsonNode value, UrlField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public Component show(JsonNode value, UrlField.Settings settings, RenderContext context) {
    String url = value.asText();
    // a covered value is no address
    if (!url.startsWith("http://") && !url.startsWith("https://")) {
      return new Span(url);
    }
    var link = new Anchor(url, url.replaceFirst("^https?://", ""), AnchorTarget.BLANK);
    link.getElement().setAttribute("rel", "noopener noreferrer");
    link.setRouterIgnore(true);
    return link;
  }

  @Override
  public int columnWidth() {
    return 200;
  }

  @Override
  public List<Op> operators() {
    return TextRenderer.OPERATORS;
  }
}
