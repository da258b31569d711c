package dev.nacre.dashboard.widget;

import dev.nacre.dashboard.WidgetContext;
import dev.nacre.dashboard.WidgetQuery;
import dev.nacre.dashboard.WidgetReader;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.dashboard.WidgetType;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.record.Aggregate;
import dev.nacre.record.AggregatePlan;
import dev.nacre.record.Aggregation;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of a whole. */
@Singleton
public final class PieWidget implements WidgetType<PieWidget.Settings> {
  private static final int USUAL = 8;

  /**
   * What is parted.
   *
   * @param filter which records; null means all
   * @param groupBy one
   * @param measures one that adds up; without it records are counted
   * @param limit the most parts of their own, 8 unless told; the rest is one part
   */
  public record Settings(
      @NotEmpty @Refers("forms") String form,
      @Nullable Condition filter,
      @NotEmpty List<Aggregate.GroupBy> groupBy,
      @Nullable List<Aggregate.Measure> measures,
      @Min(1) @Max(50) @Nullable Integer limit) {
    /** Absent lists become empty ones. */
    public Settings {
      measures = measures == null ? List.of() : List.copyOf(measures);
    }
  }

  @Override
  public String id() {
    return "pie";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable WidgetQuery compile(Settings s, WidgetContext context) {
    int limit = s.limit() == null ? USUAL : s.limit();
    AggregatePlan parts =
        context.plan(s.form(), s.filter(), s.groupBy(), s.measures(), List.of(), limit);
    if (s.groupBy().size() > 1) {
      context.problem("/groupBy", "widget_groups", 1);
    }
    context.checkMeasures(parts, 1);
    if (parts == null) {
      return null;
    }
    Aggregation.Figure measure = parts.figures().getFirst();
    if (!measure.additive()) {
      context.problem("/measures/0/fn", "widget_not_additive", measure.name());
    }
    for (Aggregation.Key key : parts.keyList()) {
      if (key.each()) {
        context.problem("/groupBy/0/field", "widget_parts_overlap", key.name());
      }
    }
    // by size, also when the parts are of time
    String largest = "-" + measure.name();
    AggregatePlan ordered =
        context.plan(s.form(), s.filter(), s.groupBy(), s.measures(), List.of(largest), limit);
    AggregatePlan whole = context.plan(parts.question().total());
    return ordered == null || whole == null ? null : reader -> slices(ordered, whole, reader);
  }

  private static WidgetResult slices(
      AggregatePlan parts, AggregatePlan whole, WidgetReader reader) {
    Aggregation answer = reader.figures(parts);
    var slices = new ArrayList<WidgetResult.Slice>();
    var shown = new ArrayList<Condition>();
    BigDecimal rest = BigDecimal.ZERO;
    if (answer.more()) {
      rest = number(reader.figures(whole).groups().getFirst());
    }
    for (Aggregation.Group group : answer.groups()) {
      BigDecimal value = number(group);
      var label = new WidgetResult.Label(group.key().getFirst(), group.titles().getFirst());
      slices.add(new WidgetResult.Slice(label, value, group.records()));
      shown.add(group.records());
      rest = rest.subtract(value);
    }
    if (answer.more()) {
      var others = new ArrayList<Condition>();
      if (parts.question().filter() != null) {
        others.add(parts.question().filter());
      }
      others.add(new Condition.Not(new Condition.Any(List.copyOf(shown))));
      slices.add(new WidgetResult.Slice(null, rest, new Condition.All(List.copyOf(others))));
    }
    return new WidgetResult.Slices(
        parts.form().id(),
        answer.keys().getFirst(),
        answer.measures().getFirst(),
        List.copyOf(slices));
  }

  private static BigDecimal number(Aggregation.Group group) {
    BigDecimal number = group.number(0);
    return number == null ? BigDecimal.ZERO : number;
  }
}
