package dev.nacre.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.InboxEntry.RecordLink;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Findings and record links as JSON columns. Codes and arguments are kept, not texts, so that each
 * reader sees them in their own language.
 */
public final class Findings {
  private Findings() {}

  /** As JSON. */
  public static String write(List<Finding> findings) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (Finding finding : findings) {
      ObjectNode node = array.addObject();
      node.put("ingest", finding.ingest());
      node.put("source", finding.source());
      node.put("pointer", finding.problem().pointer());
      node.put("code", finding.problem().code());
      ArrayNode args = node.putArray("args");
      finding.problem().args().forEach(arg -> args.add(arg.replace("\0", "")));
    }
    return Json.write(array);
  }

  /** Out of JSON that we wrote. */
  public static List<Finding> read(@Nullable String json) {
    var findings = new ArrayList<Finding>();
    for (JsonNode node : parse(json)) {
      var args = new ArrayList<String>();
      node.path("args").forEach(arg -> args.add(arg.asText()));
      findings.add(
          new Finding(
              node.path("ingest").textValue(),
              node.path("source").textValue(),
              new Problem(null, node.path("pointer").asText(), node.path("code").asText(), args)));
    }
    return List.copyOf(findings);
  }

  static String writeLinks(List<RecordLink> links) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (RecordLink link : links) {
      array
          .addObject()
          .put("ingest", link.ingest())
          .put("form", link.form())
          .put("id", link.id().toString())
          .put("outcome", link.outcome());
    }
    return Json.write(array);
  }

  static List<RecordLink> readLinks(@Nullable String json) {
    var links = new ArrayList<RecordLink>();
    for (JsonNode node : parse(json)) {
      links.add(
          new RecordLink(
              node.path("ingest").asText(),
              node.path("form").asText(),
              UUID.fromString(node.path("id").asText()),
              node.path("outcome").asText()));
    }
    return List.copyOf(links);
  }

  private static JsonNode parse(@Nullable String json) {
    try {
      return json == null ? Json.MAPPER.createArrayNode() : Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("written by ourselves: " + json, e);
    }
  }
}
