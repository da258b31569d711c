package dev.nacre.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A formula, compiled; safe to share between threads. */
public interface CompiledFormula {
  /** What it gives, as far as known when compiled; TEXT when it depends on the data. */
  ValueType type();

  /**
   * The result: a String, BigDecimal, Boolean, LocalDate, Instant or UUID; null when empty.
   *
   * @throws FormulaException when it can't be computed (division by zero, a text where a number is
   *     needed)
   */
  @Nullable Object evaluate(Scope scope);

  /** First names of everything it reads, as {@link CompiledCondition#reads}. */
  Set<String> reads();

  /** Links whose far records must be loaded before, as {@link CompiledCondition#crosses}. */
  Set<String> crosses();
}
