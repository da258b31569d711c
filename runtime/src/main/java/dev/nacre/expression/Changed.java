package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a field has another value than before the change.
 *
 * @param to and that this holds of its new value; null when any change counts
 */
record Changed(Shape.Name name, @Nullable Check to) implements Part {

  @Override
  public boolean test(Scope scope) {
    Object now = read(scope.record());
    if (same(name, now, read(scope.old()), scope.zone())) {
      return false;
    }
    return to == null || (now != null && to.holds(now, scope));
  }

  private @Nullable Object read(@Nullable Row row) {
    return row == null ? null : row.get(name.index());
  }

  private static boolean same(
      Shape.Name name, @Nullable Object a, @Nullable Object b, ZoneId zone) {
    if (name.type() == ValueType.LINES) {
      return sameLines(name, Lines.of(a), Lines.of(b), zone);
    }
    return (a == null || b == null) ? a == b : Comparison.same(name.type(), a, b, zone);
  }

  private static boolean sameLines(Shape.Name table, List<Row> a, List<Row> b, ZoneId zone) {
    Shape shape = table.target();
    if (shape == null || a.size() != b.size()) {
      return a.size() == b.size();
    }
    for (int i = 0; i < a.size(); i++) {
      for (Shape.Name name : shape.names()) {
        // a line's version and times say nothing that its fields don't
        if (!SYSTEM.contains(name.id())
            && !same(name, a.get(i).get(name.index()), b.get(i).get(name.index()), zone)) {
          return false;
        }
      }
    }
    return true;
  }

  private static final List<String> SYSTEM =
      List.of("version", "createdAt", "createdBy", "updatedAt", "updatedBy");

  @Override
  public Sql sql(SqlContext context) {
    throw new IllegalStateException("changed needs the record before the change");
  }
}
