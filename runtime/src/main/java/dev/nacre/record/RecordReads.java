package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.expression.Visible;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one form's tables on a connection; a constant number of statements. */
final class RecordReads {
  private final Connection connection;
  private final Form form;

  RecordReads(Connection connection, Form form) {
    this.connection = connection;
    this.form = form;
  }

  /** Living rows by id, without their lines. */
  Map<UUID, StoredRecord> byIds(Collection<UUID> ids) throws SQLException {
    return ids.isEmpty() ? Map.of() : read(form.sql().byIds(ids.toArray(UUID[]::new)));
  }

  /** Records by id, living or not, without lines. */
  Map<UUID, StoredRecord> anyByIds(Collection<UUID> ids) throws SQLException {
    return ids.isEmpty() ? Map.of() : read(form.sql().anyByIds(ids.toArray(UUID[]::new)));
  }

  private Map<UUID, StoredRecord> read(Sql sql) throws SQLException {
    var rows = new HashMap<UUID, StoredRecord>();
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      Parameters.set(statement, sql.parameters());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          StoredRecord record = form.sql().read(result);
          rows.put(record.id(), record);
        }
      }
    }
    return rows;
  }

  /** Whether there is a record of which that holds, as of alias {@code a}. */
  boolean has(UUID id, Sql where) throws SQLException {
    Sql asked =
        Sql.of("select 1 from " + form.table() + " a where ")
            .then(where)
            .then(Sql.of(" and a.id = ?", id));
    try (PreparedStatement statement = connection.prepareStatement(asked.text())) {
      Parameters.set(statement, asked.parameters());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /**
   * A record with its lines, if that holds of it, as of alias {@code a}: asked for with as many
   * statements as ever, but all at once, since most of what such a question costs is the way to the
   * database and back.
   */
  Optional<StoredRecord> one(UUID id, Sql where, Scope scope, Visible visible) throws SQLException {
    var asked = new ArrayList<Sql>();
    asked.add(
        Sql.of("select ")
            .then(form.sql().list(scope, visible))
            .then(" from " + form.table() + " a where ")
            .then(where)
            .then(Sql.of(" and a.id = ?", id)));
    for (Field table : form.sql().tables()) {
      asked.add(lines(table).sql().linesOf(scope, visible, new UUID[] {id}));
    }
    Sql all = Sql.join("; ", asked);
    try (PreparedStatement statement = connection.prepareStatement(all.text())) {
      Parameters.set(statement, all.parameters());
      statement.execute();
      try (ResultSet row = statement.getResultSet()) {
        if (!row.next()) {
          return Optional.empty();
        }
        StoredRecord record = form.sql().readAll(row);
        for (Field table : form.sql().tables()) {
          statement.getMoreResults();
          try (ResultSet result = statement.getResultSet()) {
            record.set(table.index(), lines(table).sql().readEach(result));
          }
        }
        return Optional.of(record);
      }
    }
  }

  /** Puts the lines of every table into those records. */
  void loadLines(List<StoredRecord> records) throws SQLException {
    loadLines(records, null, Visible.ALL);
  }

  /**
   * The same, with what is found elsewhere.
   *
   * @param scope null leaves that out
   */
  void loadLines(List<StoredRecord> records, @Nullable Scope scope, Visible visible)
      throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    UUID[] ids = new UUID[records.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = records.get(i).id();
    }
    for (Field table : form.sql().tables()) {
      var byRecord = new HashMap<UUID, List<StoredRecord>>();
      RecordSql sql = lines(table).sql();
      int found = scope == null ? 0 : sql.derived().size();
      Sql text = sql.linesOf(scope, visible, ids);
      try (PreparedStatement statement = connection.prepareStatement(text.text())) {
        Parameters.set(statement, text.parameters());
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            UUID owner = result.getObject(sql.columns().size() + found + 1, UUID.class);
            byRecord
                .computeIfAbsent(owner, o -> new ArrayList<>())
                .add(scope == null ? sql.read(result) : sql.readAll(result));
          }
        }
      }
      for (StoredRecord record : records) {
        record.set(table.index(), byRecord.getOrDefault(record.id(), List.of()));
      }
    }
  }

  /**
   * Finds living records by the values of some fields.
   *
   * @param keys one list of values per wanted record, in the order of the fields
   * @return for each key that was found, its record's id
   */
  Map<List<@Nullable Object>, UUID> findByKey(List<Field> fields, List<List<@Nullable Object>> keys)
      throws SQLException {
    var found = new HashMap<List<@Nullable Object>, UUID>();
    if (keys.isEmpty()) {
      return found;
    }
    var names = new ArrayList<String>();
    var arrays = new ArrayList<String>();
    var joins = new ArrayList<String>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      names.add("k" + i);
      arrays.add("?::" + columnType(field) + "[]");
      joins.add("a." + field.column() + " = u.k" + i);
    }
    String sql =
        "select u.n, a.id from unnest("
            + String.join(", ", arrays)
            + ") with ordinality as u("
            + String.join(", ", names)
            + ", n) join "
            + form.table()
            + " a on "
            + String.join(" and ", joins)
            + " and a.deleted_at is null order by a.id desc";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < fields.size(); i++) {
        int column = i;
        Parameters.set(
            statement, i + 1, typed(fields.get(i), keys.stream().map(k -> k.get(column)).toList()));
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.put(keys.get((int) result.getLong(1) - 1), result.getObject(2, UUID.class));
        }
      }
    }
    return found;
  }

  private static String columnType(Field field) {
    return field.system() ? "uuid" : field.fieldType().columnType();
  }

  private static Object[] typed(Field field, List<@Nullable Object> values) {
    Object[] array =
        (Object[]) java.lang.reflect.Array.newInstance(field.type().javaClass(), values.size());
    return values.toArray(array);
  }

  private static Form lines(Field table) {
    return Objects.requireNonNull(table.target());
  }
}
