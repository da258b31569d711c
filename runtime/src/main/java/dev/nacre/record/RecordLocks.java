package dev.nacre.record;

import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
        connection -> new RecordStore(connection, form).findByKey(fields, keys));
  }
}
