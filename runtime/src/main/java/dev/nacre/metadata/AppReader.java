package dev.nacre.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an app's files into definition records: JSON, schema, one id a file. Finds everything that
 * is wrong with the shape; whether names and types fit together is found by the engines that
 * compile. What is broken is left out or stood in for, and silent, so that they find everything.
 */
public final class AppReader {
  private static final Pattern DEFINITION =
      Pattern.compile("(forms|workflows|dashboards|connectors|roles|pages)/([^/]+)\\.json");
  private static final Pattern SCRIPT = Pattern.compile("scripts/([^/]+)\\.js");
  private static final Pattern PRINT = Pattern.compile("prints/([^/]+)\\.html");
  private static final Pattern SEED = Pattern.compile("data/([^/]+)\\.csv");
  private static final Pattern OTHER =
      Pattern.compile("(assets/.+|README(\\.[a-zA-Z-]+)?\\.md|LICENSE.*)");
  private static final String APP = "app.json";

  private final Problems problems;
  private final SortedMap<String, FormDefinition> forms = new TreeMap<>();
  private final SortedMap<String, WorkflowDefinition> workflows = new TreeMap<>();
  private final SortedMap<String, DashboardDefinition> dashboards = new TreeMap<>();
  private final SortedMap<String, ConnectorDefinition> connectors = new TreeMap<>();
  private final SortedMap<String, RoleDefinition> roles = new TreeMap<>();
  private final SortedMap<String, PageDefinition> pages = new TreeMap<>();
  private final SortedMap<String, String> prints = new TreeMap<>();
  private final SortedMap<String, String> scripts = new TreeMap<>();
  private final SortedMap<String, String> seeds = new TreeMap<>();
  private final Map<String, String> moved = new HashMap<>();

  /** A definition's file as JSON; an empty object when it can't be read. */
  private record Read(String path, String folder, String name, JsonNode json, Problems found) {
    /** The id that it says it has. */
    String id() {
      return json.path("id").isTextual() ? json.path("id").textValue() : "";
    }

    String pathOf(String id) {
      return folder + "/" + id + ".json";
    }
  }

