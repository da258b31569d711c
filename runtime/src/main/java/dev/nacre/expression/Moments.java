package dev.nacre.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/** Days and moments: reading, writing and converting. PostgreSQL keeps microseconds, so do we. */
final class Moments {
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(java.util.Locale.ROOT);

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Moments() {}

  /**
   * Reads ISO 8601: a day, a local time of day, or a moment with an offset.
   *
   * @return a LocalDate, LocalDateTime or Instant; null when it is none
   */
  static @Nullable Temporal read(String text) {
    try {
      if (text.length() <= 10) {
        return within(LocalDate.parse(text));
      }
      if (text.charAt(10) == ' ') {
        return within(LocalDateTime.parse(text, LOCAL));
      }
      boolean offset = text.endsWith("Z") || text.indexOf('+', 10) > 0 || text.indexOf('-', 10) > 0;
      return offset
          ? within(OffsetDateTime.parse(text).toInstant())
          : within(LocalDateTime.parse(text));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable LocalDate within(LocalDate day) {
    return day.getYear() >= 1 && day.getYear() <= 9999 ? day : null;
  }

  private static @Nullable LocalDateTime within(LocalDateTime local) {
    return within(local.toLocalDate()) == null ? null : local.truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable Instant within(Instant moment) {
    // first, since what lies far outside has no local time
    boolean far = moment.isBefore(FIRST) || moment.isAfter(LAST);
    return far ? null : micros(moment);
  }

  static Instant micros(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  /** The day of a value in that zone; null when it is no day or moment. */
  static @Nullable LocalDate day(Object value, ZoneId zone) {
    return switch (value) {
      case LocalDate day -> day;
      case Instant moment -> LocalDate.ofInstant(moment, zone);
      case LocalDateTime local -> local.toLocalDate();
      case String text -> {
        Temporal read = read(text.strip());
        yield read == null ? null : day(read, zone);
      }
      default -> null;
    };
  }

  /** The day, or moment, that a value is; null when it is neither. */
  static @Nullable Temporal dayOrMoment(Object value, ZoneId zone) {
    return switch (value) {
      case LocalDate day -> day;
      case Instant moment -> moment;
      case LocalDateTime local -> micros(local.atZone(zone).toInstant());
      case String text -> {
        Temporal read = read(text.strip());
        yield read == null ? null : dayOrMoment(read, zone);
      }
      default -> null;
    };
  }

  /** The value as a time in that zone; a day begins at its midnight. */
  static ZonedDateTime zoned(Object value, ZoneId zone) {
    return switch (dayOrMoment(value, zone)) {
      case LocalDate day -> day.atStartOfDay(zone);
      case Instant moment -> moment.atZone(zone);
      case null, default -> throw Faults.moment(value);
    };
  }

  /** A moment as people and other systems read it: {@code 2026-01-31T08:00:00+08:00}. */
  static String text(Instant moment, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(zone));
  }
}
