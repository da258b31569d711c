package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.nacre.expression.Scope;
import dev.nacre.expression.ValueType;
import dev.nacre.expression.Visible;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs one question: keyset paging over any order, empty values last, {@code id} at the end. */
final class QueryRun {
  private final Connection connection;
  private final Form form;
  private final Query query;
  private final Sql where;
  private final Scope scope;
  private final Visible visible;
  private final List<Key> keys = new ArrayList<>();

  /** Which rows are asked for, by the value that they are sorted by first. */
  private enum Part {
    ALL,
    FILLED,
    EMPTY
  }

  private record Key(Field field, boolean descending) {
    /** Whether every row has a value there. */
    boolean certain() {
      return switch (field.index()) {
        case Form.ID, Form.VERSION, Form.CREATED_AT, Form.UPDATED_AT -> true;
        default -> false;
      };
    }
  }

  QueryRun(
      Connection connection,
      Form form,
      Query query,
      Sql where,
      Askable readable,
      Scope scope,
      Visible visible) {
    this.connection = connection;
    this.form = form;
    this.query = query;
    this.where = where;
    this.scope = scope;
    this.visible = visible;
    keys.addAll(keys(form, query, readable));
  }

  /** Checks everything but the filter, and says by what is sorted. */
  private static List<Key> keys(Form form, Query query, Askable readable) {
    var keys = new ArrayList<Key>();
    var problems = new Problems();
    if (query.limit() < 1 || query.limit() > 500) {
      problems.add("/limit", "limit_wrong", query.limit());
    }
    for (Query.Sort sort : query.sort()) {
      readable.check(sort.field(), "/sort", problems);
      Field field = form.name(sort.field()).filter(f -> !f.lines()).orElse(null);
      if (field != null && !field.type().ordered()) {
        problems.add("/sort", "sort_several", sort.field());
      } else if (field == null) {
        problems.add(
            "/sort",
            "field_unknown",
            sort.field(),
            String.join(", ", form.fields().stream().map(Field::id).toList()));
      } else {
        keys.add(new Key(field, sort.descending()));
      }
    }
    if (keys.stream().noneMatch(k -> k.field().index() == Form.ID)) {
      keys.add(new Key(form.name("id").orElseThrow(), false));
    }
    if (!problems.isEmpty()) {
      throw new InvalidQueryException(problems.list());
    }
    return keys;
  }

  /** Checks everything but the filter. */
  static void check(Form form, Query query, Askable readable) {
    var unused = keys(form, query, readable);
  }

  Page run() throws SQLException {
    List<@Nullable Object> from = query.cursor() == null ? List.of() : read(query.cursor());
    var records = new ArrayList<StoredRecord>();
    if (keys.getFirst().certain() || !indexed(keys.getFirst().field())) {
      read(Part.ALL, from, records);
    } else {
      // an index goes by values one way or the other, but always has the empty ones at one end
      if (from.isEmpty() || from.getFirst() != null) {
        read(Part.FILLED, from, records);
      }
      if (records.size() <= query.limit()) {
        boolean begun = !from.isEmpty() && from.getFirst() == null;
        read(Part.EMPTY, begun ? from : List.of(), records);
      }
    }
    String next = null;
    if (records.size() > query.limit()) {
      records.removeLast();
      next = write(records.getLast());
    }
    return new Page(records, next, count());
  }

  private boolean indexed(Field field) {
    return !field.system()
        && !field.derived()
        && (field.definition().indexed()
            || field.type() == ValueType.LINK
            || form.unique().stream().anyMatch(group -> group.fields().getFirst() == field));
  }

