package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.expression.ValueType;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import dev.nacre.storage.Zones;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks one question for figures. */
final class AggregateRun {
  private final Connection connection;
  private final AggregatePlan plan;
  private final Sql where;
  private final Scope scope;
  private final Forms forms;
  private final Identity who;
  private final RowLimits limits;

  AggregateRun(
      Connection connection,
      AggregatePlan plan,
      Sql where,
      Scope scope,
      Forms forms,
      Identity who) {
    this.connection = connection;
    this.plan = plan;
    this.where = where;
    this.scope = scope;
    this.forms = forms;
    this.who = who;
    this.limits = new RowLimits(forms, scope, who);
  }

  Aggregation run() throws SQLException {
    Sql sql = sql();
    var keys = new ArrayList<List<@Nullable Object>>();
    var values = new ArrayList<List<@Nullable Object>>();
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      Parameters.set(statement, sql.parameters());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          keys.add(key(row));
          values.add(values(row));
        }
      }
    }
    boolean more = keys.size() > plan.question().limit();
    if (more) {
      keys.removeLast();
      values.removeLast();
    }
    List<Map<UUID, String>> titles = titles(keys);
    var groups = new ArrayList<Aggregation.Group>();
    for (int i = 0; i < keys.size(); i++) {
      List<@Nullable Object> key = keys.get(i);
      groups.add(
          new Aggregation.Group(
              Collections.unmodifiableList(key),
              named(key, titles),
              Collections.unmodifiableList(values.get(i)),
              Drill.into(plan, key)));
    }
    return new Aggregation(plan.keyList(), plan.figures(), List.copyOf(groups), more);
  }

  private Sql sql() {
    var columns = new ArrayList<Sql>();
    var numbers = new ArrayList<String>();
    for (int i = 0; i < plan.keys().size(); i++) {
      AggregatePlan.KeyColumn key = plan.keys().get(i);
      columns.add(key.key().each() ? Sql.of(each(i) + ".v") : bucket(key));
      numbers.add(String.valueOf(columns.size()));
    }
    plan.measures().forEach(measure -> columns.add(figure(measure)));
    Sql sql =
        Sql.of("select ").then(Sql.join(", ", columns)).then(" from " + plan.form().table() + " a");
    for (AggregatePlan.Join join : plan.joins()) {
      sql = sql.then(join.sql());
      Sql seen = limits.rows(join.far(), join.alias());
      if (seen != null) {
        sql = sql.then(" and ").then(seen);
      }
    }
    for (int i = 0; i < plan.keys().size(); i++) {
      AggregatePlan.KeyColumn key = plan.keys().get(i);
      if (key.key().each()) {
        // a record without any is one of the group of nothing
        sql =
            sql.then(" left join lateral unnest(")
                .then(key.column().sql(scope, limits))
                .then(") as " + each(i) + "(v) on true");
      }
    }
    sql = sql.then(" where ").then(where);
    if (numbers.isEmpty()) {
      return sql;
    }
    var order = new ArrayList<String>();
    for (AggregatePlan.Order by : plan.order()) {
      order.add(by.column() + (by.descending() ? " desc" : "") + " nulls last");
    }
    String first =
        " order by " + String.join(", ", order) + " limit " + (plan.question().limit() + 1);
    Sql groups = sql.then(" group by " + String.join(", ", numbers));
    return guessed() ? firstOfAll(groups, first) : groups.then(first);
  }

  private static String each(int key) {
    return "e" + key;
  }

  /** Whether PostgreSQL can only guess how many groups there will be: far too many, as a rule. */
  private boolean guessed() {
    return plan.keys().size() > 1
        || plan.keys().stream()
            .map(AggregatePlan.KeyColumn::key)
            .anyMatch(key -> key.by() != null || key.steps() != null || key.each());
  }

  /**
   * Adds all groups up before the first ones are taken. Of a great many groups the first come
   * soonest by sorting all rows, which for the few that there are takes four times as long as
   * adding up.
   */
  private static Sql firstOfAll(Sql groups, String first) {
    return Sql.of("with g as materialized (").then(groups).then(") select * from g" + first);
  }

  /** Time is cut in the app's zone: days and longer are days, an hour is its first moment. */
  private Sql bucket(AggregatePlan.KeyColumn key) {
    Aggregate.Span by = key.key().by();
    Sql column = key.column().sql(scope, limits);
    boolean moment = key.key().field().type() == ValueType.MOMENT;
    String zone = Zones.name(scope.zone());
    Integer steps = key.key().steps();
    if (steps != null) {
      return Sql.of("(").then(column).then(")[1:" + steps + "]");
    }
    return switch (by) {
      case null -> column;
      // a local whole hour may lie between two of UTC
      case HOUR ->
          Sql.of("date_bin('1 hour', ")
              .then(column)
              .then(Sql.of(", timestamp '2000-01-01' at time zone ?)", zone));
      case DAY ->
          moment ? Sql.of("(").then(column).then(Sql.of(" at time zone ?)::date", zone)) : column;
      case WEEK, MONTH, YEAR -> {
        Sql cut = Sql.of("date_trunc('" + by.name().toLowerCase(Locale.ROOT) + "', ").then(column);
        yield moment
            ? cut.then(Sql.of(" at time zone ?)::date", zone))
            : cut.then("::timestamp)::date");
      }
    };
  }

  private Sql figure(AggregatePlan.FigureColumn measure) {
    if (measure.column() == null) {
      return Sql.of("count(*)");
    }
    Sql column = measure.column().sql(scope, limits);
    boolean text =
        measure.figure().field() != null && measure.figure().field().type() == ValueType.TEXT;
    String end = text ? " collate \"C\")" : ")";
    return switch (measure.figure().fn()) {
      case COUNT -> Sql.of("count(").then(column).then(")");
      case SUM -> Sql.of("coalesce(sum(").then(column).then("), 0)");
      case AVG -> Sql.of("avg(").then(column).then(")");
      case MIN -> Sql.of("min(").then(column).then(end);
      case MAX -> Sql.of("max(").then(column).then(end);
    };
  }

  private List<@Nullable Object> key(ResultSet row) throws SQLException {
    var key = new ArrayList<@Nullable Object>();
    for (int i = 0; i < plan.keys().size(); i++) {
      Aggregation.Key of = plan.keys().get(i).key();
      boolean day = of.by() != null && of.by() != Aggregate.Span.HOUR;
      if (day) {
        key.add(row.getObject(i + 1, LocalDate.class));
      } else if (of.each()) {
        String one = row.getString(i + 1);
        key.add(one == null || of.field().many() == null ? one : UUID.fromString(one));
      } else {
        key.add(plain(RecordSql.value(row, i + 1, of.field().type())));
      }
    }
    return key;
  }

  private List<@Nullable Object> values(ResultSet row) throws SQLException {
    var values = new ArrayList<@Nullable Object>();
    int column = plan.keys().size();
    for (AggregatePlan.FigureColumn measure : plan.measures()) {
      Field field = measure.figure().field();
      boolean same =
          field != null
              && (measure.figure().fn() == Aggregate.Fn.MIN
                  || measure.figure().fn() == Aggregate.Fn.MAX);
      ValueType type = same ? field.type() : ValueType.NUMBER;
      values.add(plain(RecordSql.value(row, ++column, type)));
    }
    return values;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      BigDecimal stripped = number.stripTrailingZeros();
      return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
    return value;
  }

  /** For each key that is a link, what its far records are called, as far as may be known. */
  private List<Map<UUID, String>> titles(List<List<@Nullable Object>> keys) throws SQLException {
    var all = new ArrayList<Map<UUID, String>>();
    for (int i = 0; i < plan.keys().size(); i++) {
      Form far = plan.keys().get(i).key().field().linked();
      var titles = new HashMap<UUID, String>();
      Field title = far == null ? null : far.titleField();
      if (far != null && title != null && mayRead(far, title)) {
        Set<UUID> ids = new HashSet<>();
        for (List<@Nullable Object> key : keys) {
          if (key.get(i) instanceof UUID id) {
            ids.add(id);
          }
        }
        new RecordReads(connection, far)
            .byIds(limits.readable(connection, far, ids))
            .forEach((id, record) -> titles.put(id, record.title()));
      }
      all.add(titles);
    }
    return all;
  }

  private boolean mayRead(Form far, Field title) {
    var access = forms.permissions().on(far.id(), who);
    return access.may(Action.READ)
        && !access.hidden().contains(title.id())
        && !access.masked().contains(title.id());
  }

  private static List<@Nullable String> named(
      List<@Nullable Object> key, List<Map<UUID, String>> titles) {
    var named = new ArrayList<@Nullable String>();
    for (int i = 0; i < key.size(); i++) {
      named.add(key.get(i) instanceof UUID id ? titles.get(i).get(id) : null);
    }
    return Collections.unmodifiableList(named);
  }
}
