package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a connector of a kind, and each of its operations, begins with. */
public final class NewConnector {
  /** Of an operation, whatever its kind. */
  private static final List<String> COMMON = List.of("id");

  private NewConnector() {}

  /** Makes it a connector of that kind; what the kinds have in common stays as it was written. */
  public static void become(Desk desk, ObjectNode connector, String kind) {
    Partners partners = desk.surroundings().partners();
    connector.put("kind", kind);
    partners
        .settings(kind)
        .ifPresent(
            described ->
                connector.set("settings", fitting(desk, described, connector.path("settings"))));
    Optional<KindDescriptor> operations = partners.operations(kind);
    if (operations.isEmpty()) {
      connector.remove("operations");
      connector.path("ingest").forEach(NewConnector::isPushed);
      return;
    }
    if (connector.path("operations").isEmpty()) {
      connector.putArray("operations").addObject().put("id", "list");
    }
    ArrayNode fitted = Json.MAPPER.createArrayNode();
    connector
        .path("operations")
        .forEach(
            old -> {
              ObjectNode made = Json.MAPPER.createObjectNode();
              keep(old, COMMON, made);
              fitted.add(made.setAll(fitting(desk, operations.get(), old)));
            });
    connector.set("operations", fitted);
  }

  /** Adds an operation with an id that none has. */
  public static void addOperation(Desk desk, ObjectNode connector) {
    ArrayNode all = connector.withArray("operations");
    List<String> taken = all.valueStream().map(o -> o.path("id").asText()).toList();
    int n = all.size() + 1;
    while (taken.contains("call_" + n)) {
      n++;
    }
    ObjectNode made = all.addObject().put("id", "call_" + n);
    desk.surroundings()
        .partners()
        .operations(connector.path("kind").asText())
        .ifPresent(kind -> made.setAll(start(desk, kind)));
  }

  private static void isPushed(JsonNode ingest) {
    if (ingest instanceof ObjectNode object) {
      object.remove("operation");
    }
  }

  private static ObjectNode fitting(Desk desk, KindDescriptor kind, JsonNode before) {
    ObjectNode made = start(desk, kind);
    keep(before, kind.properties().stream().map(p -> p.name()).toList(), made);
    return made;
  }

  private static void keep(JsonNode before, Collection<String> names, ObjectNode made) {
    for (String name : names) {
      if (before.has(name)) {
        made.set(name, before.get(name));
      }
    }
  }

  private static ObjectNode start(Desk desk, KindDescriptor kind) {
    ObjectNode made = NewSettings.of(desk, kind.properties());
    if (Json.read(kind.start(), new Problems()) instanceof ObjectNode start) {
      made.setAll(start);
    }
    return made;
  }
}
