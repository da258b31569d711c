package dev.nacre.expression;

import dev.nacre.metadata.Problem;
import org.jspecify.annotations.Nullable;

/** The ways in which a computation fails on values. */
final class Faults {
  private static final int LONGEST = 60;

  private Faults() {}

  static FormulaException of(String code, @Nullable Object... args) {
    Object[] shown = new Object[args.length];
    for (int i = 0; i < args.length; i++) {
      String text = String.valueOf(args[i]);
      shown[i] = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
    return new FormulaException(Problem.at("", code, shown));
  }

  /** A number was needed. */
  static FormulaException number(Object value) {
    return of("formula_number", value);
  }

  /** A date or moment was needed. */
  static FormulaException moment(Object value) {
    return of("formula_moment", value);
  }

  /** Yes or no was needed. */
  static FormulaException truth(Object value) {
    return of("formula_boolean", value);
  }

  /** The result is beyond what can be stored. */
  static FormulaException range() {
    return of("formula_range");
  }
}
