package dev.nacre.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** The packaged application with the app of the bench, and the database that it runs on. */
final class Nacre implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMED = "{\"name\": \"bench\"}";
  static final String PASSWORD = "bench-the-pearl-9";
  private final Server server;
  private final Path data;
  private final String key;

  private Nacre(Server server, Path data) throws IOException {
    this.server = server;
    this.data = data;
    this.key = install(server.port());
  }

  /** Imports the app; gives how its administrator is known from then on. */
  static String install(int port) throws IOException {
    String basic = "Basic " + base64("admin:" + PASSWORD);
    call(port, basic, "POST", "/apps:import", "application/zip", BenchPack.zip());
    JsonNode made =
        call(port, basic, "POST", "/users/admin/keys", "application/json", NAMED.getBytes(UTF_8));
    return "Bearer " + made.path("key").asText(made.path("token").asText());
  }

  /** Starts it on an empty folder. */
  static Nacre start(Path root, Path folder) throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    return new Nacre(
        Server.start(
            root.resolve("target/quarkus-app/quarkus-run.jar"),
            folder.resolve("nacre.log"),
            Map.of("NACRE_ADMIN_PASSWORD", PASSWORD),
            "--empty",
            "--no-simulator",
            "--port",
            "%d",
            "--data",
            data.toString()),
        data);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  int port() {
    return server.port();
  }

  /** A request to a path below {@code /api/v1/apps/bench}. */
  byte[] request(String method, String path, String type, byte[] body) {
    String headers = "Authorization: " + key + "\r\nContent-Type: " + type + "\r\n";
    return Wire.request(method + " /api/v1/apps/bench" + path, headers, body);
  }

  /** Asks it once; the answer must be a good one. */
  JsonNode ask(String method, String path, String json) throws IOException {
    return call(
        port(), key, method, "/apps/bench" + path, "application/json", json.getBytes(UTF_8));
  }

  /** Sends a file. */
  JsonNode send(String path, String type, byte[] body) throws IOException {
    return call(port(), key, "POST", "/apps/bench" + path, type, body);
  }

  static JsonNode call(int port, String who, String method, String path, String type, byte[] body)
      throws IOException {
    String headers = "Authorization: " + who + "\r\nContent-Type: " + type + "\r\n";
    try (var wire = new Wire(port)) {
      Wire.Answer answer = wire.send(Wire.request(method + " /api/v1" + path, headers, body));
      if (answer.status() >= 300) {
        throw new IOException(method + " " + path + ": " + answer.status() + " " + answer.text());
      }
      return JSON.readTree(answer.body());
    }
  }

  String databaseUrl() throws IOException {
    String port = Files.readAllLines(data.resolve("database/postmaster.pid")).get(3).strip();
    return "jdbc:postgresql://127.0.0.1:" + port + "/nacre";
  }

  String databaseUser() {
    return "owner";
  }

  String databasePassword() throws IOException {
    return Files.readString(data.resolve("database.password")).strip();
  }

  /** A connection to its database. */
  Connection connect() throws IOException, SQLException {
    var properties = new Properties();
    properties.setProperty("user", databaseUser());
    properties.setProperty("password", databasePassword());
    return new Driver().connect(databaseUrl(), properties);
  }

  @Override
  public void close() {
    server.close();
  }
}
