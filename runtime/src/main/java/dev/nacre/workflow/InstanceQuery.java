package dev.nacre.workflow;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question for instances; what is null doesn't matter.
 *
 * @param limit how many at most, 1 to 500
 * @param cursor where to go on, from {@link InstancePage#next}; null means the beginning
 */
public record InstanceQuery(
    @Nullable String workflow,
    @Nullable String form,
    @Nullable UUID record,
    Instance.@Nullable State state,
    int limit,
    @Nullable String cursor) {

  /** Every instance. */
  public static InstanceQuery all() {
    return new InstanceQuery(null, null, null, null, 50, null);
  }

  /** The instances about that record. */
  public static InstanceQuery about(String form, UUID record) {
    return new InstanceQuery(null, form, record, null, 50, null);
  }
}
