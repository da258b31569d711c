package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.record.field.DurationField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers and times are written, the same on every screen. */
public final class Formats {
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int MOST_DECIMALS = 20;

  private Formats() {}

  /** A number with its digits grouped and all its decimals. */
  public static String number(BigDecimal value, Locale locale) {
    return format(value, locale, 0, MOST_DECIMALS);
  }

  /**
   * An amount of money, with its currency's sign.
   *
   * @param currency ISO 4217; null for none
   */
  public static String money(
      BigDecimal value, int scale, @Nullable String currency, Locale locale) {
    String amount = format(value.abs(), locale, scale, scale);
    return (value.signum() < 0 ? "−" : "") + sign(currency) + amount;
  }

  /** The sign of a currency as short as it gets; empty for none. */
  public static String sign(@Nullable String currency) {
    if (currency == null) {
      return "";
    }
    return switch (currency) {
      case "CNY", "JPY" -> "¥";
      case "USD" -> "$";
      case "EUR" -> "€";
      case "GBP" -> "£";
      default -> Currency.getInstance(currency).getCurrencyCode() + " ";
    };
  }

  private static String format(BigDecimal value, Locale locale, int least, int most) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(least);
    format.setMaximumFractionDigits(most);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(value);
  }

  /** A moment to the minute. */
  public static String moment(Instant moment, ZoneId zone) {
    return MINUTES.format(moment.atZone(zone));
  }

  /** A moment to the second. */
  public static String exact(Instant moment, ZoneId zone) {
    return SECONDS.format(moment.atZone(zone));
  }

  /** A moment as record JSON gives it, to the minute; the text itself when it is none. */
  public static String moment(String json, ZoneId zone) {
    try {
      return moment(Instant.parse(json), zone);
    } catch (DateTimeException e) {
      return json;
    }
  }

  /** How long ago, in the largest unit that says something. */
  public static String ago(Instant then, Instant now, Locale locale) {
    Duration gone = Duration.between(then, now);
    if (gone.toMinutes() < 1) {
      return Texts.in(locale, "render.ago.now");
    } else if (gone.toHours() < 1) {
      return Texts.in(locale, "render.ago.minutes", gone.toMinutes());
    } else if (gone.toDays() < 1) {
      return Texts.in(locale, "render.ago.hours", gone.toHours());
    }
    return Texts.in(locale, "render.ago.days", gone.toDays());
  }

  /** An ISO 8601 duration as people say it; anything else as it is. */
  static String span(String iso, Locale locale) {
    try {
      return DurationField.words(Duration.parse(iso), locale);
    } catch (DateTimeException e) {
      return iso;
    }
  }

  /** A place as maps copy it; anything else as it is. */
  static String place(JsonNode place) {
    return place.isObject()
        ? place.path("lat").asText() + ", " + place.path("lng").asText()
        : place.asText();
  }
}
