package dev.nacre.expression;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Compiles conditions, formulas and computed values against the names that they may use. */
@Singleton
public final class ExpressionEngine {
  @SuppressWarnings("UnusedVariable")
  private final Scripts scripts;

  /** The engine that hands scripts to that sandbox. */
  public ExpressionEngine(Scripts scripts) {
    this.scripts = scripts;
  }

  /**
   * Compiles a condition.
   *
   * @param pointer where the condition stands, for problems
   * @return null when problems were added
   */
  public @Nullable CompiledCondition condition(
      Condition condition, Names names, String pointer, Problems problems) {
    return null;
  }

  /**
   * Compiles a condition that will be used as SQL too: a filter or a row permission. In it formulas
   * see only {@code user app now}, and there is no {@code changed}.
   *
   * @return null when problems were added
   */
  public @Nullable CompiledCondition filter(
      Condition condition, Names names, String pointer, Problems problems) {
    return null;
  }

  /**
   * Compiles a formula.
   *
   * @return null when problems were added
   */
  public @Nullable CompiledFormula formula(
      String text, Names names, String pointer, Problems problems) {
    return null;
  }

  /**
   * Compiles a value: a formula, a script where the names allow it, a field path, or a literal (as
   * its JSON says: text, number or boolean).
   *
   * @return null when problems were added
   */
  public @Nullable CompiledFormula value(
      Value value, Names names, String pointer, Problems problems) {
    return null;
  }
}
