package dev.nacre.storage;

import java.sql.PreparedStatement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows handed to one statement as an array per column, so that a batch costs as many statements as
 * one row.
 *
 * @param <T> what gives a row
 */
public final class Columns<T> {
  /** Types whose values hold nothing that means something in an array. */
  private static final Set<String> PLAIN =
      Set.of("uuid", "integer", "bigint", "numeric", "boolean", "timestamptz");

  private final List<Column<T>> columns = new ArrayList<>();

  /** A statement for one row and for several; a single row isn't handed over as arrays. */
  private record Sql(String one, String many) {}

  private final Map<String, Sql> statements = new ConcurrentHashMap<>();

  private record Column<T>(String type, Function<T, @Nullable Object> value) {}

  /** Adds a column; values are handed over as text where the driver knows no better. */
  public Columns<T> add(String type, Function<T, @Nullable Object> value) {
    columns.add(new Column<>(type, value));
    return this;
  }

  /**
   * Runs a statement for these rows; nothing when there is none.
   *
   * @param sql with {@code %s} where the rows stand, such as {@code INSERT … SELECT * FROM %s AS n}
   */
  public int run(Database database, String sql, List<T> rows) {
    return rows.isEmpty()
        ? 0
        : database.inTransaction(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql(sql, rows))) {
                List<@Nullable Object> values = values(rows);
                for (int i = 0; i < values.size(); i++) {
                  statement.setObject(i + 1, values.get(i), Types.OTHER);
                }
                return statement.executeUpdate();
              }
            });
  }

  /**
   * Rows of arrays that are parameters, as few to the planner, who takes such arrays for ten rows
   * each: it would read a young table from end to end for them, and plan anew, which takes as long
   * as running, whenever there are fewer. Of a limit that it can't foresee it expects one row in
   * ten; there is none.
   */
  public static String few(String rows) {
    return "(SELECT * FROM " + rows + " LIMIT (SELECT NULL::bigint))";
  }

  /** The statement as it is written for so many rows. */
  String sql(String sql, List<T> rows) {
    Sql written = statements.computeIfAbsent(sql, this::write);
    return rows.size() == 1 ? written.one() : written.many();
  }

  /** Its parameters. */
  List<@Nullable Object> values(List<T> rows) {
    var values = new ArrayList<@Nullable Object>(columns.size());
    for (Column<T> column : columns) {
      values.add(rows.size() == 1 ? text(column, rows.getFirst()) : array(column, rows));
    }
    return values;
  }

  private Sql write(String sql) {
    String each = String.join(", ", columns.stream().map(c -> "?::" + c.type()).toList());
    String arrays = String.join(", ", columns.stream().map(c -> "?::" + c.type() + "[]").toList());
    return new Sql(
        sql.replace("%s", "(VALUES (" + each + "))"),
        sql.replace("%s", few("unnest(" + arrays + ")")));
  }

  private @Nullable String text(Column<T> column, T row) {
    Object value = column.value().apply(row);
    return value == null ? null : value.toString();
  }

  /**
   * A column as PostgreSQL writes an array. Sent without a type, so that the statement's cast reads
   * it at once; an array of texts would be read, and each of its elements then once more.
   */
  private String array(Column<T> column, List<T> rows) {
    boolean plain = PLAIN.contains(column.type());
    var text = new StringBuilder(rows.size() * 24).append('{');
    for (T row : rows) {
      if (text.length() > 1) {
        text.append(',');
      }
      Object value = column.value().apply(row);
      if (value == null) {
        text.append("NULL");
      } else if (plain) {
        text.append(value);
      } else {
        quote(value.toString(), text);
      }
    }
    return text.append('}').toString();
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }
}
