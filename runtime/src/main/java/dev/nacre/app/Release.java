package dev.nacre.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is served which version: the first part that takes a person or record serves it, and the last
 * one serves the rest.
 */
public record Release(List<Part> parts) {
  /** Counts shares by the record itself. */
  public static final String BY_RECORD = "record";

  /** Counts shares by who asks. */
  public static final String BY_USER = "user";

  /** Copies the parts. */
  public Release {
    parts = List.copyOf(parts);
  }

  /**
   * One part.
   *
   * @param when whom it takes; null takes everybody
   * @param share how many of them, in percent; null takes all
   * @param by what the share is counted by: {@code record}, {@code user} or a field's id
   */
  public record Part(int version, @Nullable Audience when, @Nullable BigDecimal share, String by) {}

  /** One version for everybody. */
  public static Release whole(int version) {
    return new Release(List.of(new Part(version, null, null, BY_RECORD)));
  }

  /** Whether there is more than one part. */
  public boolean split() {
    return parts.size() > 1;
  }

  /** The version of whatever no other part takes. */
  public int rest() {
    return parts.getLast().version();
  }

  /** As in requests and answers. */
  public ArrayNode json() {
    ArrayNode all = Json.MAPPER.createArrayNode();
    for (Part part : parts) {
      ObjectNode one = all.addObject().put("version", part.version());
      if (part.when() != null) {
        one.set("when", part.when().json());
      }
      if (part.share() != null) {
        BigDecimal plain = part.share().stripTrailingZeros();
        one.put("share", plain.setScale(Math.max(0, plain.scale())));
        if (!part.by().equals(BY_RECORD)) {
          one.put("by", part.by());
        }
      }
    }
    return all;
  }
}
