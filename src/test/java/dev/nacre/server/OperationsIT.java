package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What whoever runs Nacre looks at: whether it lives, what it has to do, and what it wrote down.
 */
class OperationsIT {
  private static final String ORDERS = "/api/v1/apps/order_hub/forms/order/records";
  private static final String REFUNDS = "/api/v1/apps/order_hub/forms/refund/records";
  private static final String WRITTEN =
      "nacre_records_written_total{app=\"order_hub\",form=\"order\",source=\"api\"}";

  @TempDir static Path folder;
  private static RunningNacre nacre;

  @BeforeAll
  static void start() {
    nacre =
        RunningNacre.on(
            folder.resolve("data"), RunningNacre.freePort(), Map.of("NACRE_LOG", "json"));
  }

  @AfterAll
  static void stop() {
    nacre.close();
  }

  @Test
  void tellsThatItLivesAndIsReadyToWhoeverAsks() {
    for (String path : List.of("/q/health", "/q/health/live", "/q/health/ready")) {
      HttpResponse<String> answer = nacre.get(path, "");
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(RunningNacre.json(answer).path("status").asText()).isEqualTo("UP");
    }
    JsonNode ready = RunningNacre.json(nacre.get("/q/health/ready"));
    assertThat(ready.path("checks"))
        .extracting(check -> check.path("name").asText())
        .anyMatch(name -> name.contains("atabase"));
  }

  @Test
  void countsWhatWasWrittenAndNotWhatWasRefused() {
    double before = number(WRITTEN);
    String order =
        "{\"op\":\"create\",\"data\":{\"order_no\":\"M-%s\",\"channel\":\"web\",\"lines\":[]}}";
    String two = order.formatted("1") + "," + order.formatted("2");
    assertThat(nacre.post(ORDERS + ":batch", "{\"changes\":[" + two + "]}").statusCode())
        .isEqualTo(200);
    assertThat(number(WRITTEN)).isEqualTo(before + 2);

    String taken = order.formatted("3") + "," + order.formatted("1");
    assertThat(nacre.post(ORDERS + ":batch", "{\"changes\":[" + taken + "]}").statusCode())
        .isEqualTo(422);
    assertThat(number(WRITTEN)).isEqualTo(before + 2);
  }

  @Test
  void countsTheWorkThatWaits() {
    assertThat(metrics())
        .extracting(line -> line.replaceAll("[{ ].*", ""))
        .contains(
            "nacre_inbox_waiting",
            "nacre_inbox_dead",
            "nacre_outbox_waiting",
            "nacre_outbox_dead",
            "nacre_tasks_open",
            "nacre_instances_ready",
            "jvm_memory_used_bytes",
            "http_server_requests_seconds_count",
            "agroal_active_count");
    double before = number("nacre_tasks_open");
    String order =
        RunningNacre.json(nacre.get(ORDERS + "?limit=1&sort=-amount")).at("/records/0/id").asText();
    HttpResponse<String> refund =
        nacre.post(
            REFUNDS,
            "{\"order\":\"" + order + "\",\"reason\":\"late\",\"amount\":5,\"note\":\"metrics\"}");
    assertThat(refund.statusCode()).as(refund.body()).isEqualTo(201);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(number("nacre_tasks_open")).isEqualTo(before + 1));
  }

  @Test
  void knowsARequestByTheCallersIdInTheAnswerAndInTheLog() {
    HttpResponse<String> answer = asked("till-7.2026_11");
    assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("till-7.2026_11");
    JsonNode line = line("till-7.2026_11");
    assertThat(line.path("app").asText()).isEqualTo("order_hub");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("message").asText())
        .startsWith("POST /api/v1/apps/order_hub/forms/order/records:query 200 in ");
  }

  @Test
  void makesAnIdForARequestWithoutAndKeepsNoneForTheNext() {
    String first = made(nacre.post(ORDERS + ":query", "{}"));
    String second = made(nacre.post(ORDERS + ":query", "{}"));
    assertThat(first).isNotEqualTo(second).hasSize(36);
    assertThat(line(first).path("app").asText()).isEqualTo("order_hub");
    String elsewhere = made(nacre.get("/api/v1/me"));
    assertThat(line(elsewhere).has("app")).isFalse();
  }

  @Test
  void givesAnIdToWhateverItRefuses() {
    assertThat(nacre.get("/api/v1/me", "Bearer nk_wrong").statusCode()).isEqualTo(401);
    for (HttpResponse<String> refused :
        List.of(
            nacre.get("/api/v1/me", "Bearer nk_wrong"),
            nacre.get("/api/v1/nothing"),
            nacre.get("/api/v1/apps/%00/tasks"),
            nacre.post("/hooks/order_hub/nobody", "{}"))) {
      assertThat(refused.statusCode()).isBetween(400, 404);
      assertThat(line(made(refused)).path("message").asText())
          .contains(" " + refused.statusCode() + " in ");
    }
  }

  @Test
  void writesNoHostileIdAndNoWordOfTheQuery() throws IOException {
    String phone = "13800138000";
    for (String hostile :
        List.of("a b", "\"},{\"level\":\"ERROR", "x".repeat(65), "${jndi:ldap://x}", "%0a", "é")) {
      HttpResponse<String> answer = asked(hostile);
      assertThat(answer.statusCode()).isEqualTo(200);
      line(made(answer));
      assertThat(log()).doesNotContain(hostile);
    }
    String filter = "{\"field\":\"phone\",\"op\":\"eq\",\"value\":\"" + phone + "\"}";
    line(made(nacre.get(ORDERS + "?filter=" + RunningNacre.encode(filter))));
    assertThat(log()).doesNotContain(phone);
    for (String line : log().lines().filter(l -> l.contains("\"request\"")).toList()) {
      var problems = new Problems();
      assertThat(Json.read(line, problems)).as(line).isNotNull();
    }
  }

  private static HttpResponse<String> asked(String id) {
    return nacre.post(
        ORDERS + ":query",
        "application/json",
        "{}".getBytes(StandardCharsets.UTF_8),
        List.of("X-Request-Id", id));
  }

  private static String made(HttpResponse<String> answer) {
    List<String> ids = answer.headers().allValues("X-Request-Id");
    assertThat(ids).hasSize(1);
    assertThat(ids.getFirst()).matches("[0-9a-f-]{36}");
    return ids.getFirst();
  }

  /** The line of the log that ends the request of that id; it is written after the answer. */
  private static JsonNode line(String id) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                log()
                    .lines()
                    .filter(line -> line.contains("\"request\":\"" + id + "\""))
                    .map(line -> Json.read(line, new Problems()))
                    .filter(line -> line.path("logger").asText().endsWith("RequestIds"))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static String log() throws IOException {
    return Files.readString(folder.resolve("nacre.log"));
  }

  private static List<String> metrics() {
    HttpResponse<String> answer = nacre.get("/q/metrics", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ArrayList<>(answer.body().lines().filter(l -> !l.startsWith("#")).toList());
  }

  /** The value of a series; 0 when nothing has been counted yet. */
  private static double number(String series) {
    return metrics().stream()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
