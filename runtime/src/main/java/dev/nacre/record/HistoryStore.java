package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.storage.CopyRows;
import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import dev.nacre.storage.Uuid7;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every change of every record: who, when, through which door, before and after. */
@Singleton
public final class HistoryStore {
  private static final int FETCHED_TOGETHER = 500;
  private static final String COLUMNS =
      "id, form, record_id, version, at, who, origin, op, app_version, before, after, note";

  private final Database database;

  /** A store on that database. */
  public HistoryStore(Database database) {
    this.database = database;
  }

  /**
   * One change.
   *
   * @param version the version that it made
   * @param who the sign-in name
   * @param origin the door, as {@link Origin#toString} writes it
   * @param op {@code create update delete restore}
   * @param before the changed fields' old values; empty for a create
   * @param after the changed fields' new values; the whole record for a create
   * @param note why, if somebody said
   * @param checksum of that version; null where it isn't kept
   */
  public record Entry(
      long version,
      Instant at,
      String who,
      String origin,
      String op,
      int appVersion,
      ObjectNode before,
      ObjectNode after,
      @Nullable String note,
      @Nullable String checksum) {}

  /** A version of a record. */
  public record Found(UUID record, long version) {}

  /**
   * What a batch did to one record.
   *
   * @param checksum null where the form keeps none
   */
  private record Done(
      UUID id,
      UUID record,
      long version,
      String op,
      String before,
      String after,
      @Nullable String note,
      @Nullable String checksum) {

    static Done of(Form form, Wish wish) {
      StoredRecord after = wish.result();
      return new Done(
          Uuid7.next(),
          after.id(),
          after.version(),
          wish.op.id(),
          Json.write(changes(after, wish.before, wish.before)),
          Json.write(changes(after, wish.before, after)),
          wish.note,
          form.keepsChecksums()
              ? Checksum.of(form.id(), after.id(), after.version(), values(after))
              : null);
    }
  }

