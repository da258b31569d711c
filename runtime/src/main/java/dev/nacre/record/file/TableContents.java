package dev.nacre.record.file;

import dev.nacre.storage.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Contents in PostgreSQL, in parts of which one at a time is in memory. */
final class TableContents implements FileContents {
  private static final int PART = 256 << 10;

  private final Database database;

  TableContents(Database database) {
    this.database = database;
  }

  @Override
  public void keep(Path file, String hash) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      database.inTransaction(
          connection -> {
            String sql =
                "insert into nacre.file_part (hash, part, bytes) values (?, ?, ?)"
                    + " on conflict do nothing";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
              int number = 0;
              for (byte[] part = next(in); part.length > 0 || number == 0; part = next(in)) {
                statement.setString(1, hash);
                statement.setInt(2, number++);
                statement.setBytes(3, part);
                statement.executeUpdate();
              }
            }
            return hash;
          });
    }
  }

  private static byte[] next(InputStream in) throws SQLException {
    try {
      return in.readNBytes(PART);
    } catch (IOException e) {
      throw new SQLException("the upload can't be read back", e);
    }
  }

  @Override
  public InputStream open(String hash) {
    return new SequenceInputStream(new Parts(hash));
  }

  /** The parts, each read when the one before has been. */
  private final class Parts implements Enumeration<InputStream> {
    private final String hash;
    private int number;
    private byte @Nullable [] next;

    Parts(String hash) {
      this.hash = hash;
      this.next = part(hash, 0);
    }

    @Override
    public boolean hasMoreElements() {
      return next != null;
    }

    @Override
    public InputStream nextElement() {
      byte[] now = next;
      if (now == null) {
        throw new NoSuchElementException();
      }
      next = part(hash, ++number);
      return new java.io.ByteArrayInputStream(now);
    }
  }

  private byte @Nullable [] part(String hash, int number) {
    return database
        .<java.util.Optional<byte[]>>inTransaction(
            connection -> {
              String sql = "select bytes from nacre.file_part where hash = ? and part = ?";
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, hash);
                statement.setInt(2, number);
                try (ResultSet result = statement.executeQuery()) {
                  return result.next()
                      ? java.util.Optional.of(result.getBytes(1))
                      : java.util.Optional.empty();
                }
              }
            })
        .orElse(null);
  }

  @Override
  public void delete(String hash) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("delete from nacre.file_part where hash = ?")) {
            statement.setString(1, hash);
            return statement.executeUpdate();
          }
        });
  }
}
