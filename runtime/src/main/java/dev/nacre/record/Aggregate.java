package dev.nacre.record;

import dev.nacre.kind.NamesField;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Text;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A question for figures about many records.
 *
 * @param filter which records; null means all
 * @param groupBy one answer for each combination of these; empty means one for all
 * @param measures what is figured out
 * @param sort keys and measures by their names ({@code -count}, {@code sum_amount}); empty means by
 *     time when grouped by time, else the largest first
 * @param limit the most groups, 1 to 10,000
 */
public record Aggregate(
    String form,
    @Nullable Condition filter,
    List<GroupBy> groupBy,
    List<Measure> measures,
    List<Query.Sort> sort,
    int limit) {
  /** The most groups that are ever answered. */
  public static final int MOST = 10_000;

  /** Absent lists become empty ones, and no measure counts. */
  public Aggregate {
    groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
    measures =
        measures == null || measures.isEmpty()
            ? List.of(new Measure(Fn.COUNT, null))
            : List.copyOf(measures);
    sort = sort == null ? List.of() : List.copyOf(sort);
  }

  /** Counts the records of a form that satisfy a condition. */
  public static Aggregate count(String form, @Nullable Condition filter) {
    return new Aggregate(form, filter, List.of(), List.of(), List.of(), 1);
  }

  /** The same question about fewer records. */
  public Aggregate where(@Nullable Condition newFilter) {
    return new Aggregate(form, newFilter, groupBy, measures, sort, limit);
  }

  /** The same question for all together. */
  public Aggregate total() {
    return new Aggregate(form, filter, List.of(), measures, List.of(), 1);
  }

  /**
   * What records are grouped by.
   *
   * @param field a field, or a path across links
   * @param by for days and moments the span that counts as one; null means each value
   * @param steps for ways (cascades) how many of their first steps count; null for all else
   */
  public record GroupBy(
      @NotEmpty @NamesField String field, @Nullable Span by, @Min(1) @Nullable Integer steps) {
    /** Whole values, or spans of time. */
    public GroupBy(String field, @Nullable Span by) {
      this(field, by, null);
    }
  }

  /** A stretch of time, in the app's zone; weeks begin on Monday. */
  public enum Span {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR
  }

  /**
   * One figure.
   *
   * @param field what is summed; null only for COUNT, which then counts records, else values
   * @param label what people call it; null means by function and field
   */
  public record Measure(@NotNull Fn fn, @NamesField @Nullable String field, @Nullable Text label) {
    /** A figure that is called by its function and field. */
    public Measure(Fn fn, @Nullable String field) {
      this(fn, field, null);
    }

    /** How the figure is called in answers: {@code count}, {@code sum_amount}. */
    public String name() {
      String id = fn.name().toLowerCase(Locale.ROOT);
      return field == null ? id : id + "_" + field.replace('.', '_');
    }
  }

  /** How many values become one. Over nothing COUNT and SUM are 0, the others empty. */
  public enum Fn {
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX
  }
}
