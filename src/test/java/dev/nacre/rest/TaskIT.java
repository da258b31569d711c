package dev.nacre.rest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks and instances. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class TaskIT {
  private static final String LARGE =
      "{\"order_no\": \"1\", \"lines\": [{\"sku\": \"A\", \"qty\": 2, \"price\": 600}]}";

  private Shop shop = Shop.fresh();

  @BeforeEach
  void install() {
    shop = Shop.installed();
  }

  @Test
  void bringsATaskToWhoeverHoldsTheRole() {
    String order = shop.order(LARGE);
    RequestSpecification clerk = shop.member("clerk");
    String task =
        clerk
            .get(shop.at("/tasks?assignee=me&record=" + order))
            .then()
            .statusCode(200)
            .body("tasks", hasSize(1))
            .body("tasks[0].workflow", equalTo("review"))
            .body("tasks[0].form", equalTo("order"))
            .body("tasks[0].record", equalTo(order))
            .body("tasks[0].assignees.role", contains("clerk"))
            .extract()
            .path("tasks[0].id");
    String instance = clerk.get(shop.at("/tasks/" + task)).path("instance");

    shop.member("viewer")
        .body("{}")
        .post(shop.at("/tasks/" + task + "/approve"))
        .then()
        .statusCode(403);
    clerk
        .body("{\"comment\": \"fine\"}")
        .post(shop.at("/tasks/" + task + "/approve"))
        .then()
        .statusCode(200)
        .body("state", equalTo("done"))
        .body("decision", equalTo("approve"));
    clerk.body("{}").post(shop.at("/tasks/" + task + "/approve")).then().statusCode(409);
    clerk.get(shop.at("/tasks?assignee=me")).then().body("tasks", hasSize(0));
    clerk
        .get(shop.at("/instances/" + instance))
        .then()
        .statusCode(200)
        .body("state", equalTo("done"))
        .body("timeline.kind", hasItem("acted"));
  }

  @Test
  void startsByHandAndRefusesWhatIsUnknown() {
    String order = shop.order("{\"order_no\": \"1\"}");
    RequestSpecification clerk = shop.member("clerk");
    clerk
        .body("{\"record\": \"" + order + "\"}")
        .post(shop.at("/workflows/review/instances"))
        .then()
        .statusCode(201)
        .header("Location", notNullValue())
        .body("state", equalTo("waiting"))
        .body("record", equalTo(order));
    shop.member("viewer")
        .body("{\"record\": \"" + order + "\"}")
        .post(shop.at("/workflows/review/instances"))
        .then()
        .statusCode(403);
    clerk.body("{\"oops\": 1}").post(shop.at("/workflows/review/instances")).then().statusCode(422);
    clerk.body("{}").post(shop.at("/workflows/nothing/instances")).then().statusCode(404);
    clerk.get(shop.at("/instances/" + UUID.randomUUID())).then().statusCode(404);
    clerk.get(shop.at("/tasks/" + UUID.randomUUID())).then().statusCode(404);
    clerk.body("{}").post(shop.at("/tasks/" + UUID.randomUUID() + "/shred")).then().statusCode(404);
  }
}
