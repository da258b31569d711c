package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What wakes a waiting step beside a time; it is told by {@link Wake}.
 *
 * @param note the step's own, given back to it
 */
record Watch(UUID instance, String step, String app, On on, JsonNode note) {
  /** What may happen. */
  sealed interface On {
    /**
     * A record is changed.
     *
     * @param seen the version in which the step has read it; a later one wakes it at once
     */
    record OfRecord(String form, UUID record, long seen) implements On {}

    /** Any record of a form is made, changed or deleted. */
    record OfForm(String form) implements On {}

    /**
     * A message of that name is sent.
     *
     * @param key what it is about; null means whatever it is
     */
    record OfMessage(String name, @Nullable String key) implements On {}
  }

  @Nullable String form() {
    return switch (on) {
      case On.OfRecord one -> one.form();
      case On.OfForm all -> all.form();
      case On.OfMessage message -> null;
    };
  }

  @Nullable UUID record() {
    return on instanceof On.OfRecord one ? one.record() : null;
  }

  @Nullable String message() {
    return on instanceof On.OfMessage message ? message.name() : null;
  }

  @Nullable String key() {
    return on instanceof On.OfMessage message ? message.key() : null;
  }
}
