package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.TableShape;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the {@link ColumnLog} of a schema, in its table {@code _column}. */
@Singleton
public final class ColumnStore {
  private static final String TABLE = "_column";

  private final Database database;
  private final KindRegistry<FieldType<?>> types;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** A store on that database; the compiler knows the field types. */
  public ColumnStore(Database database, FormCompiler compiler) {
    this.database = database;
    this.types = compiler.types();
  }

  /** How the table is. */
  static TableShape shape(String schema) {
    return new TableShape(
        schema,
        TABLE,
        List.of(
            new TableShape.Column("id", "bigint", "generated always as identity"),
            new TableShape.Column("form", "text", "not null"),
            new TableShape.Column("field", "text", "not null"),
            new TableShape.Column("stored_as", "text", "not null"),
            new TableShape.Column("name", "text", "not null"),
            new TableShape.Column("type", "text", "not null"),
            TableShape.Column.of("settings", "text"),
            new TableShape.Column("filled", "boolean", "not null")),
        List.of(new TableShape.Index("_column$u", true, "form, field, stored_as", "")));
  }

  /** What is known of that schema; nothing when there is none. */
  public ColumnLog read(String schema) {
    return database.reading(
        connection -> {
          if (!known.contains(schema)) {
            if (!exists(connection, schema)) {
              return ColumnLog.EMPTY;
            }
            known.add(schema);
          }
          return read(connection, schema);
        });
  }

  private static boolean exists(Connection connection, String schema) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, Identifiers.quote(schema, TABLE));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private ColumnLog read(Connection connection, String schema) throws SQLException {
    var entries = new ArrayList<ColumnLog.Entry>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select form, field, stored_as, name, type, settings, filled from "
                    + Identifiers.quote(schema, TABLE)
                    + " order by id");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        entries.add(
            new ColumnLog.Entry(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                typed(row.getString(5), row.getString(6)),
                row.getBoolean(7)));
      }
    }
    return entries.isEmpty() ? ColumnLog.EMPTY : new ColumnLog(List.copyOf(entries));
  }

  private Conversion.@Nullable Typed typed(String type, @Nullable String settings) {
    FieldType<?> kind = types.find(type).orElse(null);
    return kind == null ? null : typed(kind, settings);
  }

  @SuppressWarnings("unchecked")
  private <S extends Record> Conversion.@Nullable Typed typed(
      FieldType<S> kind, @Nullable String settings) {
    var problems = new Problems();
    JsonNode json = settings == null ? null : Json.read(settings, problems);
    S read = types.settings(kind, json, "", problems);
    // a kind is only ever given the settings that its own class read
    return read == null || !problems.isEmpty()
        ? null
        : new Conversion.Typed((FieldType<Record>) (FieldType<?>) kind, read);
  }

  /** Keeps what a field is stored as, and that it is; the newest settings count. */
  public void keep(String schema, String table, Field field, String column, boolean filled) {
    JsonNode settings = field.definition().settings();
    database.inNewTransaction(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "insert into "
                      + Identifiers.quote(schema, TABLE)
                      + " (form, field, stored_as, name, type, settings, filled)"
                      + " values (?, ?, ?, ?, ?, ?, ?)"
                      + " on conflict (form, field, stored_as) do update"
                      + " set type = excluded.type, settings = excluded.settings")) {
            statement.setString(1, table);
            statement.setString(2, field.id());
            statement.setString(3, field.storedAs());
            statement.setString(4, column);
            statement.setString(5, field.definition().type());
            statement.setString(6, settings == null ? null : Json.write(settings));
            statement.setBoolean(7, filled);
            return statement.executeUpdate();
          }
        });
  }

  /** Says that the values that were there before a column are in it now. */
  public void filled(String schema, ColumnLog.Entry entry) {
    database.inNewTransaction(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "update "
                      + Identifiers.quote(schema, TABLE)
                      + " set filled = true where form = ? and field = ? and stored_as = ?")) {
            statement.setString(1, entry.table());
            statement.setString(2, entry.field());
            statement.setString(3, entry.storedAs());
            return statement.executeUpdate();
          }
        });
  }
}
