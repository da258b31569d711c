package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NumberTooLongException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payloads as trees, with exact numbers and bounded depth. */
public final class Payloads {
  private Payloads() {}

  /** The tree; null with a finding when the bytes are no JSON document. */
  public static @Nullable JsonNode read(byte[] body, List<Finding> findings) {
    try {
      JsonNode tree = Json.MAPPER.readTree(body);
      if (tree != null && !tree.isMissingNode()) {
        return tree;
      }
      findings.add(Finding.of("json_empty"));
    } catch (IOException e) {
      findings.add(new Finding(null, null, Json.unreadable(e)));
    } catch (NumberTooLongException e) {
      findings.add(new Finding(null, null, e.problem()));
    }
    return null;
  }
}
