package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.assertj.core.api.AbstractBigDecimalAssert;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The order hub of the application that all tests of a run share, asked as its users ask it. */
final class Hub implements BeforeAllCallback {
  /** Of the app. */
  static final String APP = "/api/v1/apps/order_hub";

  private @Nullable RunningNacre nacre;

  @Override
  public void beforeAll(ExtensionContext context) {
    nacre = SharedNacre.of(context);
  }

  RunningNacre nacre() {
    return Objects.requireNonNull(nacre);
  }

  static String records(String form) {
    return APP + "/forms/" + form + "/records";
  }

  static String id(JsonNode record) {
    return record.path("id").asText();
  }

  /** A name that nobody else has. */
  static String some(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
  }

  static AbstractBigDecimalAssert<?> assertNumber(JsonNode record, String pointer) {
    return assertThat(new BigDecimal(record.at(pointer).asText())).as(pointer);
  }

  /** What workflows do is there within seconds. */
  static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(200));
  }

  JsonNode read(String path) {
    HttpResponse<String> answer = nacre().get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningNacre.json(answer);
  }

  JsonNode get(String form, String id) {
    return read(records(form) + "/" + id);
  }

  /** The records of which that condition holds. */
  List<JsonNode> find(String form, String condition) {
    String query = "?limit=500&filter=" + RunningNacre.encode(condition);
    return read(records(form) + query).path("records").valueStream().toList();
  }

  /** The records that link to another one. */
  List<JsonNode> linked(String form, String link, String id) {
    return find(form, "{\"field\":\"%s\",\"op\":\"eq\",\"value\":\"%s\"}".formatted(link, id));
  }

  JsonNode create(String form, String json) {
    HttpResponse<String> made = nacre().post(records(form), json);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return RunningNacre.json(made);
  }

  /** Writes a record that is refused; gives the answer. */
  HttpResponse<String> refused(String form, String json) {
    HttpResponse<String> answer = nacre().post(records(form), json);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
    return answer;
  }

  JsonNode change(String form, String id, String json) {
    HttpResponse<String> changed = tried(form, id, json);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    return RunningNacre.json(changed);
  }

  HttpResponse<String> tried(String form, String id, String json) {
    return nacre().patch(records(form) + "/" + id, json);
  }

  /** Waits until workflows have brought a field of a record to that value. */
  JsonNode until(String form, String id, String field, String value) {
    soon().until(() -> get(form, id).path(field).asText().equals(value));
    return get(form, id);
  }

  /** Waits until there is something. */
  <T> T until(Callable<@Nullable T> something) {
    return soon().until(something, Objects::nonNull);
  }

  /** What waits to be sent, or was, through a connector about a record, as it stands there. */
  List<JsonNode> outgoing(String connector, String record) {
    JsonNode entries = read(APP + "/outbox?limit=500&connector=" + connector).path("entries");
    return entries
        .valueStream()
        .filter(entry -> entry.path("record").asText().equals(record))
        .map(entry -> read(APP + "/outbox/" + id(entry)))
        .toList();
  }

  /** Presses a button at a record, or starts another workflow about it. */
  void start(String workflow, String id) {
    HttpResponse<String> started =
        nacre()
            .post(
                APP + "/workflows/" + workflow + "/instances", "{\"record\":\"%s\"}".formatted(id));
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
  }

  /** Starts a workflow that is about no record, as its time would. */
  void start(String workflow) {
    HttpResponse<String> started =
        nacre().post(APP + "/workflows/" + workflow + "/instances", "{}");
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
  }

  /** Who was told what within Nacre by workflows about a record: {@code manager: text}. */
  List<String> told(String record) {
    return read(APP + "/instances?limit=100&record=" + record)
        .path("instances")
        .valueStream()
        .flatMap(one -> read(APP + "/instances/" + id(one)).path("timeline").valueStream())
        .filter(event -> event.path("kind").asText().equals("notified"))
        .map(event -> event.path("detail"))
        .map(detail -> detail.path("to").asText() + ": " + detail.at("/text/en").asText())
        .toList();
  }

  /** Waits for the one open task about a record. */
  JsonNode task(String id) {
    String tasks = APP + "/tasks?record=" + id;
    soon().until(() -> read(tasks).path("tasks").size() == 1);
    return read(tasks).at("/tasks/0");
  }

  /** Decides the one open task about a record, as the administrator. */
  void decide(String id, String action) {
    String path = APP + "/tasks/" + id(task(id)) + "/" + action;
    HttpResponse<String> decided = nacre().post(path, "{}");
    assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
  }

  /** Approves the one open task about a record, as somebody. */
  HttpResponse<String> approve(String id, String authorization) {
    String path = APP + "/tasks/" + id(task(id)) + "/approve";
    return nacre().send("POST", path, "{}", authorization);
  }

  String product(String sku) {
    return product(sku, "");
  }

  String product(String sku, String more) {
    return id(
        create(
            "product",
            "{\"sku\":\"%s\",\"name\":\"%s\",\"price\":99,\"cost\":40%s}"
                .formatted(sku, sku, more)));
  }

  /** A warehouse that counts no days, so that it never is full. */
  String warehouse() {
    return warehouse("");
  }

  String warehouse(String more) {
    String code = some("W").replace("-", "");
    return id(
        create("warehouse", "{\"code\":\"%s\",\"name\":\"%s\"%s}".formatted(code, code, more)));
  }

  JsonNode stock(String warehouse, String product, String numbers) {
    return create(
        "stock",
        "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-9\",%s}"
            .formatted(product, warehouse, numbers));
  }

  JsonNode order(String channel, String more) {
    return create(
        "order",
        "{\"order_no\":\"%s\",\"channel\":\"%s\",\"address\":\"文三路 8 号\",%s}"
            .formatted(some("MOD"), channel, more));
  }

  /** A paid order that ships from that warehouse. */
  String paid(String warehouse, String lines) {
    return id(
        order(
            "offline",
            "\"warehouse\":\"%s\",\"paid_at\":\"%s\",\"lines\":[%s]"
                .formatted(warehouse, Instant.now(), lines)));
  }

  static String line(String sku, int quantity) {
    return "{\"sku\":\"%s\",\"qty\":%d,\"price\":9}".formatted(sku, quantity);
  }

  /** Somebody with those roles; gives how they sign in. */
  String account(String user, String... roles) {
    return nacre().account("order_hub", user, roles);
  }
}