  /** Writes the history of a batch in one statement. */
  static void append(
      Connection connection, Forms forms, Batch batch, Instant now, List<Wish> wishes)
      throws SQLException {
    Form form = forms.get(batch.form());
    List<Done> done = wishes.stream().map(wish -> Done.of(form, wish)).toList();
    String table = Identifiers.quote(forms.schema(), FormTables.HISTORY);
    // tables of before checksums could be kept have no place for one until the form asks for it
    String columns = COLUMNS + (form.keepsChecksums() ? ", checksum" : "");
    if (done.size() >= CopyRows.WORTHWHILE) {
      copied(forms, batch, now, done).into(connection, table, columns);
      return;
    }
    Sql sql =
        Sql.of(
                "insert into " + table + " (" + columns + ") select u.id, ?, u.record_id,",
                form.id())
            .then(
                Sql.of(
                    " u.version, ?, ?, ?, u.op, ?,",
                    now,
                    batch.who().id(),
                    batch.origin().toString(),
                    forms.version()))
            .then(
                " u.before::jsonb, u.after::jsonb, u.note"
                    + (form.keepsChecksums() ? ", u.checksum" : ""))
            .then(inserted(done, form.keepsChecksums()));
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      Parameters.set(statement, sql.parameters());
      statement.executeUpdate();
    }
  }

  private static Sql inserted(List<Done> done, boolean checksums) {
    Sql arrays =
        Sql.of(
            " from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[],"
                + " ?::text[]",
            done.stream().map(Done::id).toArray(UUID[]::new),
            done.stream().map(Done::record).toArray(UUID[]::new),
            done.stream().map(Done::version).toArray(Long[]::new),
            texts(done, Done::op),
            texts(done, Done::before),
            texts(done, Done::after),
            texts(done, Done::note));
    String names = ") as u(id, record_id, version, op, before, after, note";
    return checksums
        ? arrays
            .then(Sql.of(", ?::text[]", texts(done, Done::checksum)))
            .then(names + ", checksum)")
        : arrays.then(names + ")");
  }

  private static Object texts(List<Done> done, Function<Done, @Nullable String> column) {
    return done.stream().map(column).toArray(String[]::new);
  }

  private static CopyRows copied(Forms forms, Batch batch, Instant now, List<Done> done) {
    boolean checksums = forms.get(batch.form()).keepsChecksums();
    var rows = new CopyRows(done.size());
    for (Done one : done) {
      rows.add(one.id()).add(batch.form()).add(one.record()).add(one.version()).add(now);
      rows.add(batch.who().id()).add(batch.origin().toString()).add(one.op());
      rows.add(forms.version()).add(one.before()).add(one.after()).add(one.note());
      if (checksums) {
        rows.add(one.checksum());
      }
      rows.end();
    }
    return rows;
  }

  /** Everything that is its own. */
  private static ObjectNode values(StoredRecord record) {
    return changes(record, null, record);
  }

  /** Of the fields that differ, the values that one side has. */
  private static ObjectNode changes(
      StoredRecord after, @Nullable StoredRecord before, @Nullable StoredRecord side) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    if (side == null) {
      return node;
    }
    for (Field field : after.form().fields()) {
      if (field.derived()) {
        continue;
      }
      boolean tells = before == null ? isThere(after, field) : after.differs(before, field.index());
      if (tells) {
        node.set(field.id(), side.kept(field));
      }
    }
    return node;
  }

  private static boolean isThere(StoredRecord record, Field field) {
    return field.lines()
        ? !record.lines(field.index()).isEmpty()
        : record.get(field.index()) != null;
  }

  /** The changes of a record, newest first. The caller has checked that it may be read. */
  public List<Entry> of(Forms forms, String form, UUID id) {
    return of(forms, form, id, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** At most so many of its changes that made versions before that one, newest first. */
  public List<Entry> of(Forms forms, String form, UUID id, long before, int limit) {
    String sql =
        "select version, at, who, origin, op, app_version, before, after, note, "
            + (forms.get(form).keepsChecksums() ? "checksum from " : "null::text from ")
            + Identifiers.quote(forms.schema(), FormTables.HISTORY)
            + " where record_id = ? and form = ? and version < ? order by version desc limit ?";
    return database.inTransaction(
        connection -> {
          var entries = new ArrayList<Entry>();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setString(2, form);
            statement.setLong(3, before);
            statement.setInt(4, limit);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                entries.add(read(row));
              }
            }
          }
          return entries;
        });
  }

  private static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        tree(row.getString(7)),
        tree(row.getString(8)),
        row.getString(9),
        row.getString(10));
  }

  /**
   * The versions whose checksum begins so, two at most.
   *
   * @param form one that {@link Form#keepsChecksums keeps them}
   * @param digits hexadecimal, in lower case
   */
  public List<Found> byChecksum(Forms forms, String form, String digits) {
    String sql =
        "select record_id, version from "
            + Identifiers.quote(forms.schema(), FormTables.HISTORY)
            + " where checksum ~>=~ ? and checksum ~<~ ? and checksum is not null and form = ?"
            + " limit 2";
    return database.reading(
        connection -> {
          var found = new ArrayList<Found>();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, digits);
            statement.setString(2, digits + "g"); // behind every hexadecimal digit
            statement.setString(3, form);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(new Found(row.getObject(1, UUID.class), row.getLong(2)));
              }
            }
          }
          return found;
        });
  }

  private static ObjectNode tree(@Nullable String json) {
    JsonNode node = json == null ? null : Json.read(json, new Problems());
    return node instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
  }

  /**
   * What one import, or work on many records, did to one record.
   *
   * @param deleted whether it was deleted, {@code restored} whether that was taken back
   * @param first the first version that it made, {@code last} the last, {@code count} how many
   * @param before of every field that it changed, the value before each change, newest change first
   */
  public record Touched(
      UUID record,
      boolean created,
      boolean deleted,
      boolean restored,
      long first,
      long last,
      long count,
      List<Before> before) {
    /** Whether nobody wrote in between. */
    public boolean unbroken() {
      return count == last - first + 1;
    }
  }

  /**
   * What a change replaced.
   *
   * @param appVersion the version of the app that wrote it down
   */
  public record Before(int appVersion, ObjectNode values) {}

  /** Takes them one by one. */
  public interface TouchedSink {
    /** Takes one more; false when enough. */
    boolean take(Touched touched);
  }

  /**
   * Everything that an import touched, a few in memory at a time.
   *
   * @param origin of the kind {@link Origin.Kind#IMPORT} or {@link Origin.Kind#BULK}: only these
   *     are found by an index
   * @return false when the sink had enough
   */
  public boolean touched(Forms forms, String form, Origin origin, TouchedSink sink) {
    String sql =
        "select record_id, bool_or(op = 'create'), bool_or(op = 'delete'),"
            + " bool_or(op = 'restore'), min(version), max(version), count(*),"
            + " jsonb_agg(jsonb_build_array(app_version, before) order by version desc) from "
            + Identifiers.quote(forms.schema(), FormTables.HISTORY)
            + " where origin = ? and "
            + (origin.kind() == Origin.Kind.BULK ? FormTables.IN_BULK : FormTables.IMPORTED)
            + " and form = ? group by record_id";
    return database.inNewTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCHED_TOGETHER);
            statement.setString(1, origin.toString());
            statement.setString(2, form);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                if (!sink.take(touched(row))) {
                  return false;
                }
              }
            }
          }
          return true;
        });
  }

  private static Touched touched(ResultSet row) throws SQLException {
    var before = new ArrayList<Before>();
    JsonNode changes = Json.read(row.getString(8), new Problems());
    if (changes != null) {
      changes.forEach(
          change -> before.add(new Before(change.path(0).asInt(), (ObjectNode) change.path(1))));
    }
    return new Touched(
        row.getObject(1, UUID.class),
        row.getBoolean(2),
        row.getBoolean(3),
        row.getBoolean(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        before);
  }
}
