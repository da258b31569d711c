package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.page.PageShape;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of a public page: about which form, what is asked, what is told. */
final class PageSheet extends Sheet {
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();
  private final String about;

  PageSheet(Desk desk) {
    super(desk);
    this.about = key();
    add(hint(desk.text("page.help")));
    keep("name", new LabelProperty(desk, desk.text("form.name")));
    keep("description", new LabelProperty(desk, desk.text("form.description")));
    var names = new LinkedHashMap<String, String>();
    PageShape.all().forEach(type -> names.put(type.id(), type.label(desk.locale())));
    PropertyEditor type = Editors.choice(desk.text("page.type"), names);
    editors.put("type", type);
    input("/type", type, () -> become(type.value()));
    keep(
        "form",
        Editors.choice(
            desk.text("page.form"),
            Definitions.ids(desk.session().files(), "forms"),
            id ->
                Definitions.title(desk.session().files(), "forms/" + id + ".json", desk.locale())));
    shape(json().path("type").asText())
        .ifPresent(
            shape -> {
              add(hint(shape.help(desk.locale())));
              for (Property property : shape.properties()) {
                keep(
                    property.name(),
                    Editors.of(
                        desk, shape, property, About.of(() -> json().path("form").asText())));
              }
            });
    refresh();
  }

  private static java.util.Optional<KindDescriptor> shape(String type) {
    return PageShape.all().stream().filter(shape -> shape.id().equals(type)).findFirst();
  }

  private void keep(String name, PropertyEditor editor) {
    editors.put(name, editor);
    input(
        "/" + name,
        editor,
        () -> {
          JsonNode value = editor.value();
          desk.editJson(json -> set(json, name, value));
        });
  }

  /** What the other type doesn't ask is dropped. */
  private void become(@Nullable JsonNode type) {
    if (type == null) {
      return;
    }
    desk.editJson(
        json -> {
          for (KindDescriptor other : PageShape.all()) {
            if (!other.id().equals(type.asText())) {
              other.properties().stream()
                  .map(Property::name)
                  .filter(name -> !name.equals("intro"))
                  .forEach(json::remove);
            }
          }
          json.set("type", type);
        });
  }

  private ObjectNode json() {
    return desk.json().orElseGet(dev.nacre.metadata.Json.MAPPER::createObjectNode);
  }

  private String key() {
    JsonNode json = json();
    return desk.path() + " " + json.path("type").asText() + " " + json.path("form").asText();
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
    ObjectNode json = json();
    editors.forEach((name, editor) -> renew(editor, json.get(name)));
    mark();
  }
}
