package dev.nacre.expression;

import dev.nacre.storage.Sql;
import org.jspecify.annotations.Nullable;

/** Text within text, or at its beginning; letters count as they are. */
record Contains(boolean atStart, @Nullable ValueType type, Operand right) implements Check {

  @Override
  public boolean holds(Object value, Scope scope) {
    Object part = right.value(scope);
    return part instanceof String wanted
        && value instanceof String text
        && (atStart ? text.startsWith(wanted) : text.contains(wanted));
  }

  @Override
  public Sql sql(String column, SqlContext context) {
    if (right instanceof Operand.Column other) {
      Sql part = other.path().scalar(context);
      return atStart
          ? Sql.of("starts_with(" + column + ", ").then(part).then(")")
          : Sql.of("strpos(" + column + ", ").then(part).then(") > 0");
    }
    return right.value(context.scope()) instanceof String text
        ? Sql.of(column + " like ?", (atStart ? "" : "%") + Jdbc.likeLiteral(text) + "%")
        : Jdbc.FALSE;
  }
}
