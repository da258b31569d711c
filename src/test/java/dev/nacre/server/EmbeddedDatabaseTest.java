package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  /** Beside the compiled tests, so that only the first run unpacks. */
  private static final Path PROGRAMS =
      Path.of(URI.create(EmbeddedDatabaseTest.class.getResource("/").toString()))
          .resolveSibling("test-postgresql");

  @TempDir Path folder;

  @Test
  void keepsRowsOverARestart() throws SQLException {
    try (DataFolder data = DataFolder.take(folder, "here")) {
      EmbeddedDatabase database = EmbeddedDatabase.in(data, PROGRAMS);
      ask(database.start(), "CREATE TABLE parcel AS SELECT 7 AS id; SELECT id FROM parcel");
      database.stop();
      EmbeddedDatabase again = EmbeddedDatabase.in(data, PROGRAMS);
      assertThat(ask(again.start(), "SELECT id FROM parcel")).isEqualTo("7");
      again.stop();
    }
  }

  @Test
  void isDurableAndClosedToStrangers() throws SQLException, IOException {
    try (DataFolder data = DataFolder.take(folder, "here")) {
      EmbeddedDatabase database = EmbeddedDatabase.in(data, PROGRAMS);
      try {
        DatabaseAddress address = database.start();
        assertThat(ask(address, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(address, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(address, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        var stranger = new DatabaseAddress(address.url(), address.user(), "guess");
        assertThatThrownBy(() -> ask(stranger, "SELECT 1")).hasMessageContaining("password");
        assertThat(Files.getPosixFilePermissions(folder.resolve("database.password")))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      } finally {
        database.stop();
      }
    }
  }

  @Test
  void losesNothingWhenNacreIsKilledAndStopsWhatItLeftBehind() throws Exception {
    Process nacre = startAndAwaitCommit();
    assertThatThrownBy(() -> DataFolder.take(folder, "second"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("http://localhost:4711");

    nacre.destroyForcibly().waitFor();
    ProcessHandle orphan = Postmaster.of(folder.resolve("database")).orElseThrow();

    try (DataFolder data = DataFolder.take(folder, "third")) {
      EmbeddedDatabase database = EmbeddedDatabase.in(data, PROGRAMS);
      assertThat(ask(database.start(), "SELECT id FROM parcel")).isEqualTo("42");
      assertThat(orphan.onExit()).succeedsWithin(Duration.ofSeconds(10));
      database.stop();
    }
    assertThat(Postmaster.of(folder.resolve("database"))).isEmpty();
  }

  private Process startAndAwaitCommit() throws IOException {
    String inherited = System.getProperty("java.class.path");
    Process nacre =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", inherited),
                KilledNacre.class.getName(),
                folder.toString(),
                PROGRAMS.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(nacre.inputReader().readLine()).isEqualTo(KilledNacre.READY);
    return nacre;
  }

  private static String ask(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      try (ResultSet result = statement.getResultSet()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
