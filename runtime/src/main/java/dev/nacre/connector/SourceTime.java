package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moments as shops write them: ISO 8601 with an offset, a local time in the connector's zone, or
 * seconds, milliseconds or microseconds since 1970.
 */
final class SourceTime {
  private static final Pattern EPOCH = Pattern.compile("\\d{9,16}");

  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .appendPattern("[yyyy-M-d][yyyy/M/d][yyyy.M.d][yyyyMMdd]['T'][' '][H:mm[:ss]]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(java.util.Locale.ROOT);

  /** What shops write where there is no time. */
  private static final java.util.Set<String> NONE =
      java.util.Set.of("0", "0000-00-00 00:00:00", "0001-01-01 00:00:00", "1970-01-01 00:00:00");

  private SourceTime() {}

  /** Whether that says that there is no time. */
  static boolean none(String text) {
    return NONE.contains(text.strip());
  }

  /** The moment; null when it is none. */
  static @Nullable Instant read(JsonNode node, ZoneId zone) {
    String text = Scalars.text(node);
    if (text == null) {
      return null;
    }
    String plain = text.strip();
    Instant moment = EPOCH.matcher(plain).matches() ? epoch(Long.parseLong(plain)) : iso(plain);
    moment = moment != null ? moment : local(plain, zone);
    return moment == null ? null : moment.truncatedTo(ChronoUnit.MICROS);
  }

  /** Seconds have at most 11 digits until the year 5138, milliseconds 14. */
  private static Instant epoch(long number) {
    if (number < 100_000_000_000L) {
      return Instant.ofEpochSecond(number);
    }
    return number < 100_000_000_000_000L
        ? Instant.ofEpochMilli(number)
        : Instant.EPOCH.plus(number, ChronoUnit.MICROS);
  }

  private static @Nullable Instant iso(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant local(String text, ZoneId zone) {
    try {
      return switch (LOCAL.parseBest(text, LocalDateTime::from, LocalDate::from)) {
        case LocalDateTime time -> time.atZone(zone).toInstant();
        case LocalDate day -> day.atStartOfDay(zone).toInstant();
        default -> null;
      };
    } catch (DateTimeException e) {
      return null;
    }
  }
}
