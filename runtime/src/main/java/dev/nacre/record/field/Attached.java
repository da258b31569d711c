package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Attachment;
import dev.nacre.record.Attachments;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the types that hold files agree on. A value is a JSON text, {@code [{"id", "name", "type",
 * "size"}]}: what the store said of each file when it was attached, so that reading a record asks
 * nobody.
 */
final class Attached {
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]+/([a-z0-9.+-]+|\\*)");
  private static final int MANY = 50;

  private Attached() {}

  /**
   * What a field takes.
   *
   * @param largest in bytes; null means what may be uploaded at all
   * @param types media types, such as {@code application/pdf} or {@code image/*}; empty means any
   */
  record Limits(@Nullable Long largest, List<String> types, boolean several) {}

  static void check(List<String> types, String pointer, Problems problems) {
    for (int i = 0; i < types.size(); i++) {
      if (!MEDIA_TYPE.matcher(types.get(i)).matches()) {
        problems.add(pointer + "/types/" + i, "attachment_types_wrong", types.get(i));
      }
    }
  }

  static @Nullable String read(
      JsonNode json, Limits limits, Attachments store, String pointer, Problems problems) {
    List<JsonNode> given = new ArrayList<>();
    if (json.isArray()) {
      json.forEach(given::add);
    } else {
      given.add(json);
    }
    if (given.isEmpty()) {
      return null;
    }
    int most = limits.several() ? MANY : 1;
    if (given.size() > most) {
      problems.add(pointer, "attachment_count", given.size(), most);
      return null;
    }
    ArrayNode value = Json.MAPPER.createArrayNode();
    for (int i = 0; i < given.size(); i++) {
      String at = json.isArray() ? pointer + "/" + i : pointer;
      Attachment file = one(given.get(i), limits, store, at, problems);
      if (file == null) {
        return null;
      }
      value.add(json(file));
    }
    return Json.write(value);
  }

  private static @Nullable Attachment one(
      JsonNode given, Limits limits, Attachments store, String pointer, Problems problems) {
    JsonNode id = given.isObject() ? given.path("id") : given;
    if (!id.isTextual()) {
      problems.add(pointer, "attachment_expected", Texts.shown(given));
      return null;
    }
    Attachment file = store.find(id.textValue()).orElse(null);
    if (file == null) {
      problems.add(pointer, "attachment_unknown", Texts.shown(id.textValue()));
    } else if (limits.largest() != null && file.size() > limits.largest()) {
      problems.add(
          pointer,
          "attachment_too_large",
          file.name(),
          megabytes(file.size()),
          megabytes(limits.largest()));
    } else if (!limits.types().isEmpty()
        && limits.types().stream().noneMatch(type -> fits(type, file.type()))) {
      problems.add(
          pointer, "attachment_type", file.name(), file.type(), String.join(", ", limits.types()));
    } else {
      return file;
    }
    return null;
  }

  private static boolean fits(String wanted, String type) {
    return wanted.endsWith("/*")
        ? type.startsWith(wanted.substring(0, wanted.length() - 1))
        : wanted.equals(type);
  }

  private static String megabytes(long bytes) {
    return bytes < 1 << 20
        ? Math.max(1, bytes >> 10) + " KB"
        : String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1048576.0);
  }

  /** An import's cell: ids, with commas, or what an export for programs writes. */
  static JsonNode cell(String text) {
    JsonNode exported = Structured.parse(text);
    if (exported.isContainerNode()) {
      return exported;
    }
    ArrayNode ids = Json.MAPPER.createArrayNode();
    for (String id : text.split("[,;\\s]+", -1)) {
      if (!id.isBlank()) {
        ids.add(TextNode.valueOf(id));
      }
    }
    return ids;
  }

  static JsonNode write(Object value, boolean several) {
    JsonNode all = Json.read((String) value, new Problems());
    return all == null ? NullNode.instance : several ? all : all.path(0);
  }

  static List<Attachment> files(Object value) {
    JsonNode all = Json.read((String) value, new Problems());
    var files = new ArrayList<Attachment>();
    if (all != null) {
      all.forEach(
          file ->
              files.add(
                  new Attachment(
                      file.path("id").asText(),
                      file.path("name").asText(),
                      file.path("type").asText(),
                      file.path("size").asLong())));
    }
    return files;
  }

  static String names(Object value) {
    return files(value).stream().map(Attachment::name).collect(Collectors.joining(", "));
  }

  private static ObjectNode json(Attachment file) {
    return Json.MAPPER
        .createObjectNode()
        .put("id", file.id())
        .put("name", file.name())
        .put("type", file.type())
        .put("size", file.size());
  }
}
