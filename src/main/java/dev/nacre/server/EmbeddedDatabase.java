package dev.nacre.server;

import dev.nacre.metadata.Messages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * The PostgreSQL that belongs to the data folder: started before the application and stopped after
 * it. It listens on this machine only, under a password, and keeps what it has confirmed.
 */
final class EmbeddedDatabase {
  /** Recovery after a crash may replay gigabytes; an impatient start would only begin it anew. */
  private static final String START_SECONDS = "600";

  private static final String STOP_SECONDS = "60";
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final int PORT_ATTEMPTS = 3;

  private final PostgresPrograms programs;
  private final Cluster cluster;
  private boolean running;

  private EmbeddedDatabase(PostgresPrograms programs, Cluster cluster) {
    this.programs = programs;
    this.cluster = cluster;
  }

  /** The database of that folder. Nothing is there yet when the folder is new. */
  static EmbeddedDatabase in(DataFolder data, Path programsFolder) {
    return new EmbeddedDatabase(new PostgresPrograms(programsFolder), new Cluster(data));
  }

  /** Starts it, unpacked and created when it is new, and waits until it answers. */
  synchronized DatabaseAddress start() {
    programs.unpack();
    try {
      cluster.create(programs);
    } catch (IOException e) {
      throw new StartException("server.folder_not_writable", cluster.folder(), e);
    }
    try {
      stopOrphan();
      int port = startOnFreePort();
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/";
      var database = new DatabaseAddress(url + "nacre", Cluster.USER, cluster.password());
      createIfNew(database, url + "postgres");
      return database;
    } catch (IOException | SQLException e) {
      throw new StartException("server.database_failed", "postgres", e);
    }
  }

  /** Stops it, after open transactions were rolled back. Does nothing when it isn't running. */
  synchronized void stop() {
    if (running) {
      running = false;
      shutDown();
    }
  }

  private int startOnFreePort() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      cluster.configure(port);
      running = true;
      var outcome =
          programs.run(
              "pg_ctl",
              "start",
              "--wait",
              "--timeout=" + START_SECONDS,
              "--pgdata=" + cluster.folder(),
              "--log=" + cluster.log());
      if (outcome.exit() == 0) {
        return port;
      }
      running = false;
      if (attempt == PORT_ATTEMPTS) {
        throw new StartException("server.database_failed", "postgres", lastLines(cluster.log()));
      }
    }
  }

  /** After {@code kill -9} of Nacre its PostgreSQL lives on, and nobody else may want it. */
  private void stopOrphan() throws IOException {
    Optional<ProcessHandle> orphan = Postmaster.of(cluster.folder());
    if (orphan.isPresent()) {
      System.err.println(
          Messages.text(
              "server.orphan", Locale.getDefault(), List.of(String.valueOf(orphan.get().pid()))));
      shutDown();
    }
  }

  private void shutDown() {
    String folder = "--pgdata=" + cluster.folder();
    String patience = "--timeout=" + STOP_SECONDS;
    if (programs.run("pg_ctl", "stop", "--mode=fast", "--wait", patience, folder).exit() != 0) {
      // safe too, only the next start has to replay the journal
      programs.run("pg_ctl", "stop", "--mode=immediate", "--wait", patience, folder);
    }
  }

  private static void createIfNew(DatabaseAddress database, String maintenanceUrl)
      throws SQLException {
    try {
      connect(database.url(), database).close();
      return;
    } catch (SQLException e) {
      if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
        throw e;
      }
    }
    try (Connection connection = connect(maintenanceUrl, database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE nacre");
    }
  }

  private static Connection connect(String url, DatabaseAddress as) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", as.user());
    properties.setProperty("password", as.password());
    return new Driver().connect(url, properties);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }
}
