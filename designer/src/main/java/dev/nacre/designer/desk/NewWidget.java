package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property.Shape;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.Locale;

/** The definition that a widget begins with: one that shows something at once. */
final class NewWidget {
  private NewWidget() {}

  static ObjectNode of(Desk desk, String type, String id) {
    KindDescriptor kind = desk.kinds().widgets().descriptor(type);
    ObjectNode widget = Json.MAPPER.createObjectNode().put("id", id).put("type", type);
    widget.set("title", NewField.label(kind.label(Locale.ENGLISH), kind.label(Locale.CHINESE)));
    ObjectNode settings = NewSettings.of(desk, kind.properties());
    if (Json.read(kind.start(), new Problems()) instanceof ObjectNode start) {
      settings.setAll(start);
    }
    if (settings.has("form")) {
      // most dashboards are about one form
      new Board(desk)
          .widgets().stream()
              .map(other -> other.path("settings").path("form").asText())
              .filter(form -> !form.isEmpty())
              .reduce((first, last) -> last)
              .ifPresent(form -> settings.put("form", form));
    }
    Fields fields = Fields.of(desk, settings.path("form").asText());
    kind.properties().stream()
        .filter(property -> settings.path(property.name()).isArray())
        .forEach(
            property -> {
              if (property.shape() instanceof Shape.Many(Shape.Group group)) {
                settings.path(property.name()).forEach(one -> name(desk, fields, group, one));
              }
            });
    widget.set("settings", settings);
    return widget;
  }

  /**
   * A field that groups well where one is needed: one with few values, else the day it was made.
   */
  private static void name(Desk desk, Fields fields, Shape.Group group, JsonNode one) {
    boolean missing =
        group.properties().stream()
            .anyMatch(
                p -> p.required() && p.shape() instanceof Shape.FieldName && !one.has(p.name()));
    if (missing && one instanceof ObjectNode object) {
      String few =
          fields.all().stream()
              .filter(field -> !field.path().contains("."))
              .filter(
                  field ->
                      desk.types()
                          .find(field.definition().type())
                          .filter(found -> found.hasStates())
                          .isPresent())
              .map(FieldChoice::path)
              .findFirst()
              .orElse("");
      if (few.isEmpty()) {
        object.put("field", "createdAt").put("by", "day");
      } else {
        object.put("field", few);
      }
    }
  }
}
