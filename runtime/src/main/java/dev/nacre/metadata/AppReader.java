package dev.nacre.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an app's files into definition records: JSON, schema, one id a file. Finds everything that
 * is wrong with the shape; whether names and types fit together is found by the engines that
 * compile.
 */
public final class AppReader {
  private static final Pattern DEFINITION =
      Pattern.compile("(forms|workflows|dashboards|connectors|roles)/([^/]+)\\.json");
  private static final Pattern SCRIPT = Pattern.compile("scripts/([^/]+)\\.js");
  private static final Pattern SEED = Pattern.compile("data/([^/]+)\\.csv");
  private static final Pattern OTHER =
      Pattern.compile(
          "(pages/[^/]+\\.json|prints/[^/]+\\.html|assets/.+|README(\\.[a-z]+)?\\.md|LICENSE.*)");

  private final Problems problems;
  private final SortedMap<String, FormDefinition> forms = new TreeMap<>();
  private final SortedMap<String, WorkflowDefinition> workflows = new TreeMap<>();
  private final SortedMap<String, DashboardDefinition> dashboards = new TreeMap<>();
  private final SortedMap<String, ConnectorDefinition> connectors = new TreeMap<>();
  private final SortedMap<String, RoleDefinition> roles = new TreeMap<>();
  private final SortedMap<String, String> scripts = new TreeMap<>();
  private final SortedMap<String, String> seeds = new TreeMap<>();

  private AppReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads everything; what can't be read is left out, with problems.
   *
   * @return empty when there is no readable {@code app.json}
   */
  public static Optional<AppDocuments> read(AppFiles files, Problems problems) {
    return new AppReader(problems).read(files);
  }

  private Optional<AppDocuments> read(AppFiles files) {
    AppDefinition app = null;
    if (!files.byPath().containsKey("app.json")) {
      problems.add(Problem.at("", "app_json_missing").in("app.json"));
    }
    for (var file : files.byPath().entrySet()) {
      String path = file.getKey();
      Matcher definition = DEFINITION.matcher(path);
      Matcher script = SCRIPT.matcher(path);
      Matcher seed = SEED.matcher(path);
      if (path.equals("app.json")) {
        app = document(path, "app", file.getValue(), AppDefinition.class);
      } else if (definition.matches()) {
        definition(path, definition.group(1), definition.group(2), file.getValue());
      } else if (script.matches()) {
        scripts.put(script.group(1), file.getValue());
      } else if (seed.matches()) {
        seeds.put(seed.group(1), file.getValue());
      } else if (!OTHER.matcher(path).matches()) {
        problems.add(Problem.at("", "file_unknown", path).in(path));
      }
    }
    return Optional.ofNullable(app)
        .map(
            a ->
                new AppDocuments(
                    a, forms, workflows, dashboards, connectors, roles, scripts, seeds));
  }

  private void definition(String path, String folder, String name, String text) {
    switch (folder) {
      case "forms" -> put(forms, path, name, document(path, "form", text, FormDefinition.class));
      case "workflows" ->
          put(workflows, path, name, document(path, "workflow", text, WorkflowDefinition.class));
      case "dashboards" ->
          put(dashboards, path, name, document(path, "dashboard", text, DashboardDefinition.class));
      case "connectors" ->
          put(connectors, path, name, document(path, "connector", text, ConnectorDefinition.class));
      default -> put(roles, path, name, document(path, "role", text, RoleDefinition.class));
    }
  }

  /** A definition goes by its id, and its file is named after it, so that one place holds each. */
  private <T> void put(SortedMap<String, T> all, String path, String name, @Nullable T definition) {
    if (definition == null) {
      return;
    }
    String id =
        switch (definition) {
          case FormDefinition f -> f.id();
          case WorkflowDefinition w -> w.id();
          case DashboardDefinition d -> d.id();
          case ConnectorDefinition c -> c.id();
          case RoleDefinition r -> r.id();
          default -> throw new IllegalStateException(definition.getClass().getName());
        };
    if (!id.equals(name)) {
      problems.add(Problem.at("/id", "file_name_differs", name, id).in(path));
    }
    all.put(id, definition);
  }

  private <T> @Nullable T document(String path, String schema, String text, Class<T> type) {
    var found = new Problems();
    JsonNode json = Json.read(text, found);
    if (json != null) {
      Schemas.check(schema, json, found);
    }
    found.list().forEach(p -> problems.add(p.in(path)));
    if (json == null || !found.isEmpty()) {
      return null;
    }
    try {
      return Json.MAPPER.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      problems.add(Problem.at("", "definition_unreadable", e.getOriginalMessage()).in(path));
      return null;
    }
  }
}
