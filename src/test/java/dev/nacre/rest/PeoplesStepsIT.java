package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with tasks: fill in, return, add, comment, stand in, withdraw. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class PeoplesStepsIT {
  private static final String CLAIM =
      """
      {"id": "claim", "trigger": {"type": "button", "form": "order"}, "steps": [
        {"id": "details", "type": "fill", "settings": {"assign": {"user": {"expr": "input.who"}},
          "fields": ["phone", "lines.qty"], "required": ["phone"]}},
        {"id": "check", "type": "approve", "settings": {"mode": "sequence", "returnTo": ["details"],
          "assign": {"users": [{"expr": "input.first"}, {"expr": "input.second"}]},
          "comment": ["reject"]}} ]}
      """;

  private Shop shop = Shop.fresh();
  private Person asker = new Person("admin");
  private Person first = asker;
  private Person second = asker;

  private record Person(String id) {
    /** A new one each time: it keeps what was asked with it. */
    RequestSpecification api() {
      return id.equals("admin") ? Shop.admin() : Shop.as(id, Shop.PASSWORD);
    }
  }

  @BeforeEach
  void install() {
    shop = Shop.installed();
    Shop.admin().body(CLAIM).put(shop.at("/draft/workflows/claim.json")).then().statusCode(200);
    String clerk = shop.files().get("roles/clerk.json");
    assertThat(clerk).isNotNull();
    Shop.admin()
        .body(clerk.replace("\"review\": \"start\"", "\"claim\": \"start\""))
        .put(shop.at("/draft/roles/clerk.json"))
        .then()
        .statusCode(200);
    Shop.admin().body("{}").post(shop.at("/publish")).then().statusCode(200);
    asker = person("clerk");
    first = person("viewer");
    second = person("viewer");
  }

  private Person person(String role) {
    return new Person(shop.member(role).get("/api/v1/me").path("id"));
  }

  /** A claim about a new order with one line, at its first step. */
  private String claim() {
    String order =
        shop.order(
            "{\"order_no\": \"1\", \"lines\": [{\"sku\": \"A\", \"qty\": 2, \"price\": 1}]}");
    return asker
        .api()
        .body(
            Map.of(
                "record",
                order,
                "input",
                Map.of("who", first.id(), "first", first.id(), "second", second.id())))
        .post(shop.at("/workflows/claim/instances"))
        .then()
        .statusCode(201)
        .body("withdrawable", equalTo(true))
        .extract()
        .path("id");
  }

  private String task(String instance) {
    return Shop.admin().get(shop.at("/tasks?instance=" + instance)).path("tasks[0].id");
  }

  private io.restassured.response.ValidatableResponse act(
      Person who, String task, String action, String body) {
    return who.api().body(body).post(shop.at("/tasks/" + task + "/" + action)).then();
  }

  private String filled(String instance) {
    act(first, task(instance), "complete", "{\"data\": {\"phone\": \"13800138000\"}}")
        .statusCode(200);
    return task(instance);
  }

  @Test
  void fillsInTheFieldsThatAreAskedAndNoOthers() {
    String instance = claim();
    String task = task(instance);
    first
        .api()
        .get(shop.at("/tasks/" + task))
        .then()
        .statusCode(200)
        .body("actions", hasItem("complete"))
        .body("fields.field", contains("phone", "lines"))
        .body("fields[0].required", equalTo(true))
        .body("fields[1].columns", contains("qty"));
    String line = first.api().get(shop.at("/tasks/" + task)).path("fields[1].value[0].id");
    act(first, task, "complete", "{}")
        .statusCode(422)
        .body("problems.pointer", contains("/data/phone"));
    act(first, task, "complete", "{\"data\": {\"phone\": \"no number\"}}")
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/data/phone"));
    act(first, task, "complete", "{\"data\": {\"phone\": \"13800138000\", \"status\": \"paid\"}}")
        .statusCode(422)
        .body("problems.code", contains("fill_not_asked"));
    act(second, task, "complete", "{}").statusCode(403);
    first.api().get(shop.at("/tasks/" + task)).then().body("state", equalTo("open"));
    act(
            first,
            task,
            "complete",
            "{\"data\": {\"phone\": \"13800138000\", \"lines\": {\"" + line + "\": {\"qty\": 5}}}}")
        .statusCode(200)
        .body("state", equalTo("done"));
    String record = Shop.admin().get(shop.at("/instances/" + instance)).path("record");
    Shop.admin()
        .get(shop.at("/forms/order/records/" + record))
        .then()
        .body("phone", equalTo("13800138000"))
        .body("lines[0].qty.intValue()", equalTo(5))
        .body("lines[0].sku", equalTo("A"))
        .body("updatedBy", equalTo(first.id()));
  }

  @Test
  void asksOneAfterAnotherAndReturnsToAStep() {
    String instance = claim();
    String check = filled(instance);
    first
        .api()
        .get(shop.at("/tasks/" + check))
        .then()
        .body("mode", equalTo("sequence"))
        .body("returnTo", contains("details"))
        .body("commentNeeded", contains("reject"))
        .body("assignees[1].turn", equalTo("later"));
    act(second, check, "approve", "{}")
        .statusCode(409)
        .body("problems[0].code", equalTo("task_not_your_turn"));
    act(first, check, "reject", "{}")
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/comment"));
    act(first, check, "return", "{\"data\": {\"to\": \"nowhere\"}}")
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/data/to"));
    act(first, check, "return", "{\"data\": {\"to\": \"details\"}}").statusCode(200);
    String again = filled(instance);
    act(first, again, "add", "{\"data\": {\"user\": \"" + asker.id() + "\", \"when\": \"after\"}}")
        .statusCode(200)
        .body("assignees", hasSize(3));
    act(first, again, "approve", "{\"comment\": \"fine\"}")
        .statusCode(200)
        .body("state", equalTo("open"))
        .body("assignees[0].comment", equalTo("fine"));
    act(asker, again, "approve", "{}").statusCode(200);
    act(second, again, "approve", "{}").statusCode(200).body("decision", equalTo("approve"));
    asker.api().get(shop.at("/instances/" + instance)).then().body("state", equalTo("done"));
  }

  @Test
  void keepsTheFilesOfACommentForThoseWhoSeeTheTask() {
    String instance = claim();
    String check = filled(instance);
    String file =
        asker
            .api()
            .contentType("text/plain")
            .body("the receipt")
            .post(shop.at("/files?name=receipt.txt"))
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    first.api().get(shop.at("/files/" + file)).then().statusCode(404);
    act(first, check, "comment", "{\"attachments\": [\"" + file + "\"]}")
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/attachments/0"));
    act(
            asker,
            check,
            "comment",
            "{\"comment\": \"here it is\", \"attachments\": [{\"id\": \"" + file + "\"}]}")
        .statusCode(200)
        .body("state", equalTo("open"));
    first.api().get(shop.at("/files/" + file)).then().statusCode(200);
    person("viewer").api().get(shop.at("/files/" + file)).then().statusCode(404);
    second
        .api()
        .get(shop.at("/tasks/" + check))
        .then()
        .body("said[0].comment", equalTo("here it is"))
        .body("said[0].by", equalTo(asker.id()))
        .body("said[0].attachments[0].name", equalTo("receipt.txt"));
    act(person("viewer"), check, "comment", "{\"comment\": \"me too\"}").statusCode(403);
  }

  @Test
  void remindsOnceInAWhileAndLetsWhoStartedItTakeItBack() {
    String instance = claim();
    String task = task(instance);
    asker.api().get(shop.at("/tasks?scope=started")).then().body("tasks.id", contains(task));
    first.api().get(shop.at("/tasks?scope=mine")).then().body("tasks.id", contains(task));
    first.api().get(shop.at("/tasks?scope=group")).then().body("tasks", hasSize(0));
    first.api().get(shop.at("/tasks?scope=yours")).then().statusCode(422);
    act(asker, task, "urge", "{\"comment\": \"today\"}").statusCode(200);
    act(asker, task, "urge", "{}").statusCode(429).header("Retry-After", notNullValue());
    first
        .api()
        .body("{}")
        .post(shop.at("/instances/" + instance + "/withdraw"))
        .then()
        .statusCode(403);
    asker
        .api()
        .body("{\"comment\": \"by mistake\"}")
        .post(shop.at("/instances/" + instance + "/withdraw"))
        .then()
        .statusCode(200)
        .body("state", equalTo("cancelled"))
        .body("outcome", equalTo("withdrawn"))
        .body("timeline[-1].detail.comment", equalTo("by mistake"));
    act(first, task, "complete", "{}")
        .statusCode(409)
        .body("problems[0].code", equalTo("task_cancelled"));
  }

  @Test
  void letsTheDeputyActWhileSomebodyIsAway() {
    String instance = claim();
    String task = task(instance);
    Person deputy = person("viewer");
    LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
    String away =
        "{\"from\": \"%s\", \"until\": \"%s\", \"deputy\": \"%s\"}"
            .formatted(today.minusDays(1), today.plusDays(1), deputy.id());
    first.api().get("/api/v1/users/me/absence").then().statusCode(404);
    first.api().body(away).put("/api/v1/users/me/absence").then().statusCode(200);
    deputy
        .api()
        .body(away.replace(deputy.id(), first.id()))
        .put("/api/v1/users/me/absence")
        .then()
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/deputy"));
    second.api().body(away).put("/api/v1/users/" + first.id() + "/absence").then().statusCode(403);
    deputy
        .api()
        .get(shop.at("/tasks?assignee=me"))
        .then()
        .body("tasks.id", contains(task))
        .body("tasks[0].assignees[0].deputy", equalTo(deputy.id()));
    first.api().delete("/api/v1/users/me/absence").then().statusCode(204);
    act(deputy, task, "complete", "{\"data\": {\"phone\": \"13800138000\"}}").statusCode(403);
    first.api().body(away).put("/api/v1/users/me/absence").then().statusCode(200);
    act(deputy, task, "complete", "{\"data\": {\"phone\": \"13800138000\"}}").statusCode(200);
    Shop.admin()
        .get(shop.at("/instances/" + instance))
        .then()
        .body("timeline.find { it.kind == 'acted' }.detail.as", equalTo(first.id()));
  }

  @Test
  void findsTasksOfWhoLeftAndGivesThemToSomebody() {
    String task = task(claim());
    Shop.admin().get(shop.at("/tasks?scope=orphaned")).then().body("tasks", hasSize(0));
    Shop.admin()
        .body("{\"active\": false}")
        .patch("/api/v1/users/" + first.id())
        .then()
        .statusCode(200);
    Shop.admin().get(shop.at("/tasks?scope=orphaned")).then().body("tasks.id", contains(task));
    Shop.admin().get(shop.at("/tasks/" + task)).then().body("orphaned", equalTo(true));
    second.api().get(shop.at("/tasks?scope=orphaned")).then().body("tasks", hasSize(0));
    String to = "{\"data\": {\"to\": \"" + second.id() + "\"}}";
    act(second, task, "reassign", to).statusCode(403);
    act(new Person("admin"), task, "reassign", to)
        .statusCode(200)
        .body("assignees.user", contains(second.id()));
    Shop.admin().get(shop.at("/tasks?scope=orphaned")).then().body("tasks", hasSize(0));
  }

  /** The task of a large order, once the workflow has begun. */
  private String review() {
    String order =
        shop.order(
            "{\"order_no\": \"9\", \"lines\": [{\"sku\": \"A\", \"qty\": 2, \"price\": 600}]}");
    for (int i = 0; ; i++) {
      String task =
          asker.api().get(shop.at("/tasks?assignee=me&record=" + order)).path("tasks[0].id");
      if (task != null || i == 100) {
        return java.util.Objects.requireNonNull(task);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }
  }

  @Test
  void decidesSeveralTasksEachByItself() {
    String review = review();
    String strange = "00000000-0000-7000-8000-000000000000";
    asker
        .api()
        .body(Map.of("action", "approve", "ids", List.of(review, strange, review)))
        .post(shop.at("/tasks:batch"))
        .then()
        .statusCode(200)
        .body("results.status", contains(200, 404, 409))
        .body("results[0].decision", equalTo("approve"))
        .body("results[2].problems[0].code", equalTo("task_done"));
  }

  @Test
  void countsOnlyTheFirstOfTwoWhoDecideAtOnce() throws Exception {
    String review = review();
    Person other = person("clerk");
    Callable<Integer> one = () -> act(asker, review, "approve", "{}").extract().statusCode();
    Callable<Integer> two = () -> act(other, review, "reject", "{}").extract().statusCode();
    try (var both = Executors.newFixedThreadPool(2)) {
      List<Integer> answers =
          both.invokeAll(List.of(one, two)).stream()
              .map(
                  answer -> {
                    try {
                      return answer.get();
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  })
              .sorted()
              .toList();
      assertThat(answers).containsExactly(200, 409);
    }
  }
}
