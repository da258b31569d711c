package dev.nacre.record.file;

import dev.nacre.record.Forms;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Which files are kept by something that is no record. */
@Singleton
public final class FileKeepers {
  private final Database database;

  /** Noted in that database. */
  public FileKeepers(Database database) {
    this.database = database;
  }

  /** Keeps a file for good. */
  public void keep(Forms forms, String file, UUID keeper) {
    Rows.update(
        database,
        "insert into nacre.file_keeper (file, schema, keeper) values (?::uuid, ?, ?::uuid)"
            + " on conflict do nothing",
        List.of(file, forms.schema(), keeper.toString()));
  }

  /** What keeps a file of that app. */
  List<UUID> of(String file, String schema) {
    return Rows.query(
        database,
        "select keeper from nacre.file_keeper where file = ?::uuid and schema = ?",
        List.of(file, schema),
        row -> row.getObject(1, UUID.class));
  }
}
