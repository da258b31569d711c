package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened that a waiting step watches. It travels as the note of a timer that is due at once,
 * and so survives whatever happens to this process.
 */
public sealed interface Wake {
  /** What the step noted when it began to watch. */
  JsonNode note();

  /** A record was changed. */
  record Changed(JsonNode note) implements Wake {}

  /**
   * A message was sent.
   *
   * @param key what it is about; may be null
   */
  record Told(JsonNode note, @Nullable String key, JsonNode data) implements Wake {}

  /** What happened, in a signal; empty when it is about something else. */
  static Optional<Wake> in(Signal signal) {
    if (!(signal instanceof Signal.Due(JsonNode what)) || !what.has("woken")) {
      return Optional.empty();
    }
    JsonNode note = what.get("woken");
    return Optional.of(
        what.has("data")
            ? new Told(note, what.path("key").asText(null), what.get("data"))
            : new Changed(note));
  }

  /** The note of a timer after which a step looks again, as if something had been changed. */
  static ObjectNode again(JsonNode note) {
    return JsonNodeFactory.instance.objectNode().set("woken", note);
  }
}
