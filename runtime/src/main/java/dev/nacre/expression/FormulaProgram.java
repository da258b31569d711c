package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A formula, ready to run. */
final class FormulaProgram implements CompiledFormula {
  private final Node node;
  private final ValueType type;
  private final @Nullable ValueType certain;
  private final Set<String> reads;
  private final Set<String> lineReads;
  private final Set<String> crosses;
  private final boolean looksUp;

  FormulaProgram(Typed typed, Uses uses) {
    this.node = typed.node();
    this.type = typed.type() == null ? ValueType.TEXT : typed.type();
    this.certain = typed.type();
    this.reads = uses.reads();
    this.lineReads = uses.lineReads();
    this.crosses = uses.crosses();
    this.looksUp = uses.looksUp();
  }

  @Override
  public ValueType type() {
    return type;
  }

  @Override
  public @Nullable ValueType certainType() {
    return certain;
  }

  @Override
  public @Nullable Object evaluate(Scope scope) {
    try {
      return switch (node.eval(scope)) {
        case BigDecimal number -> Values.plain(number);
        case String text -> text.isBlank() ? null : text;
        case JsonNode json -> json.toString();
        case Collection<?> many -> Values.text(many, scope.zone());
        case null -> null;
        case Object other -> other;
      };
    } catch (ArithmeticException e) {
      throw (FormulaException) Faults.range().initCause(e);
    }
  }

  @Override
  public Set<String> reads() {
    return reads;
  }

  @Override
  public Set<String> lineReads() {
    return lineReads;
  }

  @Override
  public Set<String> crosses() {
    return crosses;
  }

  @Override
  public boolean looksUp() {
    return looksUp;
  }
}
