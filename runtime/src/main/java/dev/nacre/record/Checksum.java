package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The checksum of one version of a record: SHA-256 over {@code {"form", "id", "values", "version"}}
 * as canonical JSON. There keys are in order, nothing stands between tokens, numbers are plain and
 * without zeros at their end, and what is empty isn't there; of lines, their ids are.
 */
public final class Checksum {
  /** So many hexadecimal digits of it are enough to find it by. */
  public static final int SHORTEST = 12;

  private static final int LENGTH = 64;

  private Checksum() {}

  /** Of a version with those values, 64 hexadecimal digits. */
  public static String of(String form, UUID id, long version, ObjectNode values) {
    ObjectNode whole = Json.MAPPER.createObjectNode();
    whole.put("form", form).put("id", id.toString()).put("version", version);
    whole.set("values", values);
    return HexFormat.of()
        .formatHex(sha256().digest(canonical(whole).getBytes(StandardCharsets.UTF_8)));
  }

  /** What somebody typed, with or without spaces; empty when that can't be the begin of one. */
  public static Optional<String> read(String text) {
    String digits = text.replaceAll("[\\s·-]", "").toLowerCase(Locale.ROOT);
    boolean fits = digits.length() >= SHORTEST && digits.length() <= LENGTH;
    return fits && digits.matches("[0-9a-f]*") ? Optional.of(digits) : Optional.empty();
  }

  /** So much of it as can be typed, and is enough, in groups of four. */
  public static String shown(String checksum) {
    return checksum.substring(0, 16).replaceAll("(.{4})(?=.)", "$1 ");
  }

  /** Whether two values say the same: written differently, {@code 5} and {@code 5.00} do. */
  public static boolean same(JsonNode a, JsonNode b) {
    return a.equals(b) || (nothing(a) ? nothing(b) : canonical(a).equals(canonical(b)));
  }

  /** The canonical text. */
  static String canonical(JsonNode node) {
    var text = new StringBuilder();
    write(node, text);
    return text.toString();
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      var byKey = new TreeMap<String, JsonNode>();
      node.properties().stream()
          .filter(e -> !nothing(e.getValue()))
          .forEach(e -> byKey.put(e.getKey(), e.getValue()));
      String between = "{";
      for (var entry : byKey.entrySet()) {
        text.append(between).append(quoted(entry.getKey())).append(':');
        write(entry.getValue(), text);
        between = ",";
      }
      text.append(byKey.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      String between = "[";
      for (JsonNode element : node) {
        text.append(between);
        write(element, text);
        between = ",";
      }
      text.append(node.isEmpty() ? "[]" : "]");
    } else if (node.isNumber()) {
      text.append(node.decimalValue().stripTrailingZeros().toPlainString());
    } else {
      text.append(node.isTextual() ? quoted(node.textValue()) : node.asText());
    }
  }

  private static boolean nothing(JsonNode value) {
    return value.isNull() || (value.isArray() && value.isEmpty());
  }

  private static String quoted(String text) {
    return Json.write(Json.MAPPER.getNodeFactory().textNode(text));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
