package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/** A day or moment within a range that moves with now. */
record Within(RelativeRange range, @Nullable ValueType type) implements Check {

  @Override
  public boolean holds(Object value, Scope scope) {
    Temporal time = Moments.dayOrMoment(value, scope.zone());
    return switch (time) {
      case LocalDate day -> {
        var days = range.days(scope.now(), scope.zone());
        yield !day.isBefore(days.from()) && !day.isAfter(days.to());
      }
      case Instant moment -> {
        var moments = range.moments(scope.now(), scope.zone());
        yield !moment.isBefore(moments.from())
            && (moments.toIncluded()
                ? !moment.isAfter(moments.to())
                : moment.isBefore(moments.to()));
      }
      case null, default -> false;
    };
  }

  @Override
  public Sql sql(String column, SqlContext context) {
    Scope scope = context.scope();
    if (type == ValueType.DATE) {
      var days = range.days(scope.now(), scope.zone());
      return Sql.of("(" + column + " >= ? and " + column + " <= ?)", days.from(), days.to());
    }
    var moments = range.moments(scope.now(), scope.zone());
    String until = moments.toIncluded() ? " <= ?)" : " < ?)";
    return Sql.of(
        "(" + column + " >= ? and " + column + until,
        Jdbc.parameter(moments.from()),
        Jdbc.parameter(moments.to()));
  }
}
