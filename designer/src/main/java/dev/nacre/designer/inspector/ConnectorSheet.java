package dev.nacre.designer.inspector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.NewConnector;
import dev.nacre.designer.desk.Partners;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connection of a connector, and its operations. */
final class ConnectorSheet extends Sheet {
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();
  private final String about;

  ConnectorSheet(Desk desk) {
    super(desk);
    this.about = key();
    Partners partners = desk.surroundings().partners();
    JsonNode json = json();
    String kind = json.path("kind").asText();
    keep("/name", new LabelProperty(desk, desk.text("connector.name")));
    kind();
    partners
        .settings(kind)
        .ifPresent(
            described -> {
              add(hint(described.help(desk.locale())));
              group(desk.text("connector.settings"));
              properties(described, "/settings");
            });
    partners
        .operations(kind)
        .ifPresent(
            described -> {
              for (int i = 0; i < json.path("operations").size(); i++) {
                String at = "/operations/" + i;
                group(desk.text("connector.operation", json.at(at + "/id").asText()));
                keep(at + "/id", Editors.text("id"));
                properties(described, at);
              }
            });
    refresh();
  }

  private void properties(KindDescriptor kind, String at) {
    for (Property property : kind.properties()) {
      keep(at + "/" + property.name(), Editors.of(desk, kind, property, About.of(() -> "")));
    }
  }

  /** Another kind has other settings, too. */
  private void kind() {
    Partners partners = desk.surroundings().partners();
    PropertyEditor editor =
        Editors.choice(
            desk.text("connector.kind"),
            partners.kinds(),
            id -> partners.settings(id).map(k -> k.label(desk.locale())).orElse(id));
    editors.put("/kind", editor);
    input(
        "/kind",
        editor,
        () -> {
          JsonNode chosen = editor.value();
          if (chosen != null) {
            desk.editJson(json -> NewConnector.become(desk, json, chosen.asText()));
          }
        });
  }

  private void keep(String at, PropertyEditor editor) {
    editors.put(at, editor);
    input(
        at,
        editor,
        () -> {
          JsonNode value = editor.value();
          desk.editJson(
              all -> {
                JsonPointer place = JsonPointer.compile(at);
                ObjectNode owner = owner(all, place.head());
                set(owner, place.last().getMatchingProperty(), value);
              });
        });
  }

  private static ObjectNode owner(ObjectNode all, JsonPointer at) {
    if (all.at(at) instanceof ObjectNode found) {
      return found;
    }
    return all.putObject(at.last().getMatchingProperty());
  }

  private JsonNode json() {
    return desk.json().orElseGet(dev.nacre.metadata.Json.MAPPER::createObjectNode);
  }

  private String key() {
    JsonNode json = json();
    var ids = new StringBuilder(desk.path()).append(' ').append(json.path("kind").asText());
    ids.append(' ').append(json.path("operations").size());
    return ids.toString();
  }

  @Override
  boolean stale() {
    return !about.equals(key());
  }

  @Override
  @Nullable String pointer() {
    return "";
  }

  @Override
  void refresh() {
    JsonNode json = json();
    editors.forEach(
        (at, editor) -> {
          JsonNode value = json.at(at);
          renew(editor, value.isMissingNode() ? null : value);
        });
    mark();
  }
}
