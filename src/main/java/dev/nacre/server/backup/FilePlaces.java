package dev.nacre.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Moves the contents of files to where the Nacre that is restored looks for them: into the data
 * folder beside an embedded database, into the database where nodes share nothing else. What was
 * backed up on one kind is so restored on the other, too.
 */
final class FilePlaces {
  private static final int PART = 256 << 10;

  private final Connection database;
  private final Path folder;

  /**
   * @param folder of contents, {@code files} in the data folder
   */
  FilePlaces(Connection database, Path folder) {
    this.database = database;
    this.folder = folder;
  }

  /** Puts a content of the backup into the database. */
  void intoTables(InputStream in, String hash) throws IOException, SQLException {
    String sql =
        "insert into nacre.file_part (hash, part, bytes) values (?, ?, ?) on conflict do nothing";
    try (PreparedStatement insert = database.prepareStatement(sql)) {
      int number = 0;
      for (byte[] part = in.readNBytes(PART);
          part.length > 0 || number == 0;
          part = in.readNBytes(PART)) {
        insert.setString(1, hash);
        insert.setInt(2, number++);
        insert.setBytes(3, part);
        insert.executeUpdate();
      }
    }
  }

  /** Puts a content of the backup into the folder; one that is there already is the same. */
  void intoFolder(InputStream in, String hash) throws IOException {
    Path file = at(hash);
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.copy(in, file);
    }
  }

  /** Takes out of the database what the folder shall hold. */
  void fromTablesIntoFolder() throws IOException, SQLException {
    if (!known("nacre.file_part")) {
      return;
    }
    try (Statement statement = database.createStatement();
        PreparedStatement part =
            database.prepareStatement(
                "select bytes from nacre.file_part where hash = ? and part = ?");
        ResultSet row = statement.executeQuery("select distinct hash from nacre.file_part")) {
      while (row.next()) {
        String hash = row.getString(1);
        Path file = at(hash);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
          write(part, hash, out);
        }
      }
    }
    try (Statement statement = database.createStatement()) {
      statement.execute("delete from nacre.file_part");
    }
  }

  private static void write(PreparedStatement part, String hash, OutputStream out)
      throws IOException, SQLException {
    for (int number = 0; ; number++) {
      part.setString(1, hash);
      part.setInt(2, number);
      try (ResultSet row = part.executeQuery()) {
        if (!row.next()) {
          return;
        }
        out.write(row.getBytes(1));
      }
    }
  }

  private Path at(String hash) {
    return folder.resolve(hash.substring(0, 2)).resolve(hash);
  }

  /** What an older Nacre has backed up may have no such table yet. */
  private boolean known(String table) throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** How many files are known whose content is in neither place. */
  int missing() throws SQLException {
    int missing = 0;
    if (!known("nacre.file_part")) {
      return missing;
    }
    try (Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select distinct hash from nacre.file f where not exists"
                    + " (select from nacre.file_part p where p.hash = f.hash)")) {
      while (row.next()) {
        missing += Files.exists(at(row.getString(1))) ? 0 : 1;
      }
    }
    return missing;
  }
}
