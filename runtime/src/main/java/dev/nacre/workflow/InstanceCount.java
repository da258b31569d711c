package dev.nacre.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many instances of a workflow stand at one place.
 *
 * @param state one that isn't finished
 * @param paused whether they are paused
 * @param step where they stand; null before the first step
 * @param since since when the one that has stood there longest does
 */
public record InstanceCount(
    String workflow,
    Instance.State state,
    boolean paused,
    @Nullable String step,
    long count,
    Instant since) {}
