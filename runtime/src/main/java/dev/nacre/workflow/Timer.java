package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * A time that a waiting step asked for.
 *
 * @param what the step's own note, given back in {@link Signal.Due}
 */
record Timer(UUID id, UUID instance, String step, Instant dueAt, JsonNode what) {}
