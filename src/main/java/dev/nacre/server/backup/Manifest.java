package dev.nacre.server.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backup holds.
 *
 * @param at when the tables were as they are in it
 * @param entries every other entry of the file, by its name
 */
public record Manifest(Instant at, SortedMap<String, Entry> entries) {
  static final String NAME = "manifest.json";
  static final int FORMAT = 1;

  /**
   * One entry.
   *
   * @param rows of a table; -1 for what is no table
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Entry(long rows, String sha256) {}

  /** How many rows there are in all. */
  public long rows() {
    return entries.values().stream().mapToLong(entry -> Math.max(0, entry.rows())).sum();
  }

  /** How many tables there are. */
  public long tables() {
    return entries.values().stream().filter(entry -> entry.rows() >= 0).count();
  }

  String text() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format", FORMAT).put("at", at.toString());
    ObjectNode all = json.putObject("entries");
    entries.forEach(
        (name, entry) ->
            all.putObject(name).put("rows", entry.rows()).put("sha256", entry.sha256()));
    return Json.pretty(json);
  }

  static Manifest read(String text) {
    JsonNode json = Json.read(text, new Problems());
    if (json == null || json.path("format").asInt() != FORMAT) {
      throw new BackupException("server.backup_unknown", json == null ? "?" : json.path("format"));
    }
    var entries = new TreeMap<String, Entry>();
    json.path("entries")
        .properties()
        .forEach(
            e ->
                entries.put(
                    e.getKey(),
                    new Entry(
                        e.getValue().path("rows").asLong(), e.getValue().path("sha256").asText())));
    return new Manifest(Instant.parse(json.path("at").asText()), entries);
  }
}
