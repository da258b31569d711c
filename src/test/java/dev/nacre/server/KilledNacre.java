package dev.nacre.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** What a test kills: takes a folder, starts its database, commits a row, and waits. */
final class KilledNacre {
  static final String READY = "committed";

  private KilledNacre() {}

  /** Arguments: the data folder, and the folder of PostgreSQL's programs. */
  public static void main(String... args) throws Exception {
    DataFolder folder = DataFolder.take(Path.of(args[0]), "http://localhost:4711");
    DatabaseAddress address = EmbeddedDatabase.in(folder, Path.of(args[1])).start();
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE parcel (id int); INSERT INTO parcel VALUES (42)");
      System.out.println(READY);
      System.out.flush();
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
