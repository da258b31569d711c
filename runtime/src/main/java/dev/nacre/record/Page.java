package dev.nacre.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records in order.
 *
 * @param next where to go on; null at the end
 * @param count how many there are in all; null when not asked for
 */
public record Page(List<StoredRecord> records, @Nullable String next, @Nullable Long count) {}
