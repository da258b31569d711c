package dev.nacre.record.field;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The spellings of days and moments. */
final class Times {
  private static final Pattern DAY =
      Pattern.compile("(\\d{4})(?:-|/|\\.|年)(\\d{1,2})(?:-|/|\\.|月)(\\d{1,2})日?");
  private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?");

  private Times() {}

  /** The day of {@code 2026-11-21}, and nothing else; null when it isn't one. */
  static @Nullable LocalDate isoDay(String text) {
    try {
      return text.length() == 10 ? known(LocalDate.parse(text)) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The moment of {@code 2026-11-21T08:30:00+08:00} or {@code …Z}; null when it isn't one. */
  static @Nullable Instant isoMoment(String text) {
    try {
      OffsetDateTime usual = usual(text);
      OffsetDateTime moment = usual == null ? OffsetDateTime.parse(text) : usual;
      // the database keeps it in UTC, where it may fall into another year
      boolean known =
          known(moment.toLocalDate()) != null
              && known(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()) != null;
      return known ? stored(moment.toInstant()) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * A moment to the second in UTC, as machines write it: read without the patterns that {@link
   * OffsetDateTime#parse} needs for all the others. Null when it is one of the others.
   */
  private static @Nullable OffsetDateTime usual(String text) {
    if (text.length() != "2026-11-21T08:30:00Z".length()
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || text.charAt(19) != 'Z') {
      return null;
    }
    int[] starts = {0, 5, 8, 11, 14, 17};
    int[] parts = new int[starts.length];
    for (int i = 0; i < starts.length; i++) {
      for (int at = starts[i]; at < starts[i] + (i == 0 ? 4 : 2); at++) {
        int digit = text.charAt(at) - '0';
        if (digit < 0 || digit > 9) {
          return null;
        }
        parts[i] = 10 * parts[i] + digit;
      }
    }
    return OffsetDateTime.of(
        parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], 0, ZoneOffset.UTC);
  }

  /** The local time of {@code 2010-12-01 08:26}, {@code 2010/12/1} and the like; null if none. */
  static @Nullable LocalDateTime loose(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    int space = plain.indexOf(' ') >= 0 ? plain.indexOf(' ') : plain.indexOf('T');
    try {
      LocalDate day = looseDay(space < 0 ? plain : plain.substring(0, space));
      LocalTime time = space < 0 ? LocalTime.MIN : time(plain.substring(space + 1).strip());
      return day == null || time == null ? null : day.atTime(time);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** As the database keeps it: to the microsecond. */
  static Instant stored(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable LocalDate looseDay(String text) {
    Matcher matcher = DAY.matcher(text);
    if (!matcher.matches()) {
      matcher = COMPACT.matcher(text);
      if (!matcher.matches()) {
        return null;
      }
    }
    return known(
        LocalDate.of(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3))));
  }

  private static @Nullable LocalTime time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String second = matcher.group(3);
    String fraction = matcher.group(4);
    return LocalTime.of(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        second == null ? 0 : Integer.parseInt(second),
        fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
  }

  /** Years 1 to 9999, which every part of the way can hold. */
  private static @Nullable LocalDate known(LocalDate day) {
    return day.getYear() >= 1 && day.getYear() <= 9999 ? day : null;
  }
}
