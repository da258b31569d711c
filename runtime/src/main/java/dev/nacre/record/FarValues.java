package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.expression.Shape;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts values that are found elsewhere into records: a constant number of statements, however many
 * records there are.
 */
final class FarValues {
  private final Connection connection;
  private final Scope scope;
  private final Visible visible;

  /**
   * For one reader.
   *
   * @param visible which far records count
   */
  FarValues(Connection connection, Scope scope, Visible visible) {
    this.connection = connection;
    this.scope = scope;
    this.visible = visible;
  }

  /** What stored records say of others now, and their lines; one statement a table. */
  void read(Form form, Collection<StoredRecord> records) throws SQLException {
    if (!form.derives() || records.isEmpty()) {
      return;
    }
    if (!form.derived().isEmpty()) {
      Map<UUID, List<StoredRecord>> byId = byId(records);
      Sql sql =
          select(form.derived(), form.table(), "a.id = any(?)", byId.keySet(), scope, visible);
      each(sql, row -> place(form, row, byId));
    }
    for (Field table : form.tables()) {
      var lines = new ArrayList<StoredRecord>();
      records.forEach(record -> lines.addAll(record.lines(table.index())));
      read(Objects.requireNonNull(table.target()), lines);
    }
  }

  private static void place(Form form, ResultSet row, Map<UUID, List<StoredRecord>> byId)
      throws SQLException {
    for (StoredRecord record : byId.getOrDefault(row.getObject(1, UUID.class), List.of())) {
      form.sql().readDerived(row, 1, record);
    }
  }

  /** The figures that are wanted, for records that are stored and for those that aren't yet. */
  void figures(Form form, Collection<StoredRecord> records, Set<String> wanted)
      throws SQLException {
    for (Field field : form.derived()) {
      if (field.derivation() instanceof Derivation.Figure && wanted.contains(field.id())) {
        Map<UUID, List<StoredRecord>> byId = byId(records);
        figure(field, byId.keySet())
            .forEach(
                (id, value) ->
                    byId.getOrDefault(id, List.of()).forEach(r -> r.set(field.index(), value)));
      }
    }
  }

  /** One figure of each of those records. */
  private Map<UUID, @Nullable Object> figure(Field field, Set<UUID> ids) throws SQLException {
    var values = new HashMap<UUID, @Nullable Object>();
    if (!ids.isEmpty()) {
      Sql sql = select(List.of(field), "unnest(?::uuid[])", "", ids, scope, visible);
      each(
          sql,
          row -> values.put(row.getObject(1, UUID.class), RecordSql.value(row, 2, field.type())));
    }
    return values;
  }

  /**
   * What a record that isn't written yet says of others; the links on the way are loaded. Far
   * records that may not be seen aren't there.
   */
  void foresee(Form form, StoredRecord record, RowLimits limits) throws SQLException {
    figures(form, List.of(record), form.needs());
    for (Field field : form.derived()) {
      if (field.derivation() instanceof Derivation.Far) {
        record.set(field.index(), seen(record, field, limits));
      }
    }
    for (Field table : form.tables()) {
      Form lines = Objects.requireNonNull(table.target());
      for (Field field : lines.derived()) {
        for (StoredRecord line : record.lines(table.index())) {
          line.set(field.index(), seen(line, field, limits));
        }
      }
    }
  }

  private @Nullable Object seen(StoredRecord row, Field field, RowLimits limits)
      throws SQLException {
    List<? extends Shape.Name> way = field.path();
    StoredRecord at = row;
    for (Shape.Name link : way.subList(0, way.size() - 1)) {
      at = at.linked(link.index());
      if (at == null || limits.readable(connection, at.form(), Set.of(at.id())).isEmpty()) {
        return null;
      }
    }
    Shape.Name last = way.getLast();
    return last.derived() && last instanceof Field figure
        ? figure(figure, Set.of(at.id())).get(at.id())
        : at.get(last.index());
  }

  /** What a field shows of a record in memory; the links on the way are loaded. */
  static @Nullable Object of(StoredRecord row, Field field) {
    List<? extends Shape.Name> way = field.path();
    StoredRecord at = row;
    for (Shape.Name link : way.subList(0, way.size() - 1)) {
      at = at.linked(link.index());
      if (at == null) {
        return null;
      }
    }
    return at.get(way.getLast().index());
  }

  private static Map<UUID, List<StoredRecord>> byId(Collection<StoredRecord> records) {
    var byId = new HashMap<UUID, List<StoredRecord>>();
    for (StoredRecord record : new HashSet<>(records)) {
      byId.computeIfAbsent(record.id(), id -> new ArrayList<>()).add(record);
    }
    return byId;
  }

  private static Sql select(
      List<Field> fields, String from, String where, Set<UUID> ids, Scope scope, Visible visible) {
    var columns = new ArrayList<Sql>();
    columns.add(Sql.of("a.id"));
    fields.forEach(field -> columns.add(field.sql("a", scope, visible)));
    String alias = where.isEmpty() ? " a(id)" : " a where " + where;
    return Sql.of("select ")
        .then(Sql.join(", ", columns))
        .then(Sql.of(" from " + from + alias, (Object) ids.toArray(UUID[]::new)));
  }

  /** Takes one row of an answer. */
  private interface Taking {
    void take(ResultSet row) throws SQLException;
  }

  private void each(Sql sql, Taking taking) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      Parameters.set(statement, sql.parameters());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taking.take(row);
        }
      }
    }
  }
}
