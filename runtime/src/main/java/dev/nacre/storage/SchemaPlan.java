package dev.nacre.storage;

import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements that bring a schema to what a version needs. It only ever expands: what is there
 * and not needed stays, so that older versions and rollbacks go on working.
 *
 * @param inTransaction tables, columns, and indexes of new tables: all or nothing
 * @param online indexes of tables that already hold rows, each built by itself beside the writers
 * @param problems what can't be done by expanding, such as a column of another type
 */
public record SchemaPlan(List<String> inTransaction, List<Online> online, List<Problem> problems) {

  /** An index built online; an invalid one left by a crash is dropped and built again. */
  public record Online(String schema, TableShape.Index index, String create) {}

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return inTransaction.isEmpty() && online.isEmpty() && problems.isEmpty();
  }

  /** Compares what is there with what is needed. */
  public static SchemaPlan make(Connection connection, String schema, List<TableShape> tables)
      throws SQLException {
    Map<String, Map<String, String>> columns = columns(connection, schema);
    Set<String> indexes = validIndexes(connection, schema);
    var statements = new ArrayList<String>();
    var online = new ArrayList<Online>();
    var problems = new Problems();
    if (!exists(connection, schema)) {
      statements.add("create schema " + Identifiers.quote(schema));
    }
    for (TableShape table : tables) {
      Map<String, String> there = columns.get(Identifiers.fit(table.name()));
      String name = Identifiers.quote(table.schema(), table.name());
      if (there == null) {
        statements.add(create(table, name));
      } else {
        widen(table, name, there, statements, problems);
      }
      for (TableShape.Index index : table.indexes()) {
        if (indexes.contains(Identifiers.fit(index.name()))) {
          continue;
        }
        if (there == null) {
          statements.add(create(index, name, ""));
        } else {
          online.add(new Online(schema, index, create(index, name, "concurrently ")));
        }
      }
    }
    return new SchemaPlan(List.copyOf(statements), List.copyOf(online), problems.list());
  }

  private static String create(TableShape table, String name) {
    var parts = new ArrayList<String>();
    for (TableShape.Column column : table.columns()) {
      parts.add(
          Identifiers.quote(column.name())
              + " "
              + column.type()
              + (parts.isEmpty() ? " primary key " : " ")
              + column.rest());
    }
    return "create table " + name + " (" + String.join(", ", parts) + ")";
  }

  private static String create(TableShape.Index index, String table, String how) {
    return "create "
        + (index.unique() ? "unique " : "")
        + "index "
        + how
        + Identifiers.quote(index.name())
        + " on "
        + table
        + (index.method().isEmpty() ? "" : " using " + index.method())
        + " ("
        + index.expression()
        + ")"
        + (index.where().isEmpty() ? "" : " where " + index.where());
  }

  private static void widen(
      TableShape table,
      String name,
      Map<String, String> there,
      List<String> statements,
      Problems problems) {
    for (TableShape.Column column : table.columns()) {
      String type = there.get(Identifiers.fit(column.name()));
      if (type == null) {
        statements.add(
            "alter table "
                + name
                + " add column "
                + Identifiers.quote(column.name())
                + " "
                + column.type()
                + " "
                + column.rest());
      } else if (!type.equals(column.type())) {
        problems.add("", "column_type_changed", column.name(), table.name(), type, column.type());
      }
    }
  }

  private static boolean exists(Connection connection, String schema) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from pg_namespace where nspname = ?")) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** The columns of every table, with their types. */
  static Map<String, Map<String, String>> columns(Connection connection, String schema)
      throws SQLException {
    var tables = new HashMap<String, Map<String, String>>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod)"
                + " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                + " join pg_attribute a on a.attrelid = c.oid"
                + " where n.nspname = ? and c.relkind in ('r', 'p') and a.attnum > 0"
                + " and not a.attisdropped")) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String type = rows.getString(3);
          tables
              .computeIfAbsent(rows.getString(1), t -> new HashMap<>())
              .put(
                  rows.getString(2),
                  type.equals("timestamp with time zone") ? "timestamptz" : type);
        }
      }
    }
    return tables;
  }

  private static Set<String> validIndexes(Connection connection, String schema)
      throws SQLException {
    var indexes = new HashSet<String>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid"
                + " join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = ? and i.indisvalid")) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          indexes.add(rows.getString(1));
        }
      }
    }
    return indexes;
  }

  /** The unique indexes of those tables, but for primary keys. */
  static List<String> uniqueIndexes(Connection connection, String schema, Set<String> tables)
      throws SQLException {
    var indexes = new ArrayList<String>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid"
                + " join pg_class t on t.oid = i.indrelid"
                + " join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = ? and t.relname = any(?) and i.indisunique"
                + " and not i.indisprimary")) {
      statement.setString(1, schema);
      statement.setArray(2, connection.createArrayOf("text", tables.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          indexes.add(rows.getString(1));
        }
      }
    }
    return indexes;
  }
}
