package dev.nacre.record.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Value;
import dev.nacre.record.Conversion;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts the living records of a form, or the lines of one of its tables, as they are now. */
final class Census {
  private static final int EXAMPLES = 5;
  private static final int LISTED = 50;
  private static final int AT_ONCE = 2_000;

  private final Connection connection;
  private final Form of;
  private final @Nullable Field table;
  private final String living;

  /**
   * Of that form.
   *
   * @param table the table whose lines are meant; null for the records
   */
  Census(Connection connection, Form form, @Nullable Field table) {
    this.connection = connection;
    this.table = table;
    Form lines = table == null ? null : table.target();
    this.of = lines == null ? form : lines;
    this.living =
        lines == null
            ? " from " + form.table() + " a where a.deleted_at is null"
            : " from %s a where exists (select from %s r where r.id = a.record_id and r.deleted_at is null)"
                .formatted(lines.table(), form.table());
  }

  /**
   * Values that something holds of.
   *
   * @param shows what the records are asked by; null when it can't be
   */
  record Found(long rows, @Nullable Condition shows, List<Effect.Example> examples) {}

  /** How many there are. */
  long all() throws SQLException {
    return number("select count(*)" + living);
  }

  /**
   * Whether what is counted has such a field stored, although its form may not know it any more: a
   * retired field keeps its values.
   */
  boolean stores(Field field) throws SQLException {
    if (field.derived()) {
      return false;
    }
    Form lines = field.lines() ? field.target() : null;
    String sql =
        lines == null
            ? "select count(*) from pg_attribute where attrelid = to_regclass(?) and attname = ?"
                + " and not attisdropped"
            : "select count(to_regclass(?))";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, lines == null ? of.table() : lines.table());
      if (lines == null) {
        statement.setString(2, field.columnName());
      }
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1) > 0;
      }
    }
  }

  /** How many have a value there. */
  long filled(Field field) throws SQLException {
    return number("select count(*)" + living + " and " + filledIn(field));
  }

  /** Those that have none there. */
  Found empty(Field field) throws SQLException {
    return new Found(
        number("select count(*)" + living + " and not (" + filledIn(field) + ")"),
        asked(new Condition.Compare(field.id(), Op.EMPTY, null)),
        List.of());
  }

  private String filledIn(Field field) {
    Form lines = field.lines() ? field.target() : null;
    return lines == null
        ? "a." + field.column() + " is not null"
        : "exists (select from " + lines.table() + " l where l.record_id = a.id)";
  }

  /** Those whose value there doesn't pass. */
  Found failing(Field field, Predicate<Object> passes) throws SQLException {
    long rows = 0;
    var examples = new ArrayList<Effect.Example>();
    ArrayNode listed = Json.MAPPER.createArrayNode();
    boolean scalar = true;
    String sql =
        "select a."
            + field.column()
            + ", count(*)"
            + living
            + " and a."
            + field.column()
            + " is not null group by 1 order by 2 desc";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(AT_ONCE);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Object value = field.stored(result, 1);
          if (value == null || passes.test(value)) {
            continue;
          }
          rows += result.getLong(2);
          JsonNode json = field.fieldType().write(value, field.settings());
          scalar &= json.isValueNode() && !json.isNull();
          if (listed.size() < LISTED) {
            listed.add(json);
          }
          if (examples.size() < EXAMPLES) {
            examples.add(
                new Effect.Example(field.display(value, Locale.ENGLISH), result.getLong(2)));
          }
        }
      }
    }
    Condition shows =
        scalar && !listed.isEmpty()
            ? asked(new Condition.Compare(field.id(), Op.IN, new Value.Literal(listed)))
            : null;
    return new Found(rows, shows, List.copyOf(examples));
  }

  /** Those that share their values there with another. */
  Found sharing(List<Field> fields) throws SQLException {
    String columns = String.join(", ", fields.stream().map(f -> "a." + f.column()).toList());
    String filled =
        String.join("", fields.stream().map(f -> " and a." + f.column() + " is not null").toList());
    String groups =
        "select "
            + columns
            + ", count(*) as n"
            + living
            + filled
            + " group by "
            + columns
            + " having count(*) > 1";
    long rows = number("select coalesce(sum(n), 0) from (" + groups + ") g");
    if (rows == 0) {
      return new Found(0, null, List.of());
    }
    var examples = new ArrayList<Effect.Example>();
    var shows = new ArrayList<Condition>();
    try (PreparedStatement statement =
            connection.prepareStatement(groups + " order by n desc limit " + EXAMPLES);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        var texts = new ArrayList<String>();
        var same = new ArrayList<Condition>();
        for (int i = 0; i < fields.size(); i++) {
          Field field = fields.get(i);
          Object value = java.util.Objects.requireNonNull(field.stored(result, i + 1));
          texts.add(field.display(value, Locale.ENGLISH));
          JsonNode json = field.fieldType().write(value, field.settings());
          same.add(new Condition.Compare(field.id(), Op.EQ, new Value.Literal(json)));
        }
        examples.add(
            new Effect.Example(String.join(", ", texts), result.getLong(fields.size() + 1)));
        shows.add(same.size() == 1 ? same.getFirst() : new Condition.All(List.copyOf(same)));
      }
    }
    return new Found(rows, new Condition.Any(List.copyOf(shows)), List.copyOf(examples));
  }

  /** Those that would share their values there with another once these have been converted. */
  Found sharing(List<Field> fields, List<Conversion> into) throws SQLException {
    String columns = String.join(", ", fields.stream().map(f -> "a." + f.column()).toList());
    var groups = new HashMap<List<Object>, Long>();
    var firsts = new HashMap<List<Object>, List<Object>>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select " + columns + ", count(*)" + living + " group by " + columns)) {
      statement.setFetchSize(AT_ONCE);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          var key = new ArrayList<Object>();
          var old = new ArrayList<Object>();
          for (int i = 0; i < fields.size(); i++) {
            Object value = fields.get(i).stored(row, i + 1);
            Object converted = value == null ? null : into.get(i).apply(value);
            if (value != null && converted != null) {
              key.add(converted instanceof BigDecimal n ? n.stripTrailingZeros() : converted);
              old.add(value);
            }
          }
          if (key.size() == fields.size()) {
            groups.merge(key, row.getLong(fields.size() + 1), Long::sum);
            firsts.putIfAbsent(key, old);
          }
        }
      }
    }
    groups.values().removeIf(n -> n < 2);
    var examples = new ArrayList<Effect.Example>();
    groups.entrySet().stream()
        .sorted(Map.Entry.<List<Object>, Long>comparingByValue().reversed())
        .limit(EXAMPLES)
        .forEach(
            group -> {
              var texts = new ArrayList<String>();
              List<Object> old = firsts.getOrDefault(group.getKey(), List.of());
              for (int i = 0; i < fields.size(); i++) {
                texts.add(fields.get(i).display(old.get(i), Locale.ENGLISH));
              }
              examples.add(new Effect.Example(String.join(", ", texts), group.getValue()));
            });
    long rows = groups.values().stream().mapToLong(Long::longValue).sum();
    return new Found(rows, null, List.copyOf(examples));
  }

  private Condition asked(Condition condition) {
    return table == null ? condition : new Condition.Some(table.id(), condition);
  }

  private long number(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  /** What is counted. */
  Form form() {
    return of;
  }
}
