package dev.nacre.record;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds and locks records for engine parts that work out what to write from what is there. */
@Singleton
public final class RecordLocks {
  private final Database database;

  /** Locks in that database. */
  public RecordLocks(Database database) {
    this.database = database;
  }

  /**
   * Locks living records until the current transaction ends, in order of their ids, so that two
   * callers never wait for each other in a circle.
   *
   * @return as they are now, with their lines, in that order; what is gone is absent
   */
  public Map<UUID, StoredRecord> lock(Form form, Collection<UUID> ids) {
    return database.inTransaction(
        connection -> {
          var living = new LinkedHashMap<UUID, StoredRecord>();
          new RecordStore(connection, form)
              .lock(ids).entrySet().stream()
                  .filter(locked -> locked.getValue().deletedAt() == null)
                  .sorted(Map.Entry.comparingByKey())
                  .forEach(locked -> living.put(locked.getKey(), locked.getValue().record()));
          return living;
        });
  }

  /**
   * Takes records for the current transaction: until it ends, whoever else takes one of them waits.
   * It doesn't matter whether they are there, and of which form. Nobody is kept from writing them.
   */
  public void take(Collection<UUID> ids) {
    var unused =
        Rows.query(
            database,
            "SELECT pg_advisory_xact_lock(k) FROM (SELECT k FROM unnest(?) AS k ORDER BY k) AS o",
            List.of((Object) keys(ids)),
            row -> true);
  }

  /**
   * Takes those of these records that nobody else has taken or shares, and never waits.
   *
   * @return those that are taken now
   */
  public Set<UUID> takeFree(Collection<UUID> ids) {
    return free("pg_try_advisory_xact_lock", ids);
  }

  /**
   * The same beside others who share them.
   *
   * @return those that are shared now
   */
  public Set<UUID> shareFree(Collection<UUID> ids) {
    return free("pg_try_advisory_xact_lock_shared", ids);
  }

  private Set<UUID> free(String lock, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    var free =
        new HashSet<Long>(
            Rows.query(
                database,
                "SELECT k FROM unnest(?) AS k WHERE " + lock + "(k)",
                List.of((Object) keys(ids)),
                row -> row.getLong(1)));
    return ids.stream().filter(id -> free.contains(key(id))).collect(Collectors.toSet());
  }

  private static Long[] keys(Collection<UUID> ids) {
    return ids.stream().map(RecordLocks::key).distinct().sorted().toArray(Long[]::new);
  }

  private static long key(UUID id) {
    return id.getMostSignificantBits() ^ id.getLeastSignificantBits();
  }

  /**
   * Keeps records as they are until the current transaction ends, without keeping others from doing
   * the same.
   *
   * @return the version of each that there is, deleted or not
   */
  public Map<UUID, Long> versions(Form form, Collection<UUID> ids) {
    return database.inTransaction(connection -> new RecordStore(connection, form).share(ids));
  }

  /**
   * Living records by the values of some fields.
   *
   * @param keys one list of values per wanted record, in the order of the fields; none is null
   * @return for each key that was found, its record's id
   */
  public Map<List<@Nullable Object>, UUID> find(
      Form form, List<Field> fields, List<List<@Nullable Object>> keys) {
    return database.inTransaction(
        connection -> new RecordReads(connection, form).findByKey(fields, keys));
  }
}
