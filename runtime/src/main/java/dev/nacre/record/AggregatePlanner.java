package dev.nacre.record;

import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a question for figures against its form, and finds its columns and joins. */
final class AggregatePlanner {
  private final Aggregate question;
  private final Form form;
  private final String pointer;
  private final Problems problems;
  private final List<AggregatePlan.Join> joins = new ArrayList<>();
  private final Map<String, String> aliases = new HashMap<>();

  /** Whether a name is meant whose definition is broken. */
  private boolean broken;

  private record Column(Field field, AggregatePlan.Column sql) {}

  AggregatePlanner(Aggregate question, Form form, String pointer, Problems problems) {
    this.question = question;
    this.form = form;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** Gives null when anything is wrong. */
  @Nullable AggregatePlan plan() {
    int before = problems.list().size();
    var keys = new ArrayList<AggregatePlan.KeyColumn>();
    for (int i = 0; i < question.groupBy().size(); i++) {
      key(question.groupBy().get(i), pointer + "/groupBy/" + i, keys);
    }
    var measures = new ArrayList<AggregatePlan.FigureColumn>();
    for (int i = 0; i < question.measures().size(); i++) {
      measure(question.measures().get(i), pointer + "/measures/" + i, measures);
    }
    if (question.limit() < 1 || question.limit() > Aggregate.MOST) {
      problems.add(pointer + "/limit", "aggregate_limit", question.limit(), Aggregate.MOST);
    }
    if (broken || problems.list().size() > before) {
      return null;
    }
    List<AggregatePlan.Order> order = order(keys, measures);
    return problems.list().size() > before
        ? null
        : new AggregatePlan(
            question, form, List.copyOf(keys), List.copyOf(measures), order, List.copyOf(joins));
  }

  private void key(Aggregate.GroupBy by, String at, List<AggregatePlan.KeyColumn> keys) {
    Column column = column(by.field(), at + "/field");
    if (column == null) {
      return;
    }
    ValueType type = column.field().type();
    boolean way = column.field().steps();
    if (way && by.steps() == null) {
      problems.add(at + "/steps", "aggregate_steps_missing", by.field());
      return;
    }
    if (by.steps() != null && (!way || by.steps() < 1)) {
      problems.add(at + "/steps", "aggregate_steps", by.field());
    }
    boolean fits =
        by.by() == null
            || type == ValueType.MOMENT
            || (type == ValueType.DATE && by.by() != Aggregate.Span.HOUR);
    if (!fits) {
      problems.add(
          at + "/by", "aggregate_span", by.by().name().toLowerCase(Locale.ROOT), by.field());
    }
    keys.add(
        new AggregatePlan.KeyColumn(
            new Aggregation.Key(by.field(), column.field(), by.by(), by.steps()), column.sql()));
  }

  private void measure(
      Aggregate.Measure measure, String at, List<AggregatePlan.FigureColumn> measures) {
    if (measure.field() == null) {
      if (measure.fn() != Aggregate.Fn.COUNT) {
        problems.add(at, "aggregate_field_missing", measure.name());
      }
      measures.add(
          new AggregatePlan.FigureColumn(
              new Aggregation.Figure(measure.name(), measure.fn(), null, measure.label()), null));
      return;
    }
    Column column = column(measure.field(), at + "/field");
    if (column == null) {
      return;
    }
    ValueType type = column.field().type();
    boolean fits =
        switch (measure.fn()) {
          case COUNT -> true;
          case SUM, AVG -> type == ValueType.NUMBER;
          case MIN, MAX -> type.ordered() && type != ValueType.BOOLEAN && type != ValueType.LINK;
        };
    if (!fits) {
      problems.add(
          at + "/fn",
          "aggregate_fn",
          measure.fn().name().toLowerCase(Locale.ROOT),
          measure.field());
    }
    measures.add(
        new AggregatePlan.FigureColumn(
            new Aggregation.Figure(measure.name(), measure.fn(), column.field(), measure.label()),
            column.sql()));
  }

  /** The column at the end of a path; links on the way become joins, one for each. */
  private @Nullable Column column(String path, String at) {
    Form here = form;
    String alias = "a";
    var walked = new StringBuilder();
    List<String> parts = List.of(path.split("\\.", -1));
    for (int i = 0; ; i++) {
      Field field = here.name(parts.get(i)).orElse(null);
      boolean last = i == parts.size() - 1;
      Form far = field == null || field.lines() ? null : field.target();
      if (field == null && here.doubts(parts.get(i))) {
        broken = true;
        return null;
      }
      if (field == null || field.lines() || (!last && far == null)) {
        String wrong = field == null || last ? parts.get(i) : parts.get(i + 1);
        List<String> known = here.names().stream().filter(f -> !f.lines()).map(Field::id).toList();
        problems.add(
            at,
            "field_unknown",
            wrong,
            String.join(", ", known),
            Suggestions.question(wrong, known));
        return null;
      }
      // a name that shows what another record says stands for the way there
      List<? extends Shape.Name> way = field.path();
      for (Shape.Name name : last ? way.subList(0, way.size() - 1) : way) {
        alias = join(walked.append(name.id()).append('.').toString(), alias, name);
      }
      if (last) {
        return new Column(field, new AggregatePlan.Column(way.getLast(), alias));
      }
      here = far;
    }
  }

  private String join(String path, String from, Shape.Name link) {
    Shape far = java.util.Objects.requireNonNull(link.target());
    String known = aliases.get(path);
    if (known != null) {
      return known;
    }
    String alias = "j" + (aliases.size() + 1);
    aliases.put(path, alias);
    joins.add(
        new AggregatePlan.Join(
            far.id(),
            alias,
            " left join %s %s on %s.id = %s.%s and %s.deleted_at is null"
                .formatted(far.table(), alias, alias, from, link.column(), alias)));
    return alias;
  }

  private List<AggregatePlan.Order> order(
      List<AggregatePlan.KeyColumn> keys, List<AggregatePlan.FigureColumn> measures) {
    var names = new ArrayList<String>();
    keys.forEach(k -> names.add(k.key().name()));
    measures.forEach(m -> names.add(m.figure().name()));
    var order = new ArrayList<AggregatePlan.Order>();
    for (int i = 0; i < question.sort().size(); i++) {
      Query.Sort sort = question.sort().get(i);
      int column = names.indexOf(sort.field()) + 1;
      if (column == 0) {
        problems.add(
            pointer + "/sort/" + i, "aggregate_sort", sort.field(), String.join(", ", names));
      }
      order.add(new AggregatePlan.Order(column, sort.descending()));
    }
    boolean byTime = keys.stream().anyMatch(k -> k.key().by() != null);
    if (order.isEmpty() && !byTime) {
      order.add(new AggregatePlan.Order(keys.size() + 1, true));
    }
    for (int i = 0; i < keys.size(); i++) {
      order.add(new AggregatePlan.Order(i + 1, false));
    }
    return List.copyOf(order);
  }
}
