package dev.nacre.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instances, newest first.
 *
 * @param next where to go on; null at the end
 */
public record InstancePage(List<Instance> instances, @Nullable String next) {}
