package dev.nacre.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application as a process on a folder of its own. */
public final class RunningNacre implements AutoCloseable {
  /** Of the administrator. */
  public static final String PASSWORD = "pearl-and-shell-7";

  private static final String SECRET = "a shelf of pearls 7";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path data;
  private final int port;
  private final Map<String, String> environment;
  private final List<String> options;
  private Process process;

  private RunningNacre(Path data, int port, Map<String, String> environment, List<String> options) {
    this.data = data;
    this.port = port;
    this.environment = environment;
    this.options = options;
    this.process = launch();
    awaitReady();
  }

  /** Starts on a folder; the sample pack is installed, the shop simulator is off. */
  public static RunningNacre on(Path data) {
    return on(data, freePort(), Map.of());
  }

  /** A port that nobody listens on. */
  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, on that port and with more in its environment. */
  public static RunningNacre on(Path data, int port, Map<String, String> environment) {
    return new RunningNacre(data, port, environment, List.of());
  }

  /** Starts on a folder, with no app at all. */
  public static RunningNacre empty(Path data) {
    return new RunningNacre(data, freePort(), Map.of(), List.of("--empty"));
  }

  /** Starts on a folder and what the environment names, with more on its command line. */
  public static RunningNacre with(Path data, Map<String, String> environment, String... options) {
    return new RunningNacre(data, freePort(), environment, List.of(options));
  }

  /** Where a browser finds it. */
  public String address() {
    return "http://localhost:" + port;
  }

  private Process launch() {
    if (!environment.containsKey("NACRE_DB_URL")) {
      FirstStart.fill(data, options);
    }
    var builder =
        java(FirstStart.flags(), "--port", String.valueOf(port), "--data", data.toString());
    builder.command().add("--no-simulator");
    builder.command().addAll(options);
    builder.environment().put("NACRE_ADMIN_PASSWORD", PASSWORD);
    builder.environment().remove("NACRE_DB_URL");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(data.resolveSibling("nacre.log").toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program that all of this is about. */
  static Path application() {
    return root().resolve("target/quarkus-app/quarkus-run.jar");
  }

  static ProcessBuilder java(List<String> flags, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // it lives for a minute or two: the second compiler would cost more than it gives back
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(flags);
    command.add("-jar");
    command.add(application().toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** How a command ended, and what it said. */
  public record Said(int code, String text) {}

  /** Runs {@code ./nacre pack …} against it, as the administrator. */
  public Said pack(String... arguments) {
    var command = new ArrayList<String>(List.of("pack"));
    command.addAll(List.of(arguments));
    return run(Map.of("NACRE_URL", address(), "NACRE_PASSWORD", PASSWORD), command);
  }

  /** Runs another command of {@code ./nacre} to its end. */
  public static Said run(Map<String, String> environment, List<String> arguments) {
    ProcessBuilder builder = java(FirstStart.flags(), arguments.toArray(String[]::new));
    builder.command().add(1, "-Duser.language=en");
    builder.environment().remove("NACRE_DB_URL");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    try {
      Process command = builder.start();
      String text = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(command.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The folder of the repository. */
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("nacre")) ? here : here.getParent();
  }

  private void awaitReady() {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(data.resolveSibling("nacre.log")));
              }
              // with accounts elsewhere, ours isn't known
              return get("/q/health/ready").statusCode() == 200
                  && List.of(200, 401).contains(get("/api/v1/apps").statusCode());
            });
  }

  /** Ends it as a power failure would. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again on the same folder. */
  void restart() {
    process = launch();
    awaitReady();
  }

  /** Asks as the administrator. */
  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** Asks with other credentials. */
  public HttpResponse<String> get(String path, String authorization) {
    return send(request(path).setHeader("Authorization", authorization).GET());
  }

  /** Sends JSON as the administrator. */
  public HttpResponse<String> send(String method, String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  /** Sends JSON as somebody else. */
  public HttpResponse<String> send(String method, String path, String json, String authorization) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .setHeader("Authorization", authorization)
            .method(method, BodyPublishers.ofString(json)));
  }

  /** Sends as the administrator. */
  public HttpResponse<String> patch(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  /** Sends as the administrator. */
  public HttpResponse<String> post(String path, String json) {
    return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8), List.of());
  }

  /** Sends as the administrator. */
  public HttpResponse<String> put(String path, String json) {
    return put(path, "application/json", json);
  }

  /** Puts something as the administrator. */
  public HttpResponse<String> put(String path, String type, String body) {
    return send(request(path).header("Content-Type", type).PUT(BodyPublishers.ofString(body)));
  }

  /** Deletes something as the administrator. */
  public HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  /** Sends something as the administrator. */
  public HttpResponse<String> post(String path, String type, byte[] body, List<String> headers) {
    HttpRequest.Builder builder =
        request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
    if (!headers.isEmpty()) {
      builder.headers(headers.toArray(String[]::new));
    }
    return send(builder);
  }

  /** Makes somebody with those roles of an app; gives how they sign in. */
  public String account(String app, String user, String... roles) {
    post(
        "/api/v1/users",
        "{\"id\":\"%s\",\"name\":\"%s\",\"password\":\"%s\"}".formatted(user, user, SECRET));
    put(
        "/api/v1/apps/" + app + "/members/" + user,
        "{\"roles\":[\"%s\"]}".formatted(String.join("\",\"", roles)));
    return basic(user, SECRET);
  }

  private static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", basic("admin", PASSWORD));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A JSON answer. */
  public static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }

  /** For a query string. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
