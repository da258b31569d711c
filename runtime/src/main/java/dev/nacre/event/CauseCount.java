package dev.nacre.event;

import org.jspecify.annotations.Nullable;

/**
 * Entries of one connector that gave up for the same reason.
 *
 * @param cause code and place of the first problem, such as <code>number_wrong@/lines/&#42;/qty
 *     </code>; null when nobody knows
 * @param newest the id of the last of them
 */
public record CauseCount(String connector, @Nullable String cause, long count, long newest) {}
