package dev.nacre.record.file;

import dev.nacre.storage.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    return new Parts(hash);
  }

  /** One part after the other. */
  private final class Parts extends InputStream {
    private final String hash;
    private int number;
    private InputStream now = InputStream.nullInputStream();

    Parts(String hash) {
      this.hash = hash;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = now.read(buffer, offset, length);
      while (count < 0) {
        byte[] next = part(hash, number++);
        if (next == null) {
          return -1;
        }
        now = new ByteArrayInputStream(next);
        count = now.read(buffer, offset, length);
        if (next.length == 0) {
          return -1;
        }
      }
      return count;
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
