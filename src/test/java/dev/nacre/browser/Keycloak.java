package dev.nacre.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Keycloak with the realm of this repository, in memory. */
final class Keycloak implements AutoCloseable {
  static final String SECRET = "what-only-nacre-knows";
  private static final String ADMINISTRATOR = "root-of-keycloak";

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Process process;

  private Keycloak(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param root of the repository
   * @param nacre where people find the application
   */
  static Keycloak start(Path root, String nacre, Path log) throws IOException {
    Path home;
    try (Stream<Path> versions = Files.list(root.resolve("target/keycloak"))) {
      home = versions.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    Path imports = Files.createDirectories(home.resolve("data/import"));
    Files.writeString(
        imports.resolve("nacre-realm.json"),
        Files.readString(root.resolve("docs/keycloak/nacre-realm.json")));
    int port = RunningNacre.freePort();
    var builder =
        new ProcessBuilder(
            "bash",
            home.resolve("bin/kc.sh").toString(),
            "start-dev",
            "--import-realm",
            "--db=dev-mem",
            "--http-host=127.0.0.1",
            "--http-port=" + port);
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    // it lives for a minute: the second compiler would cost more than it gives back
    environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "root");
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMINISTRATOR);
    environment.put("NACRE_OIDC_CLIENT_SECRET", SECRET);
    environment.put("NACRE_URL", nacre);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    var keycloak = new Keycloak(port, builder.start());
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(
            () -> {
              assertThat(keycloak.process.isAlive()).as(Files.readString(log)).isTrue();
              return keycloak.get(keycloak.issuer()).statusCode() == 200;
            });
    return keycloak;
  }

  String issuer() {
    return base() + "/realms/nacre";
  }

  private String base() {
    return "http://127.0.0.1:" + port;
  }

  /** Lets programs of the tests have tokens for a name and password. */
  void allowPasswords() {
    String client = admin("/clients?clientId=nacre").get(0).path("id").textValue();
    send("PUT", "/clients/" + client, "{\"directAccessGrantsEnabled\": true}");
  }

  /** Makes a person; gives Keycloak's id for them. */
  String person(String name, String password, String... roles) {
    var body = Json.MAPPER.createObjectNode();
    body.put("username", name).put("enabled", true).put("firstName", "Ann").put("lastName", name);
    body.put("email", name + "@example.com").put("emailVerified", true);
    body.putArray("credentials")
        .addObject()
        .put("type", "password")
        .put("value", password)
        .put("temporary", false);
    send("POST", "/users", body.toString());
    String id = admin("/users?exact=true&username=" + name).get(0).path("id").textValue();
    send("POST", "/users/" + id + "/role-mappings/realm", roles(roles).toString());
    return id;
  }

  /** Takes a role from a person. */
  void take(String person, String role) {
    send("DELETE", "/users/" + person + "/role-mappings/realm", roles(role).toString());
  }

  /** A token of another realm. */
  String masterToken() {
    // they live a minute, and a start may take longer
    return token("master", "admin-cli", "", "root", ADMINISTRATOR);
  }

  private ArrayNode roles(String... names) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (String name : names) {
      list.add(admin("/roles/" + URLEncoder.encode(name, StandardCharsets.UTF_8)));
    }
    return list;
  }

  /** An access token for a name and password. */
  String token(String realm, String client, String secret, String name, String password) {
    var fields =
        Map.of(
            "grant_type", "password",
            "client_id", client,
            "client_secret", secret,
            "username", name,
            "password", password,
            "scope", "openid");
    String form =
        fields.entrySet().stream()
            .filter(field -> !field.getValue().isEmpty())
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(
                    URI.create(base() + "/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body()).path("access_token").textValue();
  }

  private JsonNode admin(String path) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(base() + "/admin/realms/nacre" + path))
                .header("Authorization", "Bearer " + masterToken()));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return json(answer.body());
  }

  private void send(String method, String path, String body) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(base() + "/admin/realms/nacre" + path))
                .header("Authorization", "Bearer " + masterToken())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(path + answer.body()).isIn(List.of(200, 201, 204));
  }

  private HttpResponse<String> get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  @Override
  public void close() {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
