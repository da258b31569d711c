package dev.nacre.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How this project reads and writes JSON: decimals stay exact and plain, a key that stands twice is
 * an error, and depth is bounded.
 */
public final class Json {
  /** Deeper documents are refused. */
  public static final int DEPTH = 64;

  /**
   * A document with more tokens (braces, keys, values) is refused: what is small as text takes some
   * fifty bytes of memory for each.
   */
  public static final int TOKENS = 2_000_000;

  /** A number with more places before or after its point is refused: written plainly it is huge. */
  public static final int PLACES = 1_000;

  /** Reads and writes trees and definition records. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxTokenCount(TOKENS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .build())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .nodeFactory(new BoundedNumbers())
          .build();

  private Json() {}

  /**
   * Reads a document.
   *
   * @return null when it can't be read, with a problem that gives line and column
   */
  public static @Nullable JsonNode read(String text, Problems problems) {
    try {
      // some editors put a byte order mark first
      JsonNode node = MAPPER.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
      if (node == null || node.isMissingNode()) {
        problems.add("", "json_empty");
        return null;
      }
      return node;
    } catch (JsonProcessingException e) {
      problems.add(unreadable(e));
      return null;
    } catch (NumberTooLongException e) {
      problems.add(e.problem());
      return null;
    }
  }

  /** The problem for JSON that the parser refused. */
  public static Problem unreadable(IOException e) {
    return JsonFaults.problem(e);
  }

  /** As a compact text. */
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** As the canonical text of a definition file: two spaces, keys as they stand, a line end. */
  public static String pretty(JsonNode node) {
    return node.toPrettyString() + "\n";
  }

  /**
   * The same tree with the keys of every object in order, so that equal content has equal bytes.
   */
  public static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      var byKey = new TreeMap<String, JsonNode>();
      node.properties().forEach(e -> byKey.put(e.getKey(), sorted(e.getValue())));
      ObjectNode result = MAPPER.createObjectNode();
      byKey.forEach(result::set);
      return result;
    }
    if (node.isArray()) {
      var result = MAPPER.createArrayNode();
      node.forEach(element -> result.add(sorted(element)));
      return result;
    }
    return node;
  }

  /** Escapes one key for a JSON pointer. */
  public static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
