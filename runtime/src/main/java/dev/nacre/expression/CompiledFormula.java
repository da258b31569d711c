package dev.nacre.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A formula, compiled; safe to share between threads. */
public interface CompiledFormula {
  /** What it gives, as far as known when compiled; TEXT when it depends on the data. */
  ValueType type();

  /** What it always gives; null when that depends on the data. */
  default @Nullable ValueType certainType() {
    return null;
  }

  /**
   * The result: a String, BigDecimal, Boolean, LocalDate, Instant or UUID; null when empty.
   *
   * @throws FormulaException when it can't be computed (division by zero, a text where a number is
   *     needed)
   */
  @Nullable Object evaluate(Scope scope);

  /** First names of everything it reads, as {@link CompiledCondition#reads}. */
  Set<String> reads();

  /** What it reads of the lines of tables: {@code lines.amount}. */
  default Set<String> lineReads() {
    return Set.of();
  }

  /** Links whose far records must be loaded before, as {@link CompiledCondition#crosses}. */
  Set<String> crosses();

  /** Whether it asks other forms by {@code lookup}. */
  default boolean looksUp() {
    return false;
  }
}
