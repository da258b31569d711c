package dev.nacre.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be done outside, to be written into the outbox.
 *
 * @param app as addressed: an app id, or {@code id@test}
 * @param operation what the connector is to do
 * @param key entries of a connector with the same key are sent in order; null when order doesn't
 *     matter
 * @param idempotencyKey the same at every attempt, so that a partner that knows it does it once
 * @param tries so many failed attempts make it dead, at least 1
 * @param repeatable whether twice does no harm: then it is tried again too when nobody knows
 *     whether it was done
 * @param input what the operation works on
 * @param about the record that it is about; null when about none
 * @param cause the workflow step that wants it; null when none does
 */
public record Effect(
    String app,
    String connector,
    String operation,
    @Nullable String key,
    String idempotencyKey,
    int tries,
    boolean repeatable,
    JsonNode input,
    @Nullable About about,
    @Nullable Cause cause) {
  /** With the usual back-off, so many attempts take about forty minutes. */
  public static final int TRIES = 8;

  /** A record. */
  public record About(String form, UUID record) {}

  /**
   * A workflow step.
   *
   * @param awaited whether the step waits until this is sent or dead
   */
  public record Cause(UUID instance, String step, boolean awaited) {}

  /** One without order, record or cause. */
  public static Effect of(String app, String connector, String operation, JsonNode input) {
    return new Effect(
        app,
        connector,
        operation,
        null,
        UUID.randomUUID().toString(),
        TRIES,
        false,
        input,
        null,
        null);
  }

  /** The same, sent in order with others of that key. */
  public Effect inOrder(@Nullable String newKey) {
    return new Effect(
        app, connector, operation, newKey, idempotencyKey, tries, repeatable, input, about, cause);
  }

  /** The same, dead after so many failed attempts. */
  public Effect within(int newTries) {
    return new Effect(
        app, connector, operation, key, idempotencyKey, newTries, repeatable, input, about, cause);
  }
}
