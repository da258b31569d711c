package dev.nacre.rest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking after workflows that run. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class RunningIT {
  private static final String LARGE =
      "{\"order_no\": \"1\", \"lines\": [{\"sku\": \"A\", \"qty\": 2, \"price\": 600}]}";

  private Shop shop = Shop.fresh();

  @BeforeEach
  void install() {
    shop = Shop.installed();
  }

  private static RequestSpecification admin() {
    return Shop.admin();
  }

  private void publish(String workflow, String json) {
    admin()
        .body(json)
        .put(shop.at("/draft/workflows/" + workflow + ".json"))
        .then()
        .statusCode(200)
        .body("problems", empty());
    admin().body("{}").post(shop.at("/publish")).then().statusCode(200);
  }

  private String only(String question) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> admin().get(shop.at("/instances" + question)).path("instances[0].id"),
            found -> found != null);
  }

  private ValidatableResponse act(RequestSpecification who, String instance, String action) {
    return who.body("{\"reason\": \"on purpose\"}")
        .post(shop.at("/instances/" + instance + "/" + action))
        .then();
  }

  @Test
  void failedStepsAreFoundTriedAgainByThemselvesAndSkipped() {
    publish(
        "odd",
        """
        {"id": "odd", "trigger": {"type": "record", "form": "order", "on": ["create"]},
         "retry": {"times": 3, "first": "PT1H"}, "steps": [
          {"id": "bad", "type": "script", "settings": {"code": "throw new Error('no')"}},
          {"id": "say", "type": "notify", "settings": {"to": {"role": "clerk"}, "text": "x"}}]}\
        """);
    String order = shop.order("{\"order_no\": \"1\"}");
    String failed = only("?state=failed&workflow=odd&step=bad&error=script&olderThan=PT0S");
    admin()
        .get(shop.at("/instances/" + failed))
        .then()
        .body("step", equalTo("bad"))
        .body("attempts", equalTo(1))
        .body("tries", equalTo(1))
        .body("retryAt", notNullValue())
        .body("incidentAt", nullValue())
        .body("problems", hasSize(1));
    admin()
        .get(shop.at("/instances?state=failed&olderThan=PT1H"))
        .then()
        .body("instances", empty());
    admin().get(shop.at("/instances?state=paused")).then().body("instances", empty());
    admin().get(shop.at("/instances?state=odd")).then().statusCode(422);
    admin().get(shop.at("/instances?olderThan=long")).then().statusCode(422);
    admin()
        .get(shop.at("/instances:count"))
        .then()
        .statusCode(200)
        .body("counts.find { it.workflow == 'odd' }.state", equalTo("failed"))
        .body("counts.find { it.workflow == 'odd' }.step", equalTo("bad"));

    // what one can't see isn't there
    act(shop.member("viewer"), failed, "skip").statusCode(404);
    admin()
        .body("{\"action\": \"skip\", \"filter\": {\"workflow\": \"odd\"}, \"reason\": \"r\"}")
        .post(shop.at("/instances:batch"))
        .then()
        .statusCode(200)
        .body("results.status", contains("done"))
        .body("results.state", contains("done"))
        .body("next", nullValue());
    act(admin(), failed, "retry").statusCode(409);
    admin()
        .get(shop.orders() + "/" + order + "/timeline")
        .then()
        .statusCode(200)
        .body(
            "entries.kind", hasItems("change", "started", "failed", "skipped", "notified", "done"))
        .body("entries.find { it.kind == 'skipped' }.said", equalTo("r"))
        .body("entries.find { it.kind == 'started' }.cause", equalTo(1))
        .body("next", nullValue());
    String next =
        admin()
            .get(shop.orders() + "/" + order + "/timeline?limit=2")
            .then()
            .body("entries", hasSize(2))
            .extract()
            .path("next");
    admin()
        .get(shop.orders() + "/" + order + "/timeline?limit=2&cursor=" + next)
        .then()
        .body("entries", hasSize(2));
  }

  @Test
  void pausedInstancesAndWorkflowsWaitUntilTheyAreLetGoOn() {
    String order = shop.order(LARGE);
    RequestSpecification clerk = shop.member("clerk");
    String waiting = only("?record=" + order + "&form=order&state=waiting");
    String task = clerk.get(shop.at("/tasks?record=" + order)).path("tasks[0].id");
    act(clerk, waiting, "pause").statusCode(200).body("pausedBy", notNullValue());
    act(clerk, waiting, "pause").statusCode(409);
    clerk.body("{}").post(shop.at("/tasks/" + task + "/approve")).then().statusCode(409);
    admin().get(shop.at("/instances?state=paused")).then().body("instances.id", contains(waiting));
    act(clerk, waiting, "resume").statusCode(200).body("pausedAt", nullValue());

    clerk.body("{}").post(shop.at("/workflows/review/pause")).then().statusCode(200);
    clerk.body("{}").post(shop.at("/workflows/nothing/pause")).then().statusCode(404);
    String later = shop.order(LARGE.replace("\"1\"", "\"2\""));
    admin()
        .get(shop.at("/instances?record=" + later + "&form=order"))
        .then()
        .body("instances.state", contains("ready"))
        .body("instances[0].pausedAt", notNullValue());
    admin().get(shop.at("/instances:count")).then().body("paused.workflow", contains("review"));
    clerk
        .body("{}")
        .post(shop.at("/workflows/review/resume"))
        .then()
        .statusCode(200)
        .body("instances", equalTo(2));
    only("?record=" + later + "&form=order&state=waiting");
    clerk.body("{}").post(shop.at("/tasks/" + task + "/approve")).then().statusCode(200);
  }

  @Test
  void instancesMoveToAnotherVersionWhenTheyFit() {
    String order = shop.order(LARGE);
    String waiting = only("?record=" + order + "&form=order&state=waiting");
    publish(
        "review",
        """
        {"id": "review", "trigger": {"type": "record", "form": "order", "on": ["create"]}, "steps": [
          {"id": "check", "type": "approve", "settings": {"assign": {"role": "clerk"}}}]}\
        """);
    String address = shop.at("/instances/" + waiting + "/move");
    admin()
        .body("{\"dryRun\": true}")
        .post(address)
        .then()
        .statusCode(200)
        .body("problems.code", contains("move_step_gone"));
    admin().body("{}").post(address).then().statusCode(409);
    admin()
        .body(
            "{\"workflow\": \"review\", \"from\": 1, \"dryRun\": true, \"steps\": {\"look\":"
                + " \"check\"}}")
        .post(shop.at("/instances:move"))
        .then()
        .statusCode(200)
        .body("results.id", contains(waiting))
        .body("results.status", contains("fits"));
    admin().body("{\"workflow\": 5}").post(shop.at("/instances:move")).then().statusCode(422);
    admin()
        .body("{\"steps\": {\"look\": \"check\"}}")
        .post(address)
        .then()
        .statusCode(200)
        .body("version", equalTo(2))
        .body("step", equalTo("check"))
        .body("timeline.kind", hasItem("moved"));
    admin().get(shop.at("/tasks?record=" + order)).then().body("tasks.step", contains("check"));
  }
}
