package dev.nacre.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Arithmetic on exact decimals. Sums, differences and products are exact as far as {@value #DIGITS}
 * digits reach, which is beyond any amount; quotients are cut at 34, which is several times as
 * fast.
 */
final class Decimals {
  private static final int DIGITS = 68;
  private static final MathContext PRECISE = new MathContext(DIGITS, RoundingMode.HALF_UP);

  private static final MathContext QUOTIENT = new MathContext(34, RoundingMode.HALF_UP);

  /** Up to here plain arithmetic can't grow much, and is faster. */
  private static final int SMALL = 30;

  private Decimals() {}

  static BigDecimal add(BigDecimal a, BigDecimal b) {
    return small(a) && small(b) ? a.add(b) : a.add(b, PRECISE);
  }

  static BigDecimal subtract(BigDecimal a, BigDecimal b) {
    return small(a) && small(b) ? a.subtract(b) : a.subtract(b, PRECISE);
  }

  static BigDecimal multiply(BigDecimal a, BigDecimal b) {
    return small(a) && small(b) ? a.multiply(b) : a.multiply(b, PRECISE);
  }

  static BigDecimal divide(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw Faults.of("formula_division");
    }
    return a.divide(b, QUOTIENT);
  }

  static BigDecimal remainder(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw Faults.of("formula_division");
    }
    if (!Values.reasonable(a) || !Values.reasonable(b)) {
      throw Faults.range();
    }
    return a.remainder(b);
  }

  static BigDecimal power(BigDecimal a, BigDecimal b) {
    BigDecimal whole = b.stripTrailingZeros();
    if (whole.scale() <= 0 && whole.precision() - whole.scale() <= 4) {
      int exponent = whole.intValueExact();
      if (a.signum() == 0) {
        if (exponent < 0) {
          throw Faults.of("formula_division");
        }
        return exponent == 0 ? BigDecimal.ONE : BigDecimal.ZERO;
      }
      BigDecimal power = a.pow(Math.abs(exponent), PRECISE);
      return checked(exponent < 0 ? BigDecimal.ONE.divide(power, PRECISE) : power);
    }
    double power = Math.pow(a.doubleValue(), b.doubleValue());
    if (!Double.isFinite(power)) {
      throw Faults.range();
    }
    return BigDecimal.valueOf(power);
  }

  /** Rounds half away from zero, as money does. */
  static BigDecimal round(BigDecimal number, int scale) {
    checked(number);
    return number.setScale(Math.clamp(scale, -100, 100), RoundingMode.HALF_UP);
  }

  static BigDecimal checked(BigDecimal number) {
    if (!Values.reasonable(number)) {
      throw Faults.range();
    }
    return number;
  }

  private static boolean small(BigDecimal number) {
    return number.precision() <= SMALL && number.scale() <= SMALL && number.scale() >= -SMALL;
  }
}
