package dev.nacre.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workflow of which nothing runs until somebody lets it go on.
 *
 * @param reason may be null
 */
public record PausedWorkflow(String workflow, Instant at, String by, @Nullable String reason) {}
