package dev.nacre.dashboard;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Aggregate;
import dev.nacre.record.AggregateEngine;
import dev.nacre.record.AggregatePlan;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a widget is compiled against. */
public final class WidgetContext {
  private final AggregateEngine aggregates;
  private final Forms forms;
  private final String pointer;
  private final Problems problems;

  WidgetContext(AggregateEngine aggregates, Forms forms, String pointer, Problems problems) {
    this.aggregates = aggregates;
    this.forms = forms;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** The form with that id, if there is one. */
  public @Nullable Form form(String id) {
    return forms.find(id).orElse(null);
  }

  /** Checks a question whose parts stand in the settings under their own names. */
  public @Nullable AggregatePlan plan(Aggregate question) {
    return aggregates.plan(forms, question, pointer, problems);
  }

  /** Checks a question whose parts stand in the settings under their own names. */
  public @Nullable AggregatePlan plan(
      String form,
      @Nullable Condition filter,
      List<Aggregate.GroupBy> groupBy,
      List<Aggregate.Measure> measures,
      List<String> sort,
      int limit) {
    List<Query.Sort> order = sort.stream().map(Query.Sort::read).toList();
    return plan(new Aggregate(form, filter, groupBy, measures, order, limit));
  }

  /** Reports something wrong below the settings. */
  public void problem(String below, String code, Object... args) {
    problems.add(pointer + below, code, args);
  }

  /** Reports measures that a chart can't draw, or more of them than it can. */
  public void checkMeasures(@Nullable AggregatePlan plan, int most) {
    if (plan == null) {
      return;
    }
    List<dev.nacre.record.Aggregation.Figure> figures = plan.figures();
    if (figures.size() > most) {
      problem("/measures", "widget_measures", most);
    }
    for (int i = 0; i < figures.size(); i++) {
      if (!figures.get(i).numeric()) {
        problem("/measures/" + i, "widget_not_numeric", figures.get(i).name());
      }
    }
  }
}
