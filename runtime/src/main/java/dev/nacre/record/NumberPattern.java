package dev.nacre.record;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an automatic number is made: {@code R{yyyyMMdd}-{0000}} gives {@code R20261121-0042}.
 *
 * @param pattern text with date parts ({@code {yyyyMMdd}}) and one counter ({@code {0000}}, as many
 *     digits at least as there are zeros)
 * @param reset when the counter begins again at 1
 * @param gapless whether an undone write gives its number back, which makes writers wait for each
 *     other
 */
public record NumberPattern(String pattern, Reset reset, boolean gapless) {
  private static final Pattern COUNTER = Pattern.compile("\\{(0+)}");
  private static final Pattern DATE = Pattern.compile("\\{([yMdH]+)}");

  /** When the counter begins again. */
  public enum Reset {
    NEVER,
    YEAR,
    MONTH,
    DAY
  }

  /** Whether the pattern has exactly one counter and only date parts besides. */
  public static boolean valid(String pattern) {
    Matcher counter = COUNTER.matcher(pattern);
    if (!counter.find() || counter.find()) {
      return false;
    }
    String rest = DATE.matcher(COUNTER.matcher(pattern).replaceAll("")).replaceAll("");
    return rest.indexOf('{') < 0 && rest.indexOf('}') < 0;
  }

  /** The period whose counter is used on that day: the counter begins again when it changes. */
  public String period(LocalDate day) {
    return switch (reset) {
      case NEVER -> "";
      case YEAR -> DateTimeFormatter.ofPattern("yyyy", Locale.ROOT).format(day);
      case MONTH -> DateTimeFormatter.ofPattern("yyyyMM", Locale.ROOT).format(day);
      case DAY -> DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).format(day);
    };
  }

  /** The number with that count on that day. */
  public String format(LocalDate day, long count) {
    String dated =
        DATE.matcher(pattern)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        DateTimeFormatter.ofPattern(m.group(1), Locale.ROOT)
                            .format(day.atStartOfDay())));
    return COUNTER
        .matcher(dated)
        .replaceAll(m -> String.format(Locale.ROOT, "%0" + m.group(1).length() + "d", count));
  }
}
