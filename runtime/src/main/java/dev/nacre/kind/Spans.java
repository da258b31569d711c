package dev.nacre.kind;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time that are always the same: weeks, days, hours, minutes and seconds. */
final class Spans {
  private static final Pattern WEEKS = Pattern.compile("P([0-9]{1,9})W(?:([0-9]{1,9})D)?(T.+)?");

  private Spans() {}

  /**
   * Reads ISO 8601.
   *
   * @throws DateTimeException when it is none, or counts in months or years, which differ
   * @throws ArithmeticException when its numbers are too large
   */
  static Duration parse(String text) {
    Matcher weeks = WEEKS.matcher(text);
    if (weeks.matches()) {
      String days = weeks.group(2);
      String rest = weeks.group(3);
      return Duration.ofDays(7 * Long.parseLong(weeks.group(1)))
          .plusDays(days == null ? 0 : Long.parseLong(days))
          .plus(rest == null ? Duration.ZERO : Duration.parse("P" + rest));
    }
    return Duration.parse(text);
  }
}
