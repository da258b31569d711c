package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.expression.Shape;
import dev.nacre.expression.Visible;
import dev.nacre.metadata.Condition;
import dev.nacre.storage.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question for figures, checked against its form and ready to be asked.
 *
 * @param joins the far tables, in order
 */
public record AggregatePlan(
    Aggregate question,
    Form form,
    List<KeyColumn> keys,
    List<FigureColumn> measures,
    List<Order> order,
    List<Join> joins) {

  /**
   * A far table.
   *
   * @param far the form's id
   * @param sql joins its living records; who asks adds which of them they may read
   */
  record Join(String far, String alias, String sql) {}

  /** A name of the row with that alias. */
  record Column(Shape.Name name, String alias) {
    Sql sql(Scope scope, Visible visible) {
      return name.sql(alias, scope, visible);
    }
  }

  /** A key and its column. */
  record KeyColumn(Aggregation.Key key, Column column) {}

  /** A measure and its column; null when records are counted. */
  record FigureColumn(Aggregation.Figure figure, @Nullable Column column) {}

  /** A result column, from 1. */
  record Order(int column, boolean descending) {}

  /** The keys, as answers name them. */
  public List<Aggregation.Key> keyList() {
    return keys.stream().map(KeyColumn::key).toList();
  }

  /** The measures, as answers name them. */
  public List<Aggregation.Figure> figures() {
    return measures.stream().map(FigureColumn::figure).toList();
  }

  /** Holds of exactly the records of the group with that key, the question's filter included. */
  public Condition records(List<@Nullable Object> key) {
    return Drill.into(this, key);
  }

  /** Every path that is read, apart from the filter's. */
  List<String> paths() {
    return java.util.stream.Stream.concat(
            question.groupBy().stream().map(Aggregate.GroupBy::field),
            question.measures().stream().map(Aggregate.Measure::field))
        .filter(java.util.Objects::nonNull)
        .toList();
  }
}
