package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.event.Effect;

/**
 * What a step wants done outside.
 *
 * @param tries so many failed attempts and it gives up
 * @param repeatable whether twice does no harm
 * @param input what the operation works on
 */
public record Outgoing(
    String connector, String operation, int tries, boolean repeatable, JsonNode input) {
  /** With the usual number of attempts. */
  public static Outgoing of(String connector, String operation, JsonNode input) {
    return new Outgoing(connector, operation, Effect.TRIES, false, input);
  }
}
