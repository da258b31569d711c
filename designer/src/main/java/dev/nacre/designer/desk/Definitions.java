package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The definitions of a draft, by the folder that holds their kind. */
public final class Definitions {
  /** The folders of definitions, in the order that people see. */
  public static final List<String> FOLDERS =
      List.of("forms", "workflows", "dashboards", "connectors", "roles", "pages");

  private static final int REMEMBERED = 300;

  private static final Map<String, JsonNode> READ =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonNode> eldest) {
          return size() > REMEMBERED;
        }
      };

  private Definitions() {}

  /** The ids in that folder. */
  public static List<String> ids(AppFiles files, String folder) {
    return files.byPath().keySet().stream()
        .filter(path -> path.startsWith(folder + "/") && path.endsWith(ending(folder)))
        .map(path -> path.substring(folder.length() + 1, path.length() - ending(folder).length()))
        .toList();
  }

  /** How the files of a folder end; prints aren't JSON. */
  private static String ending(String folder) {
    return folder.equals("prints") ? ".html" : ".json";
  }

  /** Screens ask for the same few names again and again. */
  private static JsonNode read(String text) {
    synchronized (READ) {
      return READ.computeIfAbsent(
          text,
          t -> {
            JsonNode json = Json.read(t, new Problems());
            return json == null ? MissingNode.getInstance() : json;
          });
    }
  }

  /** What people call the definition in that file; its id when it has no readable name. */
  public static String title(AppFiles files, String path, Locale locale) {
    JsonNode json = files.text(path).map(Definitions::read).orElse(null);
    JsonNode name = json == null ? null : json.get("name");
    String id = path.replaceAll("^[^/]*/|\\.json$", "");
    return name == null ? id : text(name, locale, id);
  }

  /** A text of a definition in that language. */
  public static String text(JsonNode text, Locale locale, String otherwise) {
    if (!text.isTextual() && !text.isObject()) {
      return otherwise;
    }
    String found = Json.MAPPER.convertValue(text, Text.class).in(locale);
    return found.isBlank() ? otherwise : found;
  }
}
