package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.LocationField;
import jakarta.inject.Singleton;
import java.util.List;

/** A place, which opens on a map. */
@Singleton
final class LocationRenderer implements FieldRenderer<LocationField.Settings> {
  @Override
  public String type() {
    return "location";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, LocationField.Settings settings, RenderContext context) {
    var input = new TextField();
    input.setPlaceholder("31.2304, 121.4737");
    input.setPrefixComponent(VaadinIcon.MAP_MARKER.create());
    input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    return new ValueEditor<>(input, field, context, Codecs.PLACE);
  }

  @Override
  public String text(JsonNode value, LocationField.Settings settings, RenderContext context) {
    return Formats.place(value);
  }

  @Override
  public Component show(JsonNode value, LocationField.Settings settings, RenderContext context) {
    if (!value.isObject()) {
      return new Span(value.asText());
    }
    String lat = value.path("lat").asText();
    String lng = value.path("lng").asText();
    // RFC 5870: whatever maps the device has
    var link = new Anchor("geo:" + lat + "," + lng, Formats.place(value));
    link.setRouterIgnore(true);
    return link;
  }

  @Override
  public int columnWidth() {
    return 160;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EMPTY, Op.NOT_EMPTY);
  }
}
