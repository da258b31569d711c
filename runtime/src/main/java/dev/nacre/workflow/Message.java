package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one workflow tells all others.
 *
 * @param key what it is about; null means nothing in particular
 * @param form the form of the record that it speaks of; null when it speaks of none
 * @param keepUntil until when somebody who begins to wait still gets it; null means not at all
 */
record Message(
    UUID id,
    String app,
    String name,
    @Nullable String key,
    ObjectNode data,
    @Nullable String form,
    @Nullable UUID record,
    Sender sender,
    @Nullable Instant keepUntil) {
  /**
   * Who tells.
   *
   * @param depth how many workflows started each other before it
   */
  record Sender(UUID instance, String actor, int depth) {}
}
