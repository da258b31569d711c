package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.metadata.Json;
import java.util.Locale;

/** The definition that a step begins with. */
public final class NewStep {
  private NewStep() {}

  /** A step of that kind, with that id. */
  static ObjectNode of(Desk desk, String type, String id) {
    ObjectNode step = Json.MAPPER.createObjectNode().put("id", id).put("type", type);
    KindDescriptor kind = desk.kinds().steps().descriptor(type);
    ObjectNode settings = NewSettings.of(desk, kind.properties());
    if (!settings.isEmpty()) {
      step.set("settings", settings);
    }
    return step;
  }

  /** Whether an id was made from the kind, and not by a person. */
  public static boolean isReadyMade(String id, String type) {
    return id.toLowerCase(Locale.ROOT).matches(java.util.regex.Pattern.quote(type) + "(_\\d+)?");
  }
}
