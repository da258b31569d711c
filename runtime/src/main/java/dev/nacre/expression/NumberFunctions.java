package dev.nacre.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Numbers. */
final class NumberFunctions {
  private NumberFunctions() {}

  static List<FormulaFunction> all() {
    return List.of(
        FormulaFunction.strict(
            "round",
            "round(number, decimals)",
            1,
            2,
            ValueType.NUMBER,
            (args, scope) ->
                Decimals.round(number(args[0]), args.length > 1 ? Values.whole(args[1]) : 0)),
        FormulaFunction.strict(
            "floor",
            "floor(number)",
            1,
            1,
            ValueType.NUMBER,
            (args, scope) -> Decimals.checked(number(args[0])).setScale(0, RoundingMode.FLOOR)),
        FormulaFunction.strict(
            "ceiling",
            "ceiling(number)",
            1,
            1,
            ValueType.NUMBER,
            (args, scope) -> Decimals.checked(number(args[0])).setScale(0, RoundingMode.CEILING)),
        FormulaFunction.strict(
            "abs", "abs(number)", 1, 1, ValueType.NUMBER, (args, scope) -> number(args[0]).abs()),
        FormulaFunction.strict(
            "mod",
            "mod(number, by)",
            2,
            2,
            ValueType.NUMBER,
            (args, scope) -> Decimals.remainder(number(args[0]), number(args[1]))),
        FormulaFunction.strict(
            "power",
            "power(number, exponent)",
            2,
            2,
            ValueType.NUMBER,
            (args, scope) -> Decimals.power(number(args[0]), number(args[1]))),
        FormulaFunction.strict(
            "number",
            "number(text)",
            1,
            1,
            ValueType.NUMBER,
            (args, scope) -> Values.number(args[0])));
  }

  /** The number that an argument is; blank text is no number. */
  static BigDecimal number(Object value) {
    BigDecimal number = Values.number(value);
    if (number == null) {
      throw Faults.number(value);
    }
    return number;
  }
}
