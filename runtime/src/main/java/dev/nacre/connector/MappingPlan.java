package dev.nacre.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.MappingRun.PendingLink;
import dev.nacre.metadata.Json;
import dev.nacre.record.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map from a payload to the data of a record, compiled. Every mapped field gets a value: what the
 * payload doesn't have is empty, or left as it is where that is wished. Values are handed on as
 * text, to be read in any usual spelling.
 */
public final class MappingPlan {
  private final Map<Field, MappingNode> sources;
  private final Map<String, MappingNode> byId = new LinkedHashMap<>();
  private final Set<String> keep;

  /**
   * A plan.
   *
   * @param keep fields that have no place in the data while the payload has nothing for them
   */
  MappingPlan(Map<Field, MappingNode> sources, Set<String> keep) {
    this.sources = new LinkedHashMap<>(sources);
    this.keep = keep;
    sources.forEach((field, node) -> byId.put(field.id(), node));
  }

  /** The ids of the mapped fields. */
  public Set<String> fields() {
    return byId.keySet();
  }

  /** The data of one record or line; what doesn't fit is told to the run. */
  ObjectNode map(JsonNode payload, MappingRun run, String pointer) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    for (Map.Entry<Field, MappingNode> entry : sources.entrySet()) {
      Field field = entry.getKey();
      String at = pointer + "/" + field.id();
      JsonNode value = value(field, entry.getValue(), payload, data, run, at);
      boolean nothing = value.isNull() || (value.isArray() && value.isEmpty());
      if (!nothing || !keep.contains(field.id())) {
        data.set(field.id(), value);
      }
    }
    return data;
  }

  private static JsonNode value(
      Field field, MappingNode node, JsonNode payload, ObjectNode data, MappingRun run, String at) {
    return switch (node) {
      case MappingNode.At a -> run.fit(payload.at(a.pointer()), field, at);
      case MappingNode.Literal l -> l.value();
      case MappingNode.Computed c -> run.coerce(c.formula(), payload, field, at);
      case MappingNode.Translate t -> translated(t, payload, run, at);
      case MappingNode.Each e -> lines(e, payload, run, at);
      case MappingNode.Lookup l -> {
        String text = Scalars.text(raw(l.from(), payload, run, at));
        Object wanted = text == null ? null : run.read(l.by(), text, at);
        if (wanted != null) {
          run.pend(new PendingLink(data, field.id(), l.far(), l.by(), wanted, at));
        }
        yield NullNode.instance;
      }
    };
  }

  /** What a look-up or a translation starts from: not yet of any field's type. */
  private static JsonNode raw(MappingNode node, JsonNode payload, MappingRun run, String at) {
    return switch (node) {
      case MappingNode.At a -> payload.at(a.pointer());
      case MappingNode.Literal l -> l.value();
      case MappingNode.Computed c -> run.compute(c.formula(), payload, at);
      case MappingNode.Translate t -> translated(t, payload, run, at);
      case MappingNode.Each e -> throw new IllegalStateException("refused when compiled");
      case MappingNode.Lookup l -> throw new IllegalStateException("refused when compiled");
    };
  }

  private static JsonNode lines(
      MappingNode.Each each, JsonNode payload, MappingRun run, String at) {
    JsonNode array = payload.at(each.array());
    ArrayNode lines = Json.MAPPER.createArrayNode();
    if (array.isArray()) {
      int i = 0;
      for (JsonNode element : array) {
        lines.add(each.lines().map(element, run, at + "/" + i++));
      }
    } else if (!array.isMissingNode() && !array.isNull()) {
      run.found(at, "source_not_array", each.array());
    }
    return lines;
  }

  private static JsonNode translated(
      MappingNode.Translate node, JsonNode payload, MappingRun run, String at) {
    String from = Scalars.text(raw(node.from(), payload, run, at));
    JsonNode to = from == null ? null : node.table().get(from);
    if (to != null) {
      return to;
    }
    if (node.otherwise() == null && from != null) {
      run.found(at, "translation_missing", from, String.join(", ", node.table().keySet()));
    }
    return node.otherwise() == null ? NullNode.instance : node.otherwise();
  }

  /** The value of a field when it is a literal or simply taken over; null otherwise. */
  @Nullable String plain(String field, JsonNode payload) {
    MappingNode node = byId.get(field);
    if (node instanceof MappingNode.Literal literal) {
      return Scalars.text(literal.value());
    }
    JsonPointer place = node == null ? null : node.place();
    return place == null ? null : Scalars.text(payload.at(place));
  }

  /**
   * Where in the payload the value of a target comes from.
   *
   * @param target {@code /lines/0/qty}
   * @return null when it is no one place
   */
  @Nullable String source(String target) {
    String[] parts = target.split("/", 4);
    MappingNode node = parts.length < 2 ? null : byId.get(parts[1]);
    JsonPointer place = node == null ? null : node.place();
    if (place == null || parts.length < 3 || !(node instanceof MappingNode.Each each)) {
      return place == null ? null : place.toString();
    }
    String element = place + "/" + parts[2];
    String within = parts.length < 4 ? null : each.lines().source("/" + parts[3]);
    return within == null ? element : element + within;
  }
}