  /** Adds the next rows of that part, as many as are still wanted, and one more. */
  private void read(Part part, List<@Nullable Object> from, List<StoredRecord> records)
      throws SQLException {
    Sql sql =
        Sql.of("select ")
            .then(form.sql().list(scope, visible))
            .then(" from " + form.table() + " a where ")
            .then(where);
    if (part != Part.ALL) {
      String column = "a." + keys.getFirst().field().column();
      sql = sql.then(" and " + column + (part == Part.EMPTY ? " is null" : " is not null"));
    }
    if (!from.isEmpty()) {
      sql = sql.then(" and ").then(after(from, part));
    }
    int wanted = query.limit() + 1 - records.size();
    sql = sql.then(" order by " + order(part) + " limit " + wanted);
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      Parameters.set(statement, sql.parameters());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          records.add(form.sql().readAll(row));
        }
      }
    }
  }

  private String order(Part part) {
    var order = new ArrayList<String>();
    for (int i = part == Part.EMPTY ? 1 : 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      boolean certain = key.certain() || (i == 0 && part == Part.FILLED);
      String way = !key.descending() ? "" : certain ? " desc" : " desc nulls last";
      order.add(place(key.field()) + way);
    }
    return String.join(", ", order);
  }

  /** What is found elsewhere is in the list already, and is worked out once. */
  private String place(Field field) {
    return field.derived()
        ? String.valueOf(form.sql().columns().size() + form.derived().indexOf(field) + 1)
        : "a." + field.column();
  }

  private @Nullable Long count() throws SQLException {
    return switch (query.count()) {
      case NONE -> null;
      case EXACT -> exact();
      case ESTIMATE -> estimate();
    };
  }

  private Long exact() throws SQLException {
    Sql sql = Sql.of("select count(*) from " + form.table() + " a where ").then(where);
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      Parameters.set(statement, sql.parameters());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** What PostgreSQL's planner expects. */
  private Long estimate() throws SQLException {
    Sql sql =
        Sql.of("explain (format json) select 1 from " + form.table() + " a where ").then(where);
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      Parameters.set(statement, sql.parameters());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        JsonNode plan = Json.read(row.getString(1), new Problems());
        return plan == null ? 0L : plan.at("/0/Plan/Plan Rows").asLong();
      }
    }
  }

  /** Rows after the given values: by the first key, or equal there and by the second, and so on. */
  private Sql after(List<@Nullable Object> values, Part part) {
    var ways = new ArrayList<Sql>();
    Sql bound = Sql.of("");
    var equal = new ArrayList<Sql>();
    for (int i = 0; i < keys.size(); i++) {
      Sql column = keys.get(i).field().sql("a", scope, visible);
      Object value = values.get(i);
      if (value != null && (keys.get(i).certain() || (i == 0 && part == Part.FILLED))) {
        boolean descending = keys.get(i).descending();
        if (i == 0) {
          // says nothing new, but says it so that an index can begin there
          bound = column.then(Sql.of((descending ? " <= ?" : " >= ?") + " and ", value));
        }
        var way = new ArrayList<>(equal);
        way.add(column.then(Sql.of(descending ? " < ?" : " > ?", value)));
        ways.add(Sql.of("(").then(Sql.join(" and ", way)).then(")"));
        equal.add(column.then(Sql.of(" = ?", value)));
      } else if (value != null) {
        Sql beyond =
            Sql.of("(")
                .then(column)
                .then(Sql.of((keys.get(i).descending() ? " < ?" : " > ?") + " or ", value))
                .then(column)
                .then(" is null)");
        var way = new ArrayList<>(equal);
        way.add(beyond);
        ways.add(Sql.of("(").then(Sql.join(" and ", way)).then(")"));
        equal.add(column.then(Sql.of(" = ?", value)));
      } else {
        // empty values are last: only rows that are empty too can follow
        equal.add(column.then(" is null"));
      }
    }
    return bound.then(Sql.of("(")).then(Sql.join(" or ", ways)).then(")");
  }

  private String write(StoredRecord last) {
    ArrayNode values = Json.MAPPER.createArrayNode().add(order());
    for (Key key : keys) {
      Object value = last.get(key.field().index());
      values.add(value == null ? NullNode.instance : values.textNode(value.toString()));
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.write(values).getBytes(StandardCharsets.UTF_8));
  }

  /** A cursor goes on in the order that made it, and in no other. */
  private String order() {
    return String.join(
        ",", keys.stream().map(k -> (k.descending() ? "-" : "") + k.field().id()).toList());
  }

  private List<@Nullable Object> read(String cursor) {
    try {
      JsonNode json =
          Json.MAPPER.readTree(
              new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
      if (json.isArray()
          && json.size() == keys.size() + 1
          && order().equals(json.get(0).asText())) {
        var values = new ArrayList<@Nullable Object>();
        for (int i = 0; i < keys.size(); i++) {
          JsonNode at = json.get(i + 1);
          values.add(at.isNull() ? null : value(keys.get(i).field(), at.asText()));
        }
        if (values.getLast() != null) {
          return values;
        }
      }
    } catch (java.io.IOException
        | IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | dev.nacre.metadata.NumberTooLongException e) {
      throw cursorWrong();
    }
    throw cursorWrong();
  }

  private static InvalidQueryException cursorWrong() {
    return new InvalidQueryException(
        List.of(dev.nacre.metadata.Problem.at("/cursor", "cursor_wrong")));
  }

  /** What somebody made up is refused here, not by the database. */
  private static Object value(Field field, String text) {
    return switch (field.type()) {
      case TEXT -> held(text, text.indexOf('\0') < 0);
      case NUMBER -> {
        BigDecimal number = new BigDecimal(text);
        held(text, Math.abs((long) number.scale()) <= Json.PLACES);
        yield field.system() ? (Object) number.longValueExact() : number;
      }
      case BOOLEAN -> Boolean.valueOf(text);
      case DATE -> {
        LocalDate day = LocalDate.parse(text);
        held(text, day.getYear() >= 1 && day.getYear() <= 9999);
        yield day;
      }
      case MOMENT -> {
        Instant moment = Instant.parse(text);
        int year = moment.atOffset(ZoneOffset.UTC).getYear();
        held(text, year >= 1 && year <= 9999);
        yield moment;
      }
      case LINK -> UUID.fromString(text);
      case SEVERAL, LINES -> throw new IllegalArgumentException(text);
    };
  }

  private static String held(String text, boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
