package dev.nacre.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Compare;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Value;
import dev.nacre.record.Aggregate;
import dev.nacre.record.Aggregate.Fn;
import dev.nacre.record.Aggregate.GroupBy;
import dev.nacre.record.Aggregate.Measure;
import dev.nacre.record.Aggregate.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an ingest is compared with the other side's own totals.
 *
 * @param ingest its id
 * @param brings the operation that is polled, whose payloads the ingest takes
 * @param operation asked for the totals of a window
 * @param count where the number is
 * @param amount where the sum is; null when it is computed, or not compared
 * @param formula computes the sum; null when it is read, or not compared
 * @param form what the records are of
 * @param time the field by which a record belongs to an hour
 * @param dated whether that field has no time of day
 * @param sum the field that is summed up; null when only numbers are compared
 * @param where which records count; null means all
 * @param per hours or days
 * @param back how far back is compared
 * @param after how long after its end an hour is first compared
 * @param inclusive whether the other side counts the last second of a window, too
 * @param refetch brings a window again
 */
public record TotalsPlan(
    String ingest,
    String brings,
    String operation,
    JsonPointer count,
    @Nullable JsonPointer amount,
    @Nullable CompiledFormula formula,
    String form,
    String time,
    boolean dated,
    @Nullable String sum,
    @Nullable Condition where,
    Span per,
    Duration back,
    Duration after,
    boolean inclusive,
    String refetch) {

  /** An hour or a day; its end isn't in it. */
  record Stretch(Instant since, Instant until) {}

  private ChronoUnit unit() {
    return per == Span.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS;
  }

  /** What can be compared at that time, the oldest first. */
  List<Stretch> stretches(Instant now, ZoneId zone) {
    ZonedDateTime end = now.minus(after).atZone(zone).truncatedTo(unit());
    ZonedDateTime from = now.minus(after).minus(back).atZone(zone).truncatedTo(unit());
    var all = new ArrayList<Stretch>();
    while (from.isBefore(end)) {
      ZonedDateTime next = from.plus(1, unit());
      all.add(new Stretch(from.toInstant(), next.toInstant()));
      from = next;
    }
    return all;
  }

  /** When there is something new to compare. */
  Instant next(Instant now, ZoneId zone) {
    return now.minus(after)
        .atZone(zone)
        .truncatedTo(unit())
        .plus(1, unit())
        .toInstant()
        .plus(after);
  }

  /** Asks how many records there are in each hour of that time. */
  Aggregate question(Instant since, Instant until, ZoneId zone) {
    var parts = new ArrayList<Condition>();
    if (where != null) {
      parts.add(where);
    }
    parts.add(new Compare(time, Op.GTE, moment(since, zone)));
    parts.add(new Compare(time, Op.LT, moment(until, zone)));
    var measures = new ArrayList<Measure>(List.of(new Measure(Fn.COUNT, null)));
    if (sum != null) {
      measures.add(new Measure(Fn.SUM, sum));
    }
    return new Aggregate(
        form,
        new Condition.All(parts),
        List.of(new GroupBy(time, per)),
        measures,
        List.of(),
        Aggregate.MOST);
  }

  private Value moment(Instant at, ZoneId zone) {
    String text = dated ? at.atZone(zone).toLocalDate().toString() : at.toString();
    return new Value.Literal(TextNode.valueOf(text));
  }
}
