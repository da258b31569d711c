package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.util.List;

/** Names in statements that are put together elsewhere. */
public final class Columns {
  private Columns() {}

  /**
   * The value of a name as an SQL expression, wherever it is found.
   *
   * @param alias of the row that has the name, already safe
   * @param scope for {@code user app now}
   * @param visible which far records count
   */
  public static Sql of(Shape.Name name, String alias, Scope scope, Visible visible) {
    List<? extends Shape.Name> way = name.path();
    var hops = List.<Shape.Name>copyOf(way.subList(0, way.size() - 1));
    return new Path(Path.Base.RECORD, hops, way.getLast())
        .scalar(new SqlContext(alias, scope, visible));
  }
}
