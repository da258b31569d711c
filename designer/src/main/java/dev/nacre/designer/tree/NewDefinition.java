package dev.nacre.designer.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * A definition to begin with.
 *
 * @param folder {@code forms}, {@code workflows}, {@code dashboards}, {@code connectors}, {@code
 *     roles} or {@code pages}
 * @param name in English and Chinese
 */
record NewDefinition(String folder, String id, ObjectNode name) {

  /**
   * The files with it.
   *
   * @param menu whether the app's menu shows it
   * @param roles the roles that may use it
   */
  AppFiles into(AppFiles files, boolean menu, Collection<String> roles) {
    AppFiles all = files.with(folder + "/" + id + ".json", Json.pretty(json(files)));
    if (menu) {
      all = changed(all, "app.json", this::show);
    }
    for (String role : roles) {
      all = changed(all, "roles/" + role + ".json", this::grant);
    }
    return all;
  }

  private ObjectNode json(AppFiles files) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("id", id);
    json.set("name", name);
    switch (folder) {
      case "forms" -> {
        ObjectNode title = json.putArray("fields").addObject();
        title.put("id", "name").put("type", "text");
        title.putObject("label").put("en", "Name").put("zh", "名称");
        title.put("required", true);
      }
      case "workflows" -> {
        String form = Definitions.ids(files, "forms").stream().findFirst().orElse("");
        ObjectNode trigger = json.putObject("trigger").put("type", "record").put("form", form);
        trigger.putArray("on").add("create");
        json.putArray("steps").addObject().put("id", "done").put("type", "end");
      }
      case "connectors" -> {
        json.put("kind", "http").putObject("settings").put("baseUrl", "https://");
        json.putArray("operations")
            .addObject()
            .put("id", "list")
            .putObject("request")
            .put("path", "/");
      }
      case "roles" -> json.putObject("forms");
      case "pages" -> {
        String form = Definitions.ids(files, "forms").stream().findFirst().orElse("");
        json.put("type", "form").put("form", form).putArray("fields");
      }
      default -> json.putArray("widgets");
    }
    return json;
  }

  /** An app whose menu is not written shows everything already. */
  private void show(ObjectNode app) {
    if (app.get("menu") instanceof ArrayNode groups && !groups.isEmpty()) {
      if (groups.get(groups.size() - 1) instanceof ObjectNode last
          && last.get("items") instanceof ArrayNode items) {
        items.addObject().put(folder.equals("forms") ? "form" : "dashboard", id);
      }
    }
  }

  private void grant(ObjectNode role) {
    if (folder.equals("forms")) {
      ObjectNode forms =
          role.get("forms") instanceof ObjectNode found ? found : role.putObject("forms");
      forms.putObject(id).put("create", true).put("read", true).put("update", true);
    } else {
      ArrayNode list = role.get(folder) instanceof ArrayNode found ? found : role.putArray(folder);
      list.add(id);
    }
  }

  private static AppFiles changed(AppFiles files, String path, Consumer<ObjectNode> change) {
    JsonNode json = files.text(path).map(text -> Json.read(text, new Problems())).orElse(null);
    if (json instanceof ObjectNode object) {
      change.accept(object);
      return files.with(path, Json.pretty(object));
    }
    return files;
  }
}
