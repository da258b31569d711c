package dev.nacre.expression;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many values made one. Over nothing a sum and a count are 0, the others empty. */
enum Fold {
  SUM,
  COUNT,
  AVG,
  MIN,
  MAX;

  @Nullable ValueType type(@Nullable ValueType of) {
    return switch (this) {
      case SUM, COUNT, AVG -> ValueType.NUMBER;
      case MIN, MAX -> of;
    };
  }

  @Nullable Object of(List<Object> values, ZoneId zone) {
    return switch (this) {
      case SUM -> sum(values);
      case COUNT -> BigDecimal.valueOf(values.size());
      case AVG ->
          values.isEmpty() ? null : Decimals.divide(sum(values), BigDecimal.valueOf(values.size()));
      case MIN -> extreme(values, -1, zone);
      case MAX -> extreme(values, 1, zone);
    };
  }

  private static BigDecimal sum(List<Object> values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Object value : values) {
      sum = Decimals.add(sum, NumberFunctions.number(value));
    }
    return sum;
  }

  private static @Nullable Object extreme(List<Object> values, int sign, ZoneId zone) {
    Object best = null;
    for (Object value : values) {
      Integer order = best == null ? Integer.valueOf(sign) : Comparison.loose(value, best, zone);
      if (order == null) {
        throw Faults.of("formula_compare", value, best);
      }
      best = order * sign > 0 ? value : best;
    }
    return best;
  }
}
