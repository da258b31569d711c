package dev.nacre.security.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Moments as services want to read them. */
public final class TimeFormat {
  private TimeFormat() {}

  /** Whether that is a format. */
  public static boolean known(String format) {
    try {
      write(Instant.EPOCH, format, ZoneId.of("UTC"));
      return true;
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  /** The moment that was written so; empty when it isn't. */
  public static Optional<Instant> read(String text, String format, ZoneId zone) {
    try {
      return Optional.of(
          switch (format) {
            case "epoch_seconds" -> Instant.ofEpochSecond(Long.parseLong(text));
            case "epoch_millis" -> Instant.ofEpochMilli(Long.parseLong(text));
            case "iso" -> OffsetDateTime.parse(text).toInstant();
            default ->
                Instant.from(
                    DateTimeFormatter.ofPattern(format, Locale.ROOT).withZone(zone).parse(text));
          });
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A moment in that format. */
  public static JsonNode write(Instant moment, String format, ZoneId zone) {
    return switch (format) {
      case "epoch_seconds" -> LongNode.valueOf(moment.getEpochSecond());
      case "epoch_millis" -> LongNode.valueOf(moment.toEpochMilli());
      case "iso" -> TextNode.valueOf(moment.truncatedTo(ChronoUnit.SECONDS).toString());
      default ->
          TextNode.valueOf(
              DateTimeFormatter.ofPattern(format, Locale.ROOT).format(moment.atZone(zone)));
    };
  }
}
