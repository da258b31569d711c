package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the types that hold exact decimals agree on. */
final class Decimals {
  /**
   * As many digits as other databases and spreadsheets keep, so that nothing is lost on the way.
   */
  private static final int DIGITS = 38;

  /** The most decimals where no scale is set. */
  static final int MOST_DECIMALS = 20;

  private static final Pattern WRITTEN =
      Pattern.compile(
          "[-+]?(?=\\.?\\d)(?:\\d{1,3}(?:,\\d{3})+|\\d{0,60})(?:\\.\\d{0,60})?(?:[eE][-+]?\\d{1,3})?");
  private static final Pattern AROUND = Pattern.compile("[\\s¥￥$€£元]|CNY|RMB|USD|EUR|GBP");

  private Decimals() {}

  /** The number of a JSON number; null with a problem for anything else. */
  static @Nullable BigDecimal read(JsonNode json, String pointer, Problems problems) {
    if (!json.isNumber() || (json.isDouble() && !Double.isFinite(json.doubleValue()))) {
      problems.add(pointer, "number_expected", Texts.shown(json));
      return null;
    }
    return json.decimalValue();
  }

  /** The number of a cell, with or without groups and a currency or unit; null with a problem. */
  static @Nullable BigDecimal readText(
      String text, @Nullable String unit, String pointer, Problems problems) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    if (unit != null && plain.endsWith(unit)) {
      plain = plain.substring(0, plain.length() - unit.length());
    }
    plain = AROUND.matcher(plain.replace('−', '-')).replaceAll("");
    if (!WRITTEN.matcher(plain).matches()) {
      problems.add(pointer, "number_expected", Texts.shown(text));
      return null;
    }
    return new BigDecimal(plain.replace(",", ""));
  }

  /** The number of a computed value, rounded half up to the scale; null with a problem. */
  static @Nullable BigDecimal of(Object value, int scale, String pointer, Problems problems) {
    BigDecimal number = null;
    if (value instanceof BigDecimal decimal) {
      number = decimal;
    } else if (value instanceof String text) {
      number = readText(text, null, pointer, problems);
      if (number == null) {
        return null;
      }
    } else {
      problems.add(pointer, "number_expected", Texts.shown(value));
      return null;
    }
    return bounded(number, pointer, problems) ? round(number, scale) : null;
  }

  /** Checks digits, decimals and bounds; null with problems when it doesn't fit. */
  static @Nullable BigDecimal fit(
      BigDecimal number,
      int decimals,
      @Nullable BigDecimal min,
      @Nullable BigDecimal max,
      String pointer,
      Problems problems) {
    if (!bounded(number, pointer, problems)) {
      return null;
    }
    BigDecimal plain = plain(number);
    if (plain.scale() > decimals) {
      problems.add(pointer, "too_many_decimals", plain.toPlainString(), decimals);
      return null;
    }
    if (plain.precision() > DIGITS) {
      problems.add(pointer, "number_too_big", DIGITS);
      return null;
    }
    if (min != null && plain.compareTo(min) < 0) {
      problems.add(pointer, "too_small", plain.toPlainString(), plain(min).toPlainString());
      return null;
    }
    if (max != null && plain.compareTo(max) > 0) {
      problems.add(pointer, "too_large", plain.toPlainString(), plain(max).toPlainString());
      return null;
    }
    return plain;
  }

  /** Problems of settings for numbers. */
  static void check(
      @Nullable BigDecimal min, @Nullable BigDecimal max, String pointer, Problems problems) {
    if (min != null && max != null && min.compareTo(max) > 0) {
      problems.add(
          pointer + "/min",
          "min_above_max",
          plain(min).toPlainString(),
          plain(max).toPlainString());
    }
  }

  /** The same number without trailing zeros or an exponent: one number has one form. */
  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static BigDecimal round(BigDecimal number, int scale) {
    return number.scale() > scale ? number.setScale(scale, RoundingMode.HALF_UP) : number;
  }

  /** Whether writing it plainly is cheap: {@code 1e1000000} is small until then. */
  private static boolean bounded(BigDecimal number, String pointer, Problems problems) {
    long whole = (long) number.precision() - number.scale();
    if (number.signum() != 0 && (whole > DIGITS || number.scale() > 1_100)) {
      problems.add(pointer, "number_too_big", DIGITS);
      return false;
    }
    return true;
  }
}
