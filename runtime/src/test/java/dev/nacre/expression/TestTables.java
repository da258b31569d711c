package dev.nacre.expression;

import dev.nacre.storage.Sql;
import dev.nacre.storage.TestPostgres;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The test forms as tables on a real PostgreSQL. */
final class TestTables implements AutoCloseable {
  private final Connection connection;
  private final Set<UUID> written = new HashSet<>();

  TestTables() throws SQLException {
    connection = TestPostgres.freshDatabase().getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute("create schema t");
      for (TestShape form : TestShape.FORMS.values()) {
        for (String ddl : form.ddl(false)) {
          statement.execute(ddl);
        }
      }
    }
  }

  /** Writes a record, its lines and those that it links to, once each. */
  void insert(TestRow row) throws SQLException {
    if (written.add((UUID) row.values[0])) {
      insert(row, null, 0);
    }
  }

  private void insert(TestRow row, UUID record, int position) throws SQLException {
    var columns = new ArrayList<String>();
    var values = new ArrayList<Object>();
    for (TestShape.TestName name : row.shape.names()) {
      if (name.derived()) {
        continue;
      }
      Object value = row.values[name.index()];
      if (name.type() == ValueType.LINES) {
        int at = 0;
        for (Row line : Lines.of(value)) {
          insert((TestRow) line, (UUID) row.values[0], at++);
        }
        continue;
      }
      for (TestRow far : row.several.getOrDefault(name.index(), List.of())) {
        insert(far);
      }
      if (row.far[name.index()] != null) {
        insert(row.far[name.index()]);
      }
      columns.add(name.column());
      values.add(
          value == null
              ? null
              : value instanceof List<?> several
                  ? several.toArray(String[]::new)
                  : Jdbc.parameter(value));
    }
    if (record == null) {
      columns.add("deleted_at");
      values.add(row.deleted ? Jdbc.parameter(java.time.Instant.EPOCH) : null);
    } else {
      columns.add("record_id");
      values.add(record);
      columns.add("position");
      values.add(position);
    }
    String marks = "?" + ", ?".repeat(columns.size() - 1);
    var sql =
        new Sql(
            "insert into %s (%s) values (%s)"
                .formatted(row.shape.table(), String.join(", ", columns), marks),
            values);
    try (PreparedStatement statement = prepare(sql)) {
      statement.execute();
    }
  }

  /** The ids of the rows of which the condition holds. */
  Set<UUID> matching(TestShape shape, Sql condition) throws SQLException {
    var ids = new HashSet<UUID>();
    try (PreparedStatement statement =
            prepare(
                Sql.of("select a.id from " + shape.table() + " a where a.deleted_at is null and ")
                    .then(condition));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    List<Object> parameters = new ArrayList<>(sql.parameters());
    for (int i = 0; i < parameters.size(); i++) {
      Object value = parameters.get(i);
      if (value instanceof Object[] array) {
        statement.setArray(i + 1, connection.createArrayOf(elementType(array), array));
      } else {
        statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  private static String elementType(Object[] array) {
    Class<?> type = array.getClass().getComponentType();
    if (type == String.class) {
      return "text";
    }
    if (type == BigDecimal.class) {
      return "numeric";
    }
    return type == UUID.class ? "uuid" : type == Boolean.class ? "boolean" : "date";
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
