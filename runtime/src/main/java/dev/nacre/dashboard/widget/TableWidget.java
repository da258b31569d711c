package dev.nacre.dashboard.widget;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.dashboard.WidgetContext;
import dev.nacre.dashboard.WidgetQuery;
import dev.nacre.dashboard.WidgetReader;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.dashboard.WidgetResult.Column;
import dev.nacre.dashboard.WidgetResult.Label;
import dev.nacre.dashboard.WidgetType;
import dev.nacre.kind.NamesField;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Value;
import dev.nacre.record.Aggregate;
import dev.nacre.record.AggregatePlan;
import dev.nacre.record.Aggregation;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Masks;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records as rows or, with {@code groupBy}, figures of groups of them. */
@Singleton
public final class TableWidget implements WidgetType<TableWidget.Settings> {
  private static final int USUAL = 10;
  private static final int USUAL_COLUMNS = 6;

  /**
   * What is listed.
   *
   * @param filter which records; null means all
   * @param groupBy one row for each combination; empty means one for each record
   * @param measures figures of each group; without any records are counted
   * @param columns fields of each record; without any the first six
   * @param sort fields or, of groups, keys and measures; a minus turns one round
   * @param limit the most rows, 10 unless told
   */
  public record Settings(
      @NotEmpty @Refers("forms") String form,
      @Nullable Condition filter,
      @Nullable List<Aggregate.GroupBy> groupBy,
      @Nullable List<Aggregate.Measure> measures,
      @NamesField @Nullable List<String> columns,
      @Nullable List<String> sort,
      @Min(1) @Max(500) @Nullable Integer limit) {
    /** Absent lists become empty ones. */
    public Settings {
      groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
      measures = measures == null ? List.of() : List.copyOf(measures);
      columns = columns == null ? List.of() : List.copyOf(columns);
      sort = sort == null ? List.of() : List.copyOf(sort);
    }

    int rows() {
      return limit == null ? USUAL : limit;
    }
  }

  @Override
  public String id() {
    return "table";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable WidgetQuery compile(Settings s, WidgetContext context) {
    if (!s.groupBy().isEmpty() || !s.measures().isEmpty()) {
      AggregatePlan plan =
          context.plan(s.form(), s.filter(), s.groupBy(), s.measures(), s.sort(), s.rows());
      return plan == null ? null : reader -> groups(plan, reader);
    }
    // checks form and filter
    AggregatePlan plan = context.plan(Aggregate.count(s.form(), s.filter()));
    Form form = context.form(s.form());
    if (form == null) {
      return null;
    }
    for (int i = 0; i < s.columns().size(); i++) {
      known(form, s.columns().get(i), "/columns/" + i, context);
    }
    for (int i = 0; i < s.sort().size(); i++) {
      known(form, Query.Sort.read(s.sort().get(i)).field(), "/sort/" + i, context);
    }
    return plan == null ? null : reader -> records(s, reader);
  }

  private static void known(Form form, String name, String at, WidgetContext context) {
    if (form.name(name).filter(f -> !f.lines()).isEmpty() && !form.doubts(name)) {
      List<String> known = form.names().stream().filter(f -> !f.lines()).map(Field::id).toList();
      context.problem(
          at, "field_unknown", name, String.join(", ", known), Suggestions.question(name, known));
    }
  }

  private static WidgetResult groups(AggregatePlan plan, WidgetReader reader) {
    Aggregation answer = reader.figures(plan);
    var columns = new ArrayList<Column>();
    answer.keys().forEach(key -> columns.add(new Column.OfKey(key)));
    answer.measures().forEach(measure -> columns.add(new Column.OfMeasure(measure)));
    var rows = new ArrayList<WidgetResult.Row>();
    for (Aggregation.Group group : answer.groups()) {
      var cells = new ArrayList<Label>();
      for (int i = 0; i < group.key().size(); i++) {
        cells.add(new Label(group.key().get(i), group.titles().get(i)));
      }
      group.values().forEach(value -> cells.add(new Label(value, null)));
      rows.add(new WidgetResult.Row(List.copyOf(cells), group.records()));
    }
    return new WidgetResult.Rows(
        plan.form().id(), List.copyOf(columns), List.copyOf(rows), answer.more());
  }

  private static WidgetResult records(Settings s, WidgetReader reader) {
    Form form = reader.forms().get(s.form());
    List<Column.OfField> columns = columns(form, s, reader);
    List<Query.Sort> sort =
        s.sort().isEmpty()
            ? List.of(new Query.Sort("createdAt", true))
            : s.sort().stream().map(Query.Sort::read).toList();
    var links = new HashSet<String>();
    columns.stream().filter(c -> nameable(c, reader)).forEach(c -> links.add(c.field().id()));
    Page page =
        reader.records(
            Query.of(s.form())
                .where(s.filter())
                .sortedBy(sort)
                .limit(s.rows())
                .expanding(links)
                .withoutLines());
    var rows = new ArrayList<WidgetResult.Row>();
    for (StoredRecord record : page.records()) {
      List<Label> cells = columns.stream().map(column -> cell(record, column)).toList();
      var self =
          new Condition.Compare(
              "id", Condition.Op.EQ, new Value.Literal(TextNode.valueOf(record.id().toString())));
      rows.add(new WidgetResult.Row(cells, self));
    }
    return new WidgetResult.Rows(
        s.form(), List.copyOf(columns), List.copyOf(rows), page.next() != null);
  }

  /** What was asked for, without what the reader may not see. */
  private static List<Column.OfField> columns(Form form, Settings s, WidgetReader reader) {
    FormAccess access = reader.forms().permissions().on(form.id(), reader.who());
    List<Field> wanted =
        s.columns().isEmpty()
            ? form.fields().stream().filter(f -> !f.lines()).limit(USUAL_COLUMNS).toList()
            : s.columns().stream().flatMap(name -> form.name(name).stream()).toList();
    return wanted.stream()
        .filter(field -> !access.hidden().contains(field.id()))
        .map(field -> new Column.OfField(field, access.masked().contains(field.id())))
        .toList();
  }

  /** Whether the column is a link to something whose title the reader may know. */
  private static boolean nameable(Column.OfField column, WidgetReader reader) {
    Form far = column.field().target();
    if (far == null) {
      return false;
    }
    FormAccess access = reader.forms().permissions().on(far.id(), reader.who());
    Field title = far.titleField();
    return access.may(Action.READ)
        && title != null
        && !access.hidden().contains(title.id())
        && !access.masked().contains(title.id());
  }

  private static Label cell(StoredRecord record, Column.OfField column) {
    Object value = record.get(column.field().index());
    if (value == null) {
      return new Label(null, null);
    }
    if (column.masked()) {
      return new Label(Masks.mask(record.json(column.field())), null);
    }
    StoredRecord far = record.linked(column.field().index());
    return new Label(value, far == null ? null : far.title());
  }
}
