package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a step that failed is tried again by itself.
 *
 * @param times how often at most, 0 to 100; 0 means never
 * @param first the rest before the first try, ISO 8601; null means a minute
 * @param factor by how much each rest is longer than the one before, 1 to 10; null means 2
 * @param most the longest rest, ISO 8601; null means an hour
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RetryDefinition(
    int times, @Nullable String first, @Nullable BigDecimal factor, @Nullable String most) {}
