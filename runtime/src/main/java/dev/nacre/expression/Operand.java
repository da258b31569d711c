package dev.nacre.expression;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The right side of a comparison, typed as its left side; a moment may be met by a whole day. */
sealed interface Operand {

  /** The value; null when empty. */
  @Nullable Object value(Scope scope);

  /** A literal, already read; a local time waits for its zone. */
  record Constant(Object literal) implements Operand {
    @Override
    public Object value(Scope scope) {
      return literal instanceof LocalDateTime local
          ? Moments.micros(local.atZone(scope.zone()).toInstant())
          : literal;
    }
  }

  /** A formula; without a type its value is taken as it comes. */
  record Computed(Node node, @Nullable ValueType type) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      Object value = node.eval(scope);
      return type == null
          ? (Values.empty(value) ? null : value)
          : Values.coerce(value, type, scope.zone());
    }
  }

  /** Another field of the record. */
  record Column(Path path, Node node, ValueType type) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      Object value = node.eval(scope);
      return type == ValueType.DATE && value instanceof Instant moment
          ? LocalDate.ofInstant(moment, scope.zone())
          : value;
    }
  }
}
