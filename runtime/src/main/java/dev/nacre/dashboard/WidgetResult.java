package dev.nacre.dashboard;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Aggregation;
import dev.nacre.record.Field;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a widget shows. Everything in it that stands for records has a condition, {@code records},
 * that holds of exactly these records of the form, as far as the reader may read them.
 */
public sealed interface WidgetResult {

  /**
   * One figure.
   *
   * @param value a number, or for min and max of something else that; null when empty
   */
  record Figure(String form, Aggregation.Figure measure, @Nullable Object value, Condition records)
      implements WidgetResult {}

  /**
   * Lines over an axis; every line has the same points in the same order.
   *
   * @param axis what the points are
   * @param more whether there are more lines than are shown
   */
  record Series(String form, Aggregation.Key axis, List<Line> lines, boolean more)
      implements WidgetResult {}

  /**
   * One line.
   *
   * @param measure what is drawn
   * @param split what this line is of, when there is one for each value; else null
   */
  record Line(Aggregation.Figure measure, @Nullable Split split, List<Point> points) {}

  /** A value that has a line of its own. */
  record Split(Aggregation.Key key, Label of) {}

  /** One point; the value is null where there is nothing to draw. */
  record Point(Label at, @Nullable BigDecimal value, Condition records) {}

  /** Parts of a whole, the largest first. */
  record Slices(String form, Aggregation.Key key, Aggregation.Figure measure, List<Slice> slices)
      implements WidgetResult {}

  /**
   * One part.
   *
   * @param of null for all others together
   */
  record Slice(@Nullable Label of, BigDecimal value, Condition records) {}

  /**
   * A table.
   *
   * @param more whether there are more rows than are shown
   */
  record Rows(String form, List<Column> columns, List<Row> rows, boolean more)
      implements WidgetResult {}

  /** A column of a table: a key, a measure, or a field of each record. */
  sealed interface Column {
    /** What the rows are grouped by. */
    record OfKey(Aggregation.Key key) implements Column {}

    /** What is figured out. */
    record OfMeasure(Aggregation.Figure measure) implements Column {}

    /** A field of each record; masked when the reader sees it covered. */
    record OfField(Field field, boolean masked) implements Column {}
  }

  /** One row, with a cell for each column. */
  record Row(List<Label> cells, Condition records) {}

  /**
   * A value and, where it is a link that the reader may know, what it is called; where it is masked
   * the value is covered text.
   */
  record Label(@Nullable Object value, @Nullable String title) {}

  /** Nothing, since the reader may not see it. */
  record Refused(List<Problem> problems) implements WidgetResult {}
}
