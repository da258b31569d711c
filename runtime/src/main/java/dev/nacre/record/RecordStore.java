package dev.nacre.record;

import dev.nacre.storage.CopyRows;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Locks and writes the rows of one form's tables on a connection; a constant number of statements.
 */
final class RecordStore {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Connection connection;
  private final Form form;

  RecordStore(Connection connection, Form form) {
    this.connection = connection;
    this.form = form;
  }

  /**
   * A locked row.
   *
   * @param deletedAt when it was deleted; null while it lives
   * @param source when its source said what is there; null when it never had one
   */
  record Locked(StoredRecord record, @Nullable Instant deletedAt, @Nullable SourceMoment source) {}

  /**
   * Locks rows, in order of their ids so that two batches never wait for each other in a circle.
   */
  Map<UUID, Locked> lock(Collection<UUID> ids) throws SQLException {
    var rows = new HashMap<UUID, Locked>();
    if (ids.isEmpty()) {
      return rows;
    }
    RecordSql sql = form.sql();
    Sql text = sql.lock(ids.toArray(UUID[]::new));
    try (PreparedStatement statement = connection.prepareStatement(text.text())) {
      Parameters.set(statement, text.parameters());
      try (ResultSet result = statement.executeQuery()) {
        int after = sql.columns().size();
        while (result.next()) {
          StoredRecord record = sql.read(result);
          rows.put(
              record.id(),
              new Locked(record, moment(result, after + 1), source(result, after + 2)));
        }
      }
    }
    new RecordReads(connection, form)
        .loadLines(rows.values().stream().map(Locked::record).toList());
    return rows;
  }

  private static @Nullable SourceMoment source(ResultSet row, int column) throws SQLException {
    Instant time = moment(row, column);
    // what was written before arrivals were noted has none: anything of the same time is later
    return time == null ? null : new SourceMoment(time, row.getLong(column + 1));
  }

