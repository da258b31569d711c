package dev.nacre.dashboard.widget;

import dev.nacre.dashboard.TimeAxis;
import dev.nacre.dashboard.WidgetContext;
import dev.nacre.dashboard.WidgetQuery;
import dev.nacre.dashboard.WidgetReader;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.dashboard.WidgetResult.Label;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lines over time, or over the values of a field. */
@Singleton
public final class LineWidget implements WidgetType<LineWidget.Settings> {
  private static final int USUAL = 8;

  /**
   * What is drawn.
   *
   * @param filter which records; null means all
   * @param groupBy the axis and, if there is a second, what has a line for each value
   * @param measures a line each, or one when there is a line for each value; without any records
   *     are counted
   * @param limit the most lines, 8 unless told
   */
  public record Settings(
      @NotEmpty @Refers("forms") String form,
      @Nullable Condition filter,
      @NotEmpty List<Aggregate.GroupBy> groupBy,
      @Nullable List<Aggregate.Measure> measures,
      @Min(1) @Max(20) @Nullable Integer limit) {
    /** Absent lists become empty ones. */
    public Settings {
      measures = measures == null ? List.of() : List.copyOf(measures);
    }
  }

  @Override
  public String id() {
    return "line";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable WidgetQuery compile(Settings s, WidgetContext context) {
    int limit = s.limit() == null ? USUAL : s.limit();
    AggregatePlan plan =
        context.plan(s.form(), s.filter(), s.groupBy(), s.measures(), List.of(), Aggregate.MOST);
    if (s.groupBy().size() > 2) {
      context.problem("/groupBy", "widget_groups", 2);
    }
    context.checkMeasures(plan, s.groupBy().size() > 1 ? 1 : limit);
    return plan == null ? null : reader -> series(plan, limit, reader);
  }

  private static WidgetResult series(AggregatePlan plan, int limit, WidgetReader reader) {
    Aggregation answer = reader.figures(plan);
    List<Label> axis = axis(plan, answer, reader);
    var lines = new ArrayList<WidgetResult.Line>();
    if (answer.keys().size() == 1) {
      var byKey = new HashMap<@Nullable Object, Aggregation.Group>();
      answer.groups().forEach(group -> byKey.put(group.key().getFirst(), group));
      for (int i = 0; i < answer.measures().size(); i++) {
        lines.add(line(plan, answer.measures().get(i), i, axis, byKey, null));
      }
      return new WidgetResult.Series(
          plan.form().id(), answer.keys().getFirst(), List.copyOf(lines), answer.more());
    }
    List<Map.Entry<Label, Map<@Nullable Object, Aggregation.Group>>> splits = splits(answer);
    for (var split : splits.subList(0, Math.min(limit, splits.size()))) {
      var of = new WidgetResult.Split(answer.keys().get(1), split.getKey());
      lines.add(line(plan, answer.measures().getFirst(), 0, axis, split.getValue(), of));
    }
    return new WidgetResult.Series(
        plan.form().id(),
        answer.keys().getFirst(),
        List.copyOf(lines),
        answer.more() || splits.size() > limit);
  }

  /** Every place on the axis; of time also those where nothing is. Empty keys come last. */
  private static List<Label> axis(AggregatePlan plan, Aggregation answer, WidgetReader reader) {
    var labels = new LinkedHashMap<@Nullable Object, Label>();
    for (Aggregation.Group group : answer.groups()) {
      Object key = group.key().getFirst();
      labels.putIfAbsent(key, new Label(key, group.titles().getFirst()));
    }
    Aggregation.Key key = answer.keys().getFirst();
    if (key.by() == null) {
      return List.copyOf(labels.values());
    }
    var used = labels.keySet().stream().filter(Objects::nonNull).toList();
    var axis = new ArrayList<Label>();
    new TimeAxis(key.by(), reader.zone())
        .points(used, key.name(), plan.question().filter(), reader.now())
        .forEach(at -> axis.add(new Label(at, null)));
    if (labels.containsKey(null)) {
      axis.add(new Label(null, null));
    }
    return axis;
  }

  /** The groups of each value of the second key; the one with the most comes first. */
  private static List<Map.Entry<Label, Map<@Nullable Object, Aggregation.Group>>> splits(
      Aggregation answer) {
    var splits = new LinkedHashMap<Label, Map<@Nullable Object, Aggregation.Group>>();
    var sizes = new HashMap<Label, BigDecimal>();
    for (Aggregation.Group group : answer.groups()) {
      var label = new Label(group.key().get(1), group.titles().get(1));
      splits.computeIfAbsent(label, l -> new HashMap<>()).put(group.key().getFirst(), group);
      BigDecimal value = group.number(0);
      sizes.merge(label, value == null ? BigDecimal.ZERO : value, BigDecimal::add);
    }
    var ordered = new ArrayList<>(splits.entrySet());
    ordered.sort(
        Comparator.comparing(
            entry -> sizes.getOrDefault(entry.getKey(), BigDecimal.ZERO),
            Comparator.reverseOrder()));
    return ordered;
  }

  private static WidgetResult.Line line(
      AggregatePlan plan,
      Aggregation.Figure measure,
      int index,
      List<Label> axis,
      Map<@Nullable Object, Aggregation.Group> groups,
      WidgetResult.@Nullable Split split) {
    var points = new ArrayList<WidgetResult.Point>();
    for (Label at : axis) {
      Aggregation.Group group = groups.get(at.value());
      if (group != null) {
        points.add(new WidgetResult.Point(at, group.number(index), group.records()));
        continue;
      }
      List<@Nullable Object> key =
          split == null
              ? Collections.singletonList(at.value())
              : Arrays.asList(at.value(), split.of().value());
      BigDecimal nothing = measure.additive() ? BigDecimal.ZERO : null;
      points.add(new WidgetResult.Point(at, nothing, plan.records(key)));
    }
    return new WidgetResult.Line(measure, split, List.copyOf(points));
  }
}
