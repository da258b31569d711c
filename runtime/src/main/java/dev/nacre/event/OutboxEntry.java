package dev.nacre.event;

import dev.nacre.metadata.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One effect in the outbox, as people see it.
 *
 * @param attempts how often it was tried, the running attempt included
 * @param dueAt when it is tried next, while pending
 * @param sending whether a worker sends it right now
 * @param settledAt when it was sent or given up; null while pending
 * @param body what to send, as JSON; null in lists
 * @param original the body as it was before a person corrected it; null otherwise and in lists
 * @param answer what the partner said, as JSON; null in lists and when nothing
 * @param problems why it is dead or waits for another attempt
 */
public record OutboxEntry(
    long id,
    String app,
    String connector,
    String operation,
    @Nullable String key,
    String idempotencyKey,
    OutboxState state,
    int attempts,
    int tries,
    Instant createdAt,
    Instant dueAt,
    boolean sending,
    @Nullable Instant settledAt,
    @Nullable String body,
    boolean corrected,
    @Nullable String original,
    @Nullable String answer,
    List<Problem> problems,
    Effect.@Nullable About about,
    Effect.@Nullable Cause cause) {}
