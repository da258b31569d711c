package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The definition that a field begins with, so that it is valid from the first moment. */
public final class NewField {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final ObjectNode SECTION = label("New section", "新分组");
  private static final ObjectNode CALENDAR = label("New calendar", "新日历");

  private static final ObjectNode MENU_GROUP = label("New group", "新菜单组");

  private NewField() {}

  /** What a new section is called. */
  public static ObjectNode section() {
    return SECTION.deepCopy();
  }

  /** A field of that type, with that id, called as its type is. */
  public static ObjectNode of(Desk desk, String type, String id) {
    KindDescriptor kind = desk.types().descriptor(type);
    ObjectNode field = Json.MAPPER.createObjectNode().put("id", id).put("type", type);
    field.set("label", label(kind.label(Locale.ENGLISH), kind.label(Locale.CHINESE)));
    ObjectNode settings = JSON.objectNode();
    for (Property property : kind.properties()) {
      if (property.required()) {
        JsonNode value = start(desk, property.shape());
        if (value != null) {
          settings.set(property.name(), value);
        }
      }
    }
    if (!settings.isEmpty()) {
      field.set("settings", settings);
    }
    return field;
  }

  /** What a new calendar is called. */
  static ObjectNode calendar() {
    return CALENDAR.deepCopy();
  }

  /** What a new group of the menu is called. */
  static ObjectNode menuGroup() {
    return MENU_GROUP.deepCopy();
  }

  /** A text in both languages. */
  public static ObjectNode label(String en, String zh) {
    return JSON.objectNode().put("en", en).put("zh", zh);
  }

  /** Whether a name in both languages is one that was given here, and not by a person. */
  public static boolean isReadyMade(Desk desk, String en, String zh) {
    return label(en, zh).equals(SECTION)
        || label(en, zh).equals(CALENDAR)
        || label(en, zh).equals(MENU_GROUP)
        || (en.matches("Option \\d+") && zh.matches("选项\\d+"))
        || Stream.concat(
                desk.types().all().stream().map(type -> desk.types().descriptor(type.id())),
                desk.kinds().widgets().all().stream()
                    .map(type -> desk.kinds().widgets().descriptor(type.id())))
            .anyMatch(
                kind ->
                    kind.label(Locale.ENGLISH).equals(en) && kind.label(Locale.CHINESE).equals(zh));
  }

  private static @Nullable JsonNode start(Desk desk, Shape shape) {
    return switch (shape) {
      case Shape.Reference r -> {
        String id =
            Definitions.ids(desk.session().files(), r.folder()).stream()
                .filter(other -> !desk.path().equals(r.folder() + "/" + other + ".json"))
                .findFirst()
                .orElse(null);
        yield id == null ? null : JSON.textNode(id);
      }
      case Shape.Many m
          when m.of() instanceof Shape.Nested n && n.type() == FieldDefinition.class ->
          JSON.arrayNode().add(of(desk, "text", "text"));
      case Shape.Many m when m.of() instanceof Shape.Group ->
          JSON.arrayNode().add(option(1)).add(option(2));
      case Shape.Plain p -> JSON.textNode("");
      case Shape.Choice c -> JSON.textNode(c.values().getFirst());
      default -> null;
    };
  }

  private static ObjectNode option(int number) {
    ObjectNode option = JSON.objectNode().put("value", "option_" + number);
    option.set("label", label("Option " + number, "选项" + number));
    return option;
  }
}
