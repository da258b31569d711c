package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.util.List;

/** The same texts, in any order. */
record SameSet(Operand right) implements Check {

  @Override
  public boolean holds(Object value, Scope scope) {
    Object other = right.value(scope);
    return other != null && Comparison.same(ValueType.SEVERAL, value, other, scope.zone());
  }

  @Override
  public Sql sql(String column, SqlContext context) {
    if (right instanceof Operand.Column far) {
      return both(column, far.path().scalar(context), far.path().scalar(context));
    }
    return right.value(context.scope()) instanceof List<?> texts
        ? both(column, parameter(texts), parameter(texts))
        : Jdbc.FALSE;
  }

  private static Sql both(String column, Sql holds, Sql held) {
    return Sql.of("(" + column + " @> ")
        .then(holds)
        .then(" and " + column + " <@ ")
        .then(held)
        .then(")");
  }

  private static Sql parameter(List<?> texts) {
    return new Sql("?::text[]", List.of((Object) texts.toArray(String[]::new)));
  }
}
