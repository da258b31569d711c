package dev.nacre.record;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes moments as ISO 8601 does. A list shows three in each record, and the JDK's formatter,
 * which knows every calendar, took a fifth of the time in which a list is written.
 */
public final class Moments {
  private static final int DAY = 86_400;
  private static final long YEAR_10000 = 253_402_300_800L;

  private Moments() {}

  /** The same text as {@link Instant#toString}. */
  public static String text(Instant moment) {
    long seconds = moment.getEpochSecond();
    int nanos = moment.getNano();
    if (seconds < 0 || seconds >= YEAR_10000 || nanos % 1_000 != 0) {
      return moment.toString();
    }
    LocalDate date = LocalDate.ofEpochDay(seconds / DAY);
    int time = (int) (seconds % DAY);
    var text = new StringBuilder(27);
    digits(text, date.getYear(), 1_000).append('-');
    digits(text, date.getMonthValue(), 10).append('-');
    digits(text, date.getDayOfMonth(), 10).append('T');
    digits(text, time / 3_600, 10).append(':');
    digits(text, time / 60 % 60, 10).append(':');
    digits(text, time % 60, 10);
    if (nanos % 1_000_000 != 0) {
      digits(text.append('.'), nanos / 1_000, 100_000);
    } else if (nanos != 0) {
      digits(text.append('.'), nanos / 1_000_000, 100);
    }
    return text.append('Z').toString();
  }

  /**
   * With zeros in front.
   *
   * @param first what its first digit counts
   */
  private static StringBuilder digits(StringBuilder text, int number, int first) {
    for (int place = first; place > 0; place /= 10) {
      text.append((char) ('0' + number / place % 10));
    }
    return text;
  }
}
