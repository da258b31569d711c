package dev.nacre.record;

import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What playing the past asks of records, in a transaction that is undone in the end. */
@Singleton
public final class PlayedRecords {
  private final Database database;

  /** On that database. */
  public PlayedRecords(Database database) {
    this.database = database;
  }

  /** Lets a record be gone for whatever follows in the current transaction; nobody is told. */
  public void hide(Form form, UUID id) {
    database.inTransaction(
        connection -> {
          new RecordStore(connection, form).hide(id);
          return null;
        });
  }

  /** Something done to records of a form. */
  public record Done(String form, String op) {}

  /**
   * How many records were written, by what was done to them, in this transaction.
   *
   * @param record one that was made before all of it; it doesn't count itself
   */
  public Map<Done, Integer> since(Forms forms, UUID record) {
    var counts = new LinkedHashMap<Done, Integer>();
    Rows.query(
        database,
        "SELECT form, op, count(DISTINCT record_id) AS records FROM "
            + Identifiers.quote(forms.schema(), FormTables.HISTORY)
            + " WHERE id > ?::uuid AND record_id <> ?::uuid AND app_version = ?"
            + " GROUP BY form, op ORDER BY form, op",
        List.of(record, record, forms.version()),
        row -> {
          counts.put(new Done(row.getString("form"), row.getString("op")), row.getInt("records"));
          return row;
        });
    return counts;
  }
}
