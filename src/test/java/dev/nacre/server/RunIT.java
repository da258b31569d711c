package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built application as its users start it. */
class RunIT {
  private static final Path JAR =
      Path.of(URI.create(RunIT.class.getResource("/").toString()))
          .resolveSibling("quarkus-app")
          .resolve("quarkus-run.jar");

  @TempDir Path folder;

  @Test
  void servesRefusesASecondStartAndStopsItsDatabaseAtTheEnd() throws Exception {
    int port = freePort();
    Path log = folder.resolve("first.log");
    Process first = start(port, log);
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> ready(port) || !first.isAlive());
      assertThat(first.isAlive()).as(() -> read(log)).isTrue();

      Path words = folder.resolve("second.log");
      Process second = start(freePort(), words);
      assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(second.exitValue()).isEqualTo(1);
      assertThat(words).content().contains("http://localhost:" + port).doesNotContain("\tat ");
    } finally {
      first.destroy();
    }
    assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(Postmaster.of(folder.resolve("data/database"))).isEmpty();
    assertThat(folder.resolve("data/database/server.log"))
        .content()
        .endsWith("database system is shut down\n");
    assertThat(log).content().contains("http://localhost:" + port).doesNotContain("ERROR");
  }

  private Process start(int port, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.language=en",
            "-jar",
            JAR.toString(),
            "--empty",
            "--port=" + port,
            "--data=" + folder.resolve("data"))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static boolean ready(int port) throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://localhost:" + port + "/q/health/ready");
      var request = HttpRequest.newBuilder(uri).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