  /** Notes later source moments of records that are otherwise as they are told to be. */
  void mark(List<UUID> ids, List<@Nullable SourceMoment> sources) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update "
                + form.table()
                + " t set _source_time = u.source, _source_arrival = u.arrival"
                + " from unnest(?::uuid[], ?::timestamptz[], ?::bigint[])"
                + " as u(id, source, arrival) where t.id = u.id")) {
      Parameters.set(statement, 1, ids.toArray(UUID[]::new));
      Parameters.set(statement, 2, times(sources));
      Parameters.set(statement, 3, arrivals(sources));
      statement.executeUpdate();
    }
  }

  private static @Nullable Instant[] times(List<@Nullable SourceMoment> sources) {
    return sources.stream().map(s -> s == null ? null : s.time()).toArray(Instant[]::new);
  }

  private static @Nullable Long[] arrivals(List<@Nullable SourceMoment> sources) {
    return sources.stream().map(s -> s == null ? null : s.arrival()).toArray(Long[]::new);
  }

  /** Marks a row as deleted, and does nothing else. */
  void hide(UUID id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update " + form.table() + " set deleted_at = now() where id = ?")) {
      statement.setObject(1, id);
      statement.executeUpdate();
    }
  }

  /** Versions by id, kept as they are for this transaction. */
  Map<UUID, Long> share(Collection<UUID> ids) throws SQLException {
    var versions = new HashMap<UUID, Long>();
    if (ids.isEmpty()) {
      return versions;
    }
    Sql text = form.sql().share(ids.toArray(UUID[]::new));
    try (PreparedStatement statement = connection.prepareStatement(text.text())) {
      Parameters.set(statement, text.parameters());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          versions.put(result.getObject(1, UUID.class), result.getLong(2));
        }
      }
    }
    return versions;
  }

  private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  private static Form lines(Field table) {
    return Objects.requireNonNull(table.target());
  }

  /**
   * Inserts records with their lines.
   *
   * @return the ids of those that were written; the others met a living record with the same values
   */
  Set<UUID> insert(List<StoredRecord> records, int appVersion, List<@Nullable SourceMoment> sources)
      throws SQLException {
    if (records.isEmpty()) {
      return Set.of();
    }
    if (copied(records, appVersion, sources)) {
      return records.stream().map(StoredRecord::id).collect(Collectors.toSet());
    }
    RecordSql sql = form.sql();
    var written = new HashSet<UUID>();
    try (PreparedStatement statement = connection.prepareStatement(sql.insert())) {
      int next = bind(statement, sql, records);
      Parameters.set(statement, next, versions(records.size(), appVersion));
      Parameters.set(statement, next + 1, times(sources));
      Parameters.set(statement, next + 2, arrivals(sources));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          written.add(result.getObject(1, UUID.class));
        }
      }
    }
    List<StoredRecord> there = records.stream().filter(r -> written.contains(r.id())).toList();
    for (Field table : form.sql().tables()) {
      insertLines(table, there);
    }
    return written;
  }

  /** Copies many new records in with their lines; false when one of them meets another. */
  private boolean copied(
      List<StoredRecord> records, int appVersion, List<@Nullable SourceMoment> sources)
      throws SQLException {
    RecordSql sql = form.sql();
    boolean all = sql.copies() && sql.tables().stream().allMatch(t -> lines(t).sql().copies());
    if (records.size() < CopyRows.WORTHWHILE || !all) {
      return false;
    }
    var rows = new CopyRows(records.size());
    for (int i = 0; i < records.size(); i++) {
      sql.copy(records.get(i), rows);
      SourceMoment source = sources.get(i);
      rows.add(appVersion)
          .add(source == null ? null : source.time())
          .add(source == null ? null : source.arrival())
          .end();
    }
    Savepoint before = connection.setSavepoint();
    try {
      rows.into(connection, form.table(), sql.copied("app_version, _source_time, _source_arrival"));
      for (Field table : sql.tables()) {
        copyLines(table, records);
      }
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      connection.rollback(before);
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private void copyLines(Field table, List<StoredRecord> records) throws SQLException {
    RecordSql sql = lines(table).sql();
    var rows = new CopyRows(records.size());
    boolean any = false;
    for (StoredRecord record : records) {
      int position = 0;
      for (StoredRecord line : record.lines(table.index())) {
        sql.copy(line, rows);
        rows.add(record.id()).add(position++).end();
        any = true;
      }
    }
    if (any) {
      rows.into(connection, lines(table).table(), sql.copied("record_id, position"));
    }
  }

  /**
   * Updates records; their version must be one above the stored one.
   *
   * @param deleted when each was deleted; null for living ones
   * @param changedTables for each table, the records whose lines differ
   * @return the ids of those that were written
   */
  Set<UUID> update(
      List<StoredRecord> records,
      int appVersion,
      List<@Nullable SourceMoment> sources,
      List<@Nullable Instant> deleted,
      Map<Field, List<StoredRecord>> changedTables)
      throws SQLException {
    if (records.isEmpty()) {
      return Set.of();
    }
    RecordSql sql = form.sql();
    var written = new HashSet<UUID>();
    try (PreparedStatement statement = connection.prepareStatement(sql.update())) {
      int next = bind(statement, sql, records);
      Parameters.set(statement, next, versions(records.size(), appVersion));
      Parameters.set(statement, next + 1, times(sources));
      Parameters.set(statement, next + 2, arrivals(sources));
      Parameters.set(statement, next + 3, deleted.toArray(Instant[]::new));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          written.add(result.getObject(1, UUID.class));
        }
      }
    }
    for (var table : changedTables.entrySet()) {
      List<StoredRecord> changed = table.getValue();
      UUID[] kept =
          changed.stream()
              .flatMap(r -> r.lines(table.getKey().index()).stream())
              .map(StoredRecord::id)
              .toArray(UUID[]::new);
      UUID[] owners = changed.stream().map(StoredRecord::id).toArray(UUID[]::new);
      Sql gone =
          Sql.of("delete from " + lines(table.getKey()).table() + " where ")
              .then(Sql.in("record_id", owners))
              .then(Sql.of(" and not (id = any(?))", (Object) kept));
      try (PreparedStatement statement = connection.prepareStatement(gone.text())) {
        Parameters.set(statement, gone.parameters());
        statement.executeUpdate();
      }
      insertLines(table.getKey(), changed);
    }
    return written;
  }

  private void insertLines(Field table, List<StoredRecord> records) throws SQLException {
    var lines = new ArrayList<StoredRecord>();
    var owners = new ArrayList<UUID>();
    var positions = new ArrayList<Integer>();
    for (StoredRecord record : records) {
      int position = 0;
      for (StoredRecord line : record.lines(table.index())) {
        lines.add(line);
        owners.add(record.id());
        positions.add(position++);
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    RecordSql sql = lines(table).sql();
    try (PreparedStatement statement = connection.prepareStatement(sql.insert())) {
      int next = bind(statement, sql, lines);
      Parameters.set(statement, next, owners.toArray(UUID[]::new));
      Parameters.set(statement, next + 1, positions.toArray(Integer[]::new));
      statement.executeUpdate();
    }
  }

  private static int bind(PreparedStatement statement, RecordSql sql, List<StoredRecord> rows)
      throws SQLException {
    int next = 1;
    for (Field field : sql.columns()) {
      Parameters.set(statement, next++, RecordSql.array(rows, field));
    }
    for (Mirror mirror : sql.mirrors()) {
      Parameters.set(statement, next++, RecordSql.array(rows, mirror));
    }
    return next;
  }

  private static Integer[] versions(int size, int appVersion) {
    Integer[] versions = new Integer[size];
    Arrays.fill(versions, appVersion);
    return versions;
  }
}
