package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.record.StoredRecord;
import dev.nacre.workflow.ClockStore.Fired;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at the moments that records name: which have come since the last one. A date is a day on
 * the wall, and counts once, in whichever zone: when the app's zone changes, what was to come under
 * the old one and is past under the new one is due now.
 *
 * @param zone the app's
 * @param before the app's at the last look
 * @param since the last look
 */
record DatedLook(
    Trigger.Dated trigger, boolean days, ZoneId zone, ZoneId before, Instant since, Instant now) {
  /** Longer than any transaction that writes records should take. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  static DatedLook of(
      Workflow workflow, Trigger.Dated trigger, ClockStore.Clock last, Instant now) {
    ZoneId zone = workflow.forms().zone();
    boolean days =
        workflow
            .forms()
            .find(trigger.form())
            .flatMap(form -> form.field(trigger.field()))
            .filter(field -> field.type() == ValueType.DATE)
            .isPresent();
    ZoneId before = last.zone() == null ? zone : ZoneId.of(last.zone());
    return new DatedLook(trigger, days, zone, before, last.checkedAt(), now);
  }

  /** What is due of a record; null when nothing is. */
  @Nullable Fired due(StoredRecord record) {
    Object named = record.get(trigger.field());
    Instant moment = moment(trigger, named, zone);
    if (moment == null || moment.isAfter(now)) {
      return null;
    }
    Instant was = moment(trigger, named, before);
    boolean fresh = !moment.isBefore(since) || (was != null && !was.isBefore(since));
    if (!fresh && !changedLately(record)) {
      return null; // it was past when the last look began, and was dealt with then
    }
    return named instanceof LocalDate day
        ? new Fired(record.id(), local(trigger, day).toInstant(ZoneOffset.UTC), formerly(day))
        : new Fired(record.id(), moment, moment);
  }

  private boolean changedLately(StoredRecord record) {
    return record.get("updatedAt") instanceof Instant at && !at.isBefore(since.minus(OVERLAP));
  }

  /** The moment that a record names; null when it names none. */
  static @Nullable Instant moment(Trigger.Dated trigger, StoredRecord record, ZoneId in) {
    return moment(trigger, record.get(trigger.field()), in);
  }

  private static @Nullable Instant moment(
      Trigger.Dated trigger, @Nullable Object named, ZoneId in) {
    Instant moment =
        switch (named) {
          case Instant at -> at.plus(trigger.offset());
          // days later at nine is nine, whatever the clocks did meanwhile
          case LocalDate day -> local(trigger, day).atZone(in).toInstant();
          case null, default -> null;
        };
    return moment == null ? null : moment.truncatedTo(ChronoUnit.MICROS);
  }

  private static LocalDateTime local(Trigger.Dated trigger, LocalDate day) {
    return day.atTime(trigger.at()).plus(trigger.offset());
  }

  /** How earlier versions noted the same day. */
  private Instant formerly(LocalDate day) {
    return day.atTime(trigger.at())
        .atZone(zone)
        .toInstant()
        .plus(trigger.offset())
        .truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Whose moment may have come since the last look, and whoever was changed since to one that is
   * past.
   */
  Condition filter() {
    var parts = new ArrayList<Condition>();
    parts.add(compare(Condition.Op.LTE, days ? day(now, zone).toString() : at(now)));
    LocalDate first = day(since, zone);
    LocalDate formerly = day(since, before);
    parts.add(
        new Condition.Any(
            List.of(
                compare(
                    Condition.Op.GTE,
                    days ? (formerly.isBefore(first) ? formerly : first).toString() : at(since)),
                new Condition.Compare(
                    "updatedAt", Condition.Op.GTE, literal(since.minus(OVERLAP).toString())))));
    if (trigger.when() != null) {
      parts.add(trigger.when());
    }
    return new Condition.All(parts);
  }

  private LocalDate day(Instant moment, ZoneId in) {
    return moment.atZone(in).toLocalDateTime().minus(trigger.offset()).toLocalDate();
  }

  private String at(Instant moment) {
    return moment.minus(trigger.offset()).toString();
  }

  private Condition compare(Condition.Op op, String value) {
    return new Condition.Compare(trigger.field(), op, literal(value));
  }

  private static Value literal(String text) {
    return new Value.Literal(JsonNodeFactory.instance.textNode(text));
  }
}
