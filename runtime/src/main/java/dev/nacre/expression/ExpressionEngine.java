package dev.nacre.expression;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Compiles conditions, formulas and computed values against the names that they may use. */
@Singleton
public final class ExpressionEngine {
  /** More is no condition that somebody wrote: its SQL would take long to read. */
  private static final int MOST_PARTS = 1_000;

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
    return condition(condition, names, names, pointer, problems);
  }

  /**
   * Compiles a condition that will be used as SQL too: a filter or a row permission. In it formulas
   * see only {@code user app now}, and there is no {@code old}, {@code changed} or JSON.
   *
   * @return null when problems were added
   */
  public @Nullable CompiledCondition filter(
      Condition condition, Names names, String pointer, Problems problems) {
    Names plain =
        new Names(names.shape(), false, names.parent(), java.util.Set.of(), false, names.forms());
    // no lookup either: who filters could ask other forms through it
    return condition(condition, plain, Names.none(form -> null), pointer, problems);
  }

  private static int parts(Condition condition) {
    return 1
        + switch (condition) {
          case Condition.All all -> all.parts().stream().mapToInt(ExpressionEngine::parts).sum();
          case Condition.Any any -> any.parts().stream().mapToInt(ExpressionEngine::parts).sum();
          case Condition.Not not -> parts(not.part());
          case Condition.Some some -> parts(some.where());
          case Condition.Compare compare -> 0;
        };
  }

  /**
   * Compiles a condition whose formulas see other names than its fields.
   *
   * @param formulas what the formulas in it may use
   * @return null when problems were added
   */
  public @Nullable CompiledCondition condition(
      Condition condition, Names names, Names formulas, String pointer, Problems problems) {
    var found = new Problems();
    int parts = parts(condition);
    if (parts > MOST_PARTS) {
      problems.add(pointer, "condition_large", parts, MOST_PARTS);
      return null;
    }
    var uses = new Uses();
    Part part = new ConditionCompiler(names, formulas, found, uses).compile(condition, pointer);
    problems.addAll(found.list());
    return found.isEmpty() ? new ConditionProgram(part, uses) : null;
  }

  /**
   * Compiles a formula.
   *
   * @return null when problems were added
   */
  public @Nullable CompiledFormula formula(
      String text, Names names, String pointer, Problems problems) {
    var found = new Problems();
    var uses = new Uses();
    var compiler = new FormulaCompiler(names, pointer, found, uses);
    Typed typed = compiler.compile(text);
    compiler.scalar(typed);
    problems.addAll(found.list());
    return found.isEmpty() ? new FormulaProgram(typed, uses) : null;
  }

  /**
   * Compiles a value: a formula, a script where the names allow it, a field path, or a literal (as
   * its JSON says: text, number or boolean).
   *
   * @return null when problems were added
   */
  public @Nullable CompiledFormula value(
      Value value, Names names, String pointer, Problems problems) {
    return switch (value) {
      case Value.Expr expr -> formula(expr.formula(), names, pointer, problems);
      case Value.Field field -> formula(field.path(), names, pointer, problems);
      case Value.Js js -> script(js.source(), names, pointer, problems);
      case Value.Literal literal -> {
        if (literal.json().isContainerNode()) {
          problems.add(pointer, "value_literal", literal.json());
          yield null;
        }
        Object constant = Values.fromJson(literal.json());
        ValueType type =
            switch (constant) {
              case java.math.BigDecimal n -> ValueType.NUMBER;
              case Boolean b -> ValueType.BOOLEAN;
              case null, default -> ValueType.TEXT;
            };
        yield new FormulaProgram(Typed.constant(constant, type), new Uses());
      }
    };
  }

  private @Nullable CompiledFormula script(
      String code, Names names, String pointer, Problems problems) {
    if (!names.scripts()) {
      problems.add(pointer, "script_no_place");
      return null;
    }
    Scripts.CompiledScript script = scripts.compile(code, pointer, problems);
    return script == null ? null : new ScriptFormula(script, names);
  }
}
