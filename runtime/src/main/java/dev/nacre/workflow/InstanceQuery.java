package dev.nacre.workflow;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question for instances; what is null doesn't matter.
 *
 * @param states one of those; empty means any
 * @param paused whether they are paused
 * @param step the step at which they stand
 * @param olderThan at least so long they have stood where they stand
 * @param error a code, or words of what is wrong; of failed ones
 * @param parent what started them
 * @param limit how many at most, 1 to 500
 * @param cursor where to go on, from {@link InstancePage#next}; null means the beginning
 */
public record InstanceQuery(
    @Nullable String workflow,
    @Nullable String form,
    @Nullable UUID record,
    @Nullable Integer version,
    Set<Instance.State> states,
    @Nullable Boolean paused,
    @Nullable String step,
    @Nullable Duration olderThan,
    @Nullable String error,
    @Nullable UUID parent,
    int limit,
    @Nullable String cursor) {

  /** Copies the states. */
  public InstanceQuery {
    states = Set.copyOf(states);
  }

  /** Every instance. */
  public static InstanceQuery all() {
    return new InstanceQuery(
        null, null, null, null, Set.of(), null, null, null, null, null, 50, null);
  }

  /** The instances about that record. */
  public static InstanceQuery about(String form, UUID record) {
    return all().of(null, form, record);
  }

  /** What a step of that instance started. */
  public static InstanceQuery under(UUID instance) {
    return all().startedBy(instance).page(500, null);
  }

  /** Of that workflow, about that record. */
  public InstanceQuery of(
      @Nullable String newWorkflow, @Nullable String newForm, @Nullable UUID newRecord) {
    return new InstanceQuery(
        newWorkflow,
        newForm,
        newRecord,
        version,
        states,
        paused,
        step,
        olderThan,
        error,
        parent,
        limit,
        cursor);
  }

  /** Of that version of the app. */
  public InstanceQuery version(@Nullable Integer newVersion) {
    return new InstanceQuery(
        workflow,
        form,
        record,
        newVersion,
        states,
        paused,
        step,
        olderThan,
        error,
        parent,
        limit,
        cursor);
  }

  /** Started by a step of that one. */
  public InstanceQuery startedBy(@Nullable UUID newParent) {
    return new InstanceQuery(
        workflow, form, record, version, states, paused, step, olderThan, error, newParent, limit,
        cursor);
  }

  /** In one of these states. */
  public InstanceQuery in(Set<Instance.State> newStates, @Nullable Boolean newPaused) {
    return new InstanceQuery(
        workflow, form, record, version, newStates, newPaused, step, olderThan, error, parent,
        limit, cursor);
  }

  /** Standing at that step, for so long. */
  public InstanceQuery at(@Nullable String newStep, @Nullable Duration newOlderThan) {
    return new InstanceQuery(
        workflow,
        form,
        record,
        version,
        states,
        paused,
        newStep,
        newOlderThan,
        error,
        parent,
        limit,
        cursor);
  }

  /** With that wrong. */
  public InstanceQuery failing(@Nullable String newError) {
    return new InstanceQuery(
        workflow, form, record, version, states, paused, step, olderThan, newError, parent, limit,
        cursor);
  }

  /** So many of them, from there. */
  public InstanceQuery page(int newLimit, @Nullable String newCursor) {
    return new InstanceQuery(
        workflow, form, record, version, states, paused, step, olderThan, error, parent, newLimit,
        newCursor);
  }
}
