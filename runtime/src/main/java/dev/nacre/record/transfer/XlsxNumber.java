package dev.nacre.record.transfer;

import dev.nacre.record.transfer.XlsxStyles.Shows;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Numbers of cells as the text that people see and fields read. */
final class XlsxNumber {
  /** What a spreadsheet program keeps of a number; the digits behind are noise of binary. */
  private static final MathContext KEPT = new MathContext(15, RoundingMode.HALF_UP);

  private static final int MOST_PLACES = 400;
  private static final long MILLIS = 86_400_000;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSS]");

  /** The day behind 9999-12-31. */
  private static final long DAYS = 2_958_466;

  private XlsxNumber() {}

  /** As text; null when the program that wrote it has lost digits of it, or it is no number. */
  static @Nullable String text(String raw, Shows shows, boolean from1904) {
    BigDecimal number;
    try {
      number = raw.length() > MOST_PLACES ? null : new BigDecimal(raw.strip());
    } catch (NumberFormatException e) {
      number = null;
    }
    if (number == null || Math.abs((long) number.scale()) > MOST_PLACES) {
      return null;
    }
    boolean day = number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(DAYS)) < 0;
    return shows == Shows.NUMBER || !day
        ? plain(number)
        : moment(number.doubleValue(), shows, from1904);
  }

  /** Beyond 15 digits Excel writes zeros: an order number typed as a number is damaged there. */
  private static @Nullable String plain(BigDecimal number) {
    if (number.precision() - number.scale() > KEPT.getPrecision()) {
      return null;
    }
    BigDecimal kept = number.round(KEPT).stripTrailingZeros();
    return kept.signum() == 0 ? "0" : kept.toPlainString();
  }

  private static String moment(double serial, Shows shows, boolean from1904) {
    long days = (long) Math.floor(serial);
    long millis = Math.round((serial - days) * MILLIS);
    if (millis == MILLIS) {
      days++;
      millis = 0;
    }
    LocalTime time = LocalTime.ofNanoOfDay(millis * 1_000_000);
    if (shows == Shows.SPAN) {
      long hours = days * 24 + time.getHour();
      return "%d:%02d:%02d".formatted(hours, time.getMinute(), time.getSecond());
    }
    if (shows == Shows.TIME && days == 0) {
      return time.toString();
    }
    // 1900 is taken for a leap year, so that days before March are counted from one day later
    LocalDate day =
        from1904
            ? LocalDate.of(1904, 1, 1).plusDays(days)
            : LocalDate.of(1899, 12, days < 60 ? 31 : 30).plusDays(days);
    if (millis == 0) {
      return day.toString();
    }
    String text = LocalDateTime.of(day, time).format(MOMENT);
    return text.endsWith(".000") ? text.substring(0, text.length() - 4) : text;
  }
}
