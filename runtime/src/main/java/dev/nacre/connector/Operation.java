package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;

/** One call that a connector can make, ready to be made; safe to share between threads. */
public interface Operation {
  /**
   * Makes the call, once.
   *
   * @param input what templates see as {@code input}
   * @throws OperationFailedException when the other side didn't do it
   */
  OperationResult call(Call call, JsonNode input);
}
