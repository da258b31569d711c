package dev.nacre.expression;

import dev.nacre.metadata.Condition.Op;
import dev.nacre.storage.Sql;
import dev.nacre.storage.Zones;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Equal, greater, less.
 *
 * @param op EQ, GT, GTE, LT or LTE
 * @param type of the left side; null when known only from the data
 */
record Relation(Op op, @Nullable ValueType type, Operand right) implements Check {

  @Override
  public boolean holds(Object value, Scope scope) {
    Object other = right.value(scope);
    if (other == null) {
      return false;
    }
    if (type == null) {
      Integer order = Comparison.loose(value, other, scope.zone());
      return order != null && holds(order);
    }
    return op == Op.EQ
        ? Comparison.same(type, value, other, scope.zone())
        : holds(Comparison.typed(type, value, other, scope.zone()));
  }

  private boolean holds(int order) {
    return switch (op) {
      case EQ -> order == 0;
      case GT -> order > 0;
      case GTE -> order >= 0;
      case LT -> order < 0;
      case LTE -> order <= 0;
      default -> throw new IllegalStateException(op.id());
    };
  }

  @Override
  public Sql sql(String column, SqlContext context) {
    if (type == null) {
      throw new IllegalStateException("no SQL for what is known only from the data");
    }
    if (right instanceof Operand.Column other) {
      return columns(column, other, context);
    }
    Object value = right.value(context.scope());
    if (value == null) {
      return Jdbc.FALSE;
    }
    if (type == ValueType.MOMENT && value instanceof LocalDate day) {
      return wholeDay(column, day, context.scope().zone());
    }
    return Sql.of(ordered(column) + sign() + "?", Jdbc.parameter(value));
  }

  /** The moments of a day as bounds, which an index answers. */
  private Sql wholeDay(String column, LocalDate day, ZoneId zone) {
    Object from = Jdbc.parameter(day.atStartOfDay(zone).toInstant());
    Object until = Jdbc.parameter(day.plusDays(1).atStartOfDay(zone).toInstant());
    return switch (op) {
      case EQ -> Sql.of("(" + column + " >= ? and " + column + " < ?)", from, until);
      case GT -> Sql.of(column + " >= ?", until);
      case GTE -> Sql.of(column + " >= ?", from);
      case LT -> Sql.of(column + " < ?", from);
      case LTE -> Sql.of(column + " < ?", until);
      default -> throw new IllegalStateException(op.id());
    };
  }

  private Sql columns(String column, Operand.Column other, SqlContext context) {
    String zone = Zones.name(context.scope().zone());
    Sql far = other.path().scalar(context);
    ValueType farType = other.path().type();
    if (type == farType) {
      return Sql.of(ordered(column) + sign()).then(far);
    }
    return type == ValueType.MOMENT
        ? Sql.of(Jdbc.dayOf(column) + sign(), zone).then(far)
        : Sql.of(column + sign()).then(Jdbc.dayOf(far, zone));
  }

  /** Texts in an order that doesn't depend on the database's language. */
  private String ordered(String column) {
    return type == ValueType.TEXT && op != Op.EQ ? column + " collate \"C\"" : column;
  }

  private String sign() {
    return switch (op) {
      case EQ -> " = ";
      case GT -> " > ";
      case GTE -> " >= ";
      case LT -> " < ";
      case LTE -> " <= ";
      default -> throw new IllegalStateException(op.id());
    };
  }
}
