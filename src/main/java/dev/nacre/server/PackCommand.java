package dev.nacre.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Messages;
import dev.nacre.metadata.Problems;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code pack check|diff|import|export}: asks the Nacre that runs, so that its answer counts. */
final class PackCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Map<String, String> environment;
  private final PrintStream out;
  private final Locale locale = Locale.getDefault();

  private PackCommand(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  /** Does it; 0 when all is well, 1 when there are problems, 2 when it can't be understood. */
  static int run(List<String> args, Map<String, String> environment, PrintStream out) {
    try {
      return new PackCommand(environment, out).run(args);
    } catch (StartException e) {
      System.err.println(e.text(Locale.getDefault()));
      return 1;
    } catch (IOException e) {
      System.err.println(
          new StartException("server.pack_failed", e.getMessage()).text(Locale.getDefault()));
      return 1;
    }
  }

  private int run(List<String> args) throws IOException {
    var rest = new ArrayList<>(args);
    String command = rest.isEmpty() ? "" : rest.removeFirst();
    var query = new ArrayList<String>();
    if (rest.remove("--replace")) {
      query.add("mode=replace");
    }
    for (String option : List.of("take", "keep")) {
      for (int at = rest.indexOf("--" + option); at >= 0; at = rest.indexOf("--" + option)) {
        rest.remove(at);
        if (at < rest.size()) {
          query.add(option + "=" + URLEncoder.encode(rest.remove(at), StandardCharsets.UTF_8));
        }
      }
    }
    boolean known = List.of("check", "diff", "import", "export").contains(command);
    if (!known || rest.isEmpty() || rest.size() > (command.equals("export") ? 2 : 1)) {
      System.err.println(Messages.text("server.pack_usage", locale, List.of()));
      System.err.println(Messages.hint("server.pack_usage", locale, List.of()));
      return 2;
    }
    if (command.equals("export")) {
      String app = rest.getFirst();
      return export(app, Path.of(rest.size() > 1 ? rest.get(1) : app + ".zip"));
    }
    byte[] zip = PackFolder.read(Path.of(rest.getFirst()));
    if (!command.equals("import")) {
      query.add("dryRun=true");
    }
    HttpResponse<byte[]> answer = post("/api/v1/apps:import?" + String.join("&", query), zip);
    JsonNode body = json(answer);
    if (command.equals("diff")) {
      body.path("items").forEach(this::item);
    }
    body.path("problems").forEach(this::problem);
    if (answer.statusCode() == 201) {
      say("server.pack_installed", body.path("app").asText(), body.path("version").asText());
      return 0;
    }
    boolean fine = answer.statusCode() == 200 && body.path("problems").isEmpty();
    if (fine) {
      say(
          "server.pack_fine",
          body.path("app").asText(),
          String.valueOf(body.path("changes").size()));
    }
    return fine ? 0 : 1;
  }

  private int export(String app, Path target) throws IOException {
    HttpResponse<byte[]> answer = send(request("/api/v1/apps/" + app + "/export").GET());
    if (answer.statusCode() != 200) {
      json(answer).path("problems").forEach(this::problem);
      return 1;
    }
    PackFolder.write(answer.body(), target);
    say("server.pack_exported", app, target.toString());
    return 0;
  }

  private void say(String code, String... args) {
    out.println(Messages.text(code, locale, List.of(args)));
  }

  private void item(JsonNode item) {
    out.println(
        Messages.text(
                "server.pack_item_"
                    + item.path("changedBy").asText()
                    + "_"
                    + item.path("gets").asText(),
                locale,
                List.of(item.path("text").asText()))
            + "\n    "
            + item.path("item").asText());
  }

  private void problem(JsonNode problem) {
    out.println(
        (problem.path("file").asText("") + " " + problem.path("pointer").asText()).strip()
            + "\n    "
            + problem.path("message").asText()
            + "\n    "
            + problem.path("hint").asText());
  }

  private HttpResponse<byte[]> post(String path, byte[] zip) {
    return send(
        request(path)
            .header("Content-Type", "application/zip")
            .POST(BodyPublishers.ofByteArray(zip)));
  }

  private String address() {
    String port = environment.getOrDefault("NACRE_PORT", "8080");
    return environment.getOrDefault("NACRE_URL", "http://localhost:" + port).replaceAll("/$", "");
  }

  private HttpRequest.Builder request(String path) {
    String token = environment.get("NACRE_TOKEN");
    String password =
        environment.getOrDefault(
            "NACRE_PASSWORD", environment.getOrDefault("NACRE_ADMIN_PASSWORD", ""));
    String user = environment.getOrDefault("NACRE_USER", "admin") + ":" + password;
    String basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    try {
      return HttpRequest.newBuilder(URI.create(address() + path))
          .timeout(PATIENCE)
          .header("Accept-Language", locale.toLanguageTag())
          .header("Authorization", token == null ? "Basic " + basic : "Bearer " + token);
    } catch (IllegalArgumentException e) {
      throw new StartException("server.pack_no_answer", address());
    }
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new StartException("server.pack_no_answer", address());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("server.pack_no_answer", address());
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    JsonNode json = Json.read(text, new Problems());
    return json == null ? Json.MAPPER.createObjectNode() : json;
  }
}
