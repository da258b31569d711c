package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.util.List;

/** That a way begins with some steps, in their order. */
record Beginning(Operand right) implements Check {

  @Override
  public boolean holds(Object value, Scope scope) {
    List<?> way = (List<?>) value;
    return right.value(scope) instanceof List<?> steps
        && steps.size() <= way.size()
        && way.subList(0, steps.size()).equals(steps);
  }

  @Override
  public Sql sql(String column, SqlContext context) {
    if (right instanceof Operand.Column other) {
      return begins(
          column,
          Sql.of("cardinality(").then(other.path().scalar(context)).then(")"),
          other.path().scalar(context));
    }
    return right.value(context.scope()) instanceof List<?> steps
        ? begins(
            column,
            Sql.of(String.valueOf(steps.size())),
            new Sql("?::text[]", List.of((Object) steps.toArray(String[]::new))))
        : Jdbc.FALSE;
  }

  private static Sql begins(String column, Sql length, Sql steps) {
    return Sql.of("(" + column + ")[1:").then(length).then("] = ").then(steps);
  }
}
