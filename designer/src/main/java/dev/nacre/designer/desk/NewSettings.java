package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.BlockView;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the settings of a kind begin with, so that as little as can be is wrong from the start. */
public final class NewSettings {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private NewSettings() {}

  /** The settings that are required, with something in them where anything can be. */
  public static ObjectNode of(Desk desk, List<Property> properties) {
    ObjectNode settings = JSON.objectNode();
    for (Property property : properties) {
      JsonNode value = property.required() ? start(desk, property.shape()) : null;
      if (value != null) {
        settings.set(property.name(), value);
      }
    }
    return settings;
  }

  private static @Nullable JsonNode start(Desk desk, Shape shape) {
    return switch (shape) {
      case Shape.Reference r -> {
        String id = first(desk, r.folder());
        yield id == null ? null : JSON.textNode(id);
      }
      case Shape.Many m when BlockView.isSteps(m) -> JSON.arrayNode();
      case Shape.Many(Shape.Group g) -> {
        ArrayNode array = JSON.arrayNode();
        yield array.add(group(desk, g));
      }
      case Shape.Many(Shape.Choice c) -> JSON.arrayNode().add(c.values().getFirst());
      case Shape.Many m -> JSON.arrayNode();
      case Shape.Named n -> JSON.objectNode();
      case Shape.Group g -> group(desk, g);
      case Shape.When w -> {
        ObjectNode always = JSON.objectNode();
        always.putArray("all");
        yield always;
      }
      case Shape.Choice c -> JSON.textNode(c.values().getFirst());
      case Shape.Span s -> JSON.textNode("PT1H");
      case Shape.Plain p -> JSON.textNode("");
      case Shape.Label l -> JSON.textNode("");
      case Shape.Flag f -> JSON.booleanNode(true);
      case Shape.FieldName f -> null;
      case Shape.Numeric n -> null;
      case Shape.Computed c -> null;
      case Shape.Nested n -> null;
    };
  }

  /** Of alternatives the first that can be given. */
  public static ObjectNode group(Desk desk, Shape.Group group) {
    ObjectNode made = of(desk, group.properties());
    for (Property property : group.properties()) {
      if (group.one().contains(property.name())) {
        JsonNode value = start(desk, property.shape());
        if (value != null) {
          made.set(property.name(), value);
          break;
        }
      }
    }
    return made;
  }

  private static @Nullable String first(Desk desk, String folder) {
    return Definitions.ids(desk.session().files(), folder).stream()
        .filter(id -> !desk.path().equals(folder + "/" + id + ".json"))
        .findFirst()
        .orElse(null);
  }
}
