package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Change;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the changes of a batch; a schema would read its thousands of rows twice. */
final class BatchReader {
  static final int MOST = 10_000;

  private static final Set<String> KEYS = Set.of("op", "id", "key", "version", "data", "note");

  private final Problems problems = new Problems();

  private BatchReader() {}

  /**
   * One element of a batch.
   *
   * @param change null when it can't be understood
   * @param problems why not; pointers are relative to the element
   */
  record Element(@Nullable Change change, List<Problem> problems) {}

  /** The changes, in order. */
  static List<Element> read(byte @Nullable [] bytes) {
    ObjectNode body = Bodies.object(bytes);
    if (!(body.path("changes") instanceof ArrayNode changes) || body.size() > 1) {
      throw RequestException.invalid("/changes", "changes_expected");
    }
    if (changes.size() > MOST) {
      throw RequestException.tooLarge("changes_too_many", MOST);
    }
    List<Element> all = new ArrayList<>(changes.size());
    for (JsonNode json : changes) {
      var reader = new BatchReader();
      all.add(new Element(reader.change(json, ""), reader.problems.list()));
    }
    return all;
  }

  private @Nullable Change change(JsonNode json, String at) {
    if (!json.isObject()) {
      return wrong(at, json.getNodeType());
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KEYS.contains(name)) {
        problems.add(
            at + "/" + name,
            "property_unknown",
            name,
            String.join(", ", KEYS.stream().sorted().toList()));
        return null;
      }
    }
    Change.Op op = Change.Op.byId(json.path("op").asText()).orElse(null);
    if (op == null) {
      return wrong(at + "/op", json.path("op"));
    }
    UUID id = null;
    if (json.hasNonNull("id")) {
      try {
        id = UUID.fromString(json.get("id").asText());
      } catch (IllegalArgumentException e) {
        return wrong(at + "/id", json.get("id"));
      }
    }
    JsonNode version = json.path("version");
    if (!version.isMissingNode()
        && !version.isNull()
        && !(version.isIntegralNumber() && version.canConvertToLong())) {
      return wrong(at + "/version", version);
    }
    JsonNode note = json.path("note");
    if (!note.isMissingNode()
        && !note.isNull()
        && (!note.isTextual() || !Notes.fits(note.textValue()))) {
      return wrong(at + "/note", note.isTextual() ? "note" : note);
    }
    JsonNode data = json.path("data");
    if (!data.isMissingNode() && !data.isNull() && !data.isObject()) {
      return wrong(at + "/data", data);
    }
    return make(json, at, op, id, data instanceof ObjectNode object ? object : null);
  }

  private @Nullable Change make(
      JsonNode json, String at, Change.Op op, @Nullable UUID id, @Nullable ObjectNode data) {
    List<String> key = new ArrayList<>();
    JsonNode fields = json.path("key");
    if (!fields.isMissingNode() && !fields.isNull() && !fields.isArray()) {
      return wrong(at + "/key", fields);
    }
    fields.forEach(field -> key.add(field.asText()));
    boolean byId = op == Change.Op.RESTORE;
    boolean named = id != null || (!byId && !key.isEmpty());
    boolean needsData = op != Change.Op.DELETE && op != Change.Op.RESTORE;
    if (op != Change.Op.CREATE && !named) {
      return wrong(at, byId ? "id" : "id / key");
    }
    if ((needsData || (id == null && !key.isEmpty())) && data == null) {
      return wrong(at + "/data", "data");
    }
    return new Change(
        op,
        id,
        List.copyOf(key),
        json.hasNonNull("version") ? json.get("version").longValue() : null,
        data,
        false,
        null,
        json.path("note").textValue());
  }

  private @Nullable Change wrong(String at, Object what) {
    problems.add(at, "change_wrong", what);
    return null;
  }
}