  private AppReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads everything. With any problem, what it gives is good for finding more of them only; their
   * files are those that {@link AppDocuments#moved} knows.
   */
  public static AppDocuments read(AppFiles files, Problems problems) {
    return new AppReader(problems).read(files);
  }

  private AppDocuments read(AppFiles files) {
    var definitions = new ArrayList<Read>();
    for (var file : files.byPath().entrySet()) {
      String path = file.getKey();
      int nul = file.getValue().indexOf('\0');
      if (nul >= 0) {
        problems.add(Problem.at("", "text_character", "U+0000", nul + 1).in(path));
      }
      Matcher definition = DEFINITION.matcher(path);
      Matcher script = SCRIPT.matcher(path);
      Matcher print = PRINT.matcher(path);
      Matcher seed = SEED.matcher(path);
      if (definition.matches()) {
        definitions.add(json(path, definition.group(1), definition.group(2), file.getValue()));
      } else if (script.matches()) {
        scripts.put(script.group(1), file.getValue());
      } else if (print.matches()) {
        prints.put(print.group(1), file.getValue());
      } else if (seed.matches()) {
        seeds.put(seed.group(1), file.getValue());
      } else if (!path.equals(APP) && !OTHER.matcher(path).matches()) {
        problems.add(Problem.at("", "file_unknown", path).in(path));
      }
    }
    AppDefinition app = app(files);
    // those that are called as they should be come first: nobody takes their place
    definitions.stream().filter(d -> d.id().equals(d.name())).forEach(this::definition);
    definitions.stream().filter(d -> !d.id().equals(d.name())).forEach(this::definition);
    definitions.stream().filter(d -> !d.id().equals(d.name())).forEach(this::standIn);
    return new AppDocuments(
        app,
        forms,
        workflows,
        dashboards,
        connectors,
        roles,
        pages,
        prints,
        scripts,
        seeds,
        Map.copyOf(moved));
  }

  private AppDefinition app(AppFiles files) {
    String text = files.byPath().get(APP);
    if (text == null) {
      problems.add(Problem.at("", "app_json_missing").in(APP));
    }
    Read read = json(APP, "", "", text == null ? "{}" : text);
    if (text == null) {
      read.found().silence("");
    }
    AppDefinition app = Schemas.read("app", read.json(), AppDefinition.class, read.found());
    problems.addIn(APP, read.found());
    return app != null
        ? app
        : new AppDefinition(1, "", null, null, null, null, null, List.of(), List.of());
  }

  private static Read json(String path, String folder, String name, String text) {
    var found = new Problems();
    JsonNode json = Json.read(text, found);
    if (json == null) {
      found.silence("");
      json = Json.MAPPER.createObjectNode().put("id", name);
    } else if (text.contains("\\u0000")) {
      characters(json, "", found);
    }
    return new Read(path, folder, name, json, found);
  }

  /** Texts of definitions come into records, tasks and messages, which can't hold every one. */
  private static void characters(JsonNode json, String at, Problems found) {
    if (json.isTextual() && json.textValue().indexOf('\0') >= 0) {
      found.add(at, "text_character", "U+0000", json.textValue().indexOf('\0') + 1);
      found.silence(at);
    }
    for (int i = 0; i < json.size(); i++) {
      if (json.isArray()) {
        characters(json.get(i), at + "/" + i, found);
      }
    }
    json.properties()
        .forEach(e -> characters(e.getValue(), at + "/" + Json.escape(e.getKey()), found));
  }

  private void definition(Read read) {
    switch (read.folder()) {
      case "forms" -> definition(read, "form", FormDefinition.class, forms);
      case "workflows" -> definition(read, "workflow", WorkflowDefinition.class, workflows);
      case "dashboards" -> definition(read, "dashboard", DashboardDefinition.class, dashboards);
      case "connectors" -> definition(read, "connector", ConnectorDefinition.class, connectors);
      case "pages" -> definition(read, "page", PageDefinition.class, pages);
      default -> definition(read, "role", RoleDefinition.class, roles);
    }
  }

  /** A definition goes by its id, and its file is named after it, so that one place holds each. */
  private <T> void definition(Read read, String document, Class<T> type, SortedMap<String, T> all) {
    String id = read.id();
    boolean named = Ids.valid(read.name());
    boolean valid = Ids.valid(id);
    if (read.json().isObject() && valid && !id.equals(read.name())) {
      read.found().add("/id", "file_name_differs", read.name(), id);
    }
    String key = valid && !all.containsKey(id) ? id : named ? read.name() : "";
    T definition = read(read, key, document, type);
    if (key.isEmpty() || all.containsKey(key) || definition == null) {
      read.found().list().forEach(problem -> problems.add(problem.in(read.path())));
      return;
    }
    all.put(key, definition);
    problems.addIn(read.pathOf(key), read.found());
    if (!read.pathOf(key).equals(read.path())) {
      moved.put(read.pathOf(key), read.path());
    }
  }

  /**
   * Others may call a definition by its file or by the id that it should have: for these names
   * there is an empty one, of which nothing is told.
   */
  private void standIn(Read read) {
    for (String wrong : List.of(read.name(), read.id())) {
      for (String id : List.of(wrong, Ids.suggest(wrong.toLowerCase(Locale.ROOT), null, ""))) {
        if (Ids.valid(id)) {
          var standIn = Json.MAPPER.createObjectNode().put("id", id);
          var found = new Problems();
          found.silence("");
          definition(new Read(read.pathOf(id), read.folder(), id, standIn, found));
        }
      }
    }
  }

  /** Reads it as the definition with that id, whatever it calls itself. */
  private static <T> @org.jspecify.annotations.Nullable T read(
      Read read, String key, String document, Class<T> type) {
    T asItStands = Schemas.read(document, read.json(), type, read.found());
    if (key.equals(read.id()) || key.isEmpty()) {
      return asItStands;
    }
    ObjectNode renamed =
        read.json() instanceof ObjectNode object
            ? object.deepCopy()
            : Json.MAPPER.createObjectNode();
    return Schemas.read(document, renamed.put("id", key), type, new Problems());
  }
}
