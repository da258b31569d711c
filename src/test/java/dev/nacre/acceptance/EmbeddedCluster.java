package dev.nacre.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The database that a running Nacre has brought with it. */
final class EmbeddedCluster {
  private final Path data;

  private EmbeddedCluster(Path data) {
    this.data = data;
  }

  /** That of the Nacre on that folder. */
  static EmbeddedCluster in(Path data) {
    return new EmbeddedCluster(data);
  }

  Connection connect() throws IOException, SQLException {
    String port = pidFile().get(3).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/nacre",
        "owner",
        Files.readString(data.resolve("database.password")).strip());
  }

  /**
   * Ends one of its processes as a lack of memory would: it breaks all connections off, recovers
   * from its log, and is waited for.
   */
  void crash() throws IOException {
    ProcessHandle postmaster =
        ProcessHandle.of(Long.parseLong(pidFile().getFirst().strip())).orElseThrow();
    long first = postmaster.children().mapToLong(ProcessHandle::pid).max().orElseThrow();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ofMillis(300))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(
            () -> {
              try (Connection connection = connect()) {
                return connection.isValid(1);
              }
            });
  }

  private List<String> pidFile() throws IOException {
    return Files.readAllLines(data.resolve("database").resolve("postmaster.pid"));
  }
}
