package dev.nacre.workflow;

import dev.nacre.event.EntryState;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Condition;
import dev.nacre.record.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What starts a workflow, compiled. */
public sealed interface Trigger {
  /**
   * Changes of a form's records.
   *
   * @param on CREATE, UPDATE, DELETE
   * @param when sees {@code old}; null means always
   */
  record Changes(String form, Set<Change.Op> on, @Nullable CompiledCondition when)
      implements Trigger {}

  /** What only time starts. */
  sealed interface Timed extends Trigger {
    /** The same text as long as it means the same. */
    String spec();
  }

  /**
   * Moments that are the same for everybody.
   *
   * @param zone in which its times are meant
   * @param next the first one after a moment
   * @param hourly whether it goes by the hour, whatever time of day that is
   */
  record Scheduled(String spec, ZoneId zone, UnaryOperator<Instant> next, boolean hourly)
      implements Timed {}

  /**
   * A moment that each record names.
   *
   * @param field a date or datetime field
   * @param offset added to it; may be negative
   * @param at the time of day of a date
   * @param when which records; null means all
   */
  record Dated(
      String spec,
      String form,
      String field,
      Duration offset,
      LocalTime at,
      @Nullable Condition when)
      implements Timed {}

  /** What comes in through a connector. */
  sealed interface Fed extends Trigger {
    /** The connector's id. */
    String connector();
  }

  /**
   * A payload that somebody sent, on its way.
   *
   * @param when sees {@code source} and {@code input}; null means always
   * @param record gives the id of the record that it is about; null when it is about none
   */
  record Received(
      String connector, @Nullable CompiledCondition when, @Nullable CompiledFormula record)
      implements Fed {}

  /**
   * What became of an inbox entry.
   *
   * @param ingest only of that mapping; null means of any
   * @param on DONE, DEAD, SKIPPED
   * @param form once for each of its records that was written, about it; null means once, about
   *     none
   * @param when sees the record, if there is one, and {@code input}; null means always
   */
  record Settled(
      String connector,
      @Nullable String ingest,
      Set<EntryState> on,
      @Nullable String form,
      @Nullable CompiledCondition when)
      implements Fed {}

  /**
   * A message of another workflow.
   *
   * @param message its name
   * @param form of which the record must be that it speaks of; null means that it starts one
   *     without a record
   * @param when sees that record, and the message's data as {@code input}; null means always
   */
  record Told(String message, @Nullable String form, @Nullable CompiledCondition when)
      implements Trigger {}

  /**
   * A person, by a button at a record.
   *
   * @param when at which records; null means all
   * @param asks what the person fills in; null means nothing
   */
  record Pressed(String form, @Nullable CompiledCondition when, @Nullable Asking asks)
      implements Trigger {}
}
