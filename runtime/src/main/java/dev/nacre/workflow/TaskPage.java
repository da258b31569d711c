package dev.nacre.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks, newest first.
 *
 * @param next where to go on; null at the end
 */
public record TaskPage(List<Task> tasks, @Nullable String next) {}
