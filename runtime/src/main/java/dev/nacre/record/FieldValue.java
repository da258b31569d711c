package dev.nacre.record;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.Scope;
import org.jspecify.annotations.Nullable;

/** A value for a field, given in a definition: a constant of the field's type, or a formula. */
public sealed interface FieldValue {
  /** Always the same; null means empty. */
  record Constant(@Nullable Object value) implements FieldValue {}

  /** Computed each time. */
  record Computed(CompiledFormula formula) implements FieldValue {}

  /** The value now, not yet brought into the field's type. */
  default @Nullable Object in(Scope scope) {
    return switch (this) {
      case Constant c -> c.value();
      case Computed c -> c.formula().evaluate(scope);
    };
  }
}
