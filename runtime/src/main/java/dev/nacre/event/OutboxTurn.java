package dev.nacre.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An outbox entry that is to be sent now, by whoever holds its lease.
 *
 * @param idempotencyKey the same at every attempt
 * @param attempt the first is 1
 * @param about the record that it is about; may be null
 */
public record OutboxTurn(
    long id,
    UUID lease,
    String app,
    String connector,
    String operation,
    String idempotencyKey,
    int attempt,
    int tries,
    boolean repeatable,
    JsonNode input,
    Instant createdAt,
    Effect.@Nullable About about,
    Effect.@Nullable Cause cause) {}
