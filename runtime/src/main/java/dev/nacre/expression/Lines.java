package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of a table: whether it has lines at all, or some line of which something holds. */
record Lines(Path table, Node node, Shape shape, @Nullable Part where) implements Part {

  /** The lines that a value holds. */
  @SuppressWarnings("unchecked")
  static List<Row> of(@Nullable Object value) {
    return value == null ? List.of() : (List<Row>) value;
  }

  @Override
  public boolean test(Scope scope) {
    List<Row> lines = of(node.eval(scope));
    if (where == null) {
      return !lines.isEmpty();
    }
    Row record = scope.record();
    for (Row line : lines) {
      if (record != null && where.test(scope.line(line, record))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Sql sql(SqlContext context) {
    String line = context.nextAlias();
    Sql exists =
        Sql.of(
            "exists (select 1 from "
                + shape.table()
                + " "
                + line
                + " where "
                + line
                + "."
                + table.last().column()
                + " = "
                + context.alias()
                + ".\"id\"");
    return where == null
        ? exists.then(")")
        : exists.then(" and ").then(where.sql(context.within(line))).then(")");
  }
}
