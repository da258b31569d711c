package dev.nacre.dashboard.widget;

import dev.nacre.dashboard.WidgetContext;
import dev.nacre.dashboard.WidgetQuery;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.dashboard.WidgetType;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.record.Aggregate;
import dev.nacre.record.AggregatePlan;
import dev.nacre.record.Aggregation;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One figure, large. */
@Singleton
public final class NumberWidget implements WidgetType<NumberWidget.Settings> {

  /**
   * What is figured out.
   *
   * @param filter which records; null means all
   * @param measures one; without it records are counted
   */
  public record Settings(
      @NotEmpty @Refers("forms") String form,
      @Nullable Condition filter,
      @Nullable List<Aggregate.Measure> measures) {
    /** Absent lists become empty ones. */
    public Settings {
      measures = measures == null ? List.of() : List.copyOf(measures);
    }
  }

  @Override
  public String id() {
    return "number";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable WidgetQuery compile(Settings s, WidgetContext context) {
    AggregatePlan plan = context.plan(s.form(), s.filter(), List.of(), s.measures(), List.of(), 1);
    if (s.measures().size() > 1) {
      context.problem("/measures", "widget_measures", 1);
    }
    return plan == null
        ? null
        : reader -> {
          Aggregation answer = reader.figures(plan);
          Aggregation.Group all = answer.groups().getFirst();
          return new WidgetResult.Figure(
              s.form(), answer.measures().getFirst(), all.values().getFirst(), all.records());
        };
  }
}
