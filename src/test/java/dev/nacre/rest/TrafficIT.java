package dev.nacre.rest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with what came in: search, group, preview, send through again, pause. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class TrafficIT {
  private static final String BANK =
      """
      {"id": "bank", "kind": "webhook", "settings": {
         "signature": {"type": "token", "header": "X-Token", "secret": {"secret": "bank"}}},
       "ingest": [{"id": "orders", "form": "order", "key": ["channel", "order_no"],
         "map": {"channel": {"value": "web"}, "order_no": "/no", "cost": "%s"}}]}
      """;

  private final Shop shop = Shop.fresh();

  @BeforeEach
  void install() {
    Map<String, String> files = shop.files();
    files.put("connectors/bank.json", BANK.formatted("/cost"));
    Shop.admin()
        .contentType("application/zip")
        .body(Shop.zip(files))
        .post("/api/v1/apps:import")
        .then()
        .statusCode(201);
    Shop.admin()
        .body("{\"value\": \"t0ken\"}")
        .put(shop.at("/secrets/bank"))
        .then()
        .statusCode(204);
  }

  private void hook(String body) {
    given()
        .contentType(ContentType.JSON)
        .header("X-Token", "t0ken")
        .header("X-Api-Key", "hush-hush")
        .header("X-Shop", "blue door")
        .body(body)
        .post("/hooks/" + shop.id() + "/bank")
        .then()
        .statusCode(202);
  }

  private void waitFor(int count, String state) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Shop.admin()
                        .get(shop.at("/inbox?limit=100&state=" + state))
                        .<List<Object>>path("entries")
                        .size()
                    == count);
  }

  @Test
  void findsShowsAndPreviewsAnEntry() {
    hook("{\"no\": \"A-1\", \"cost\": \"a lot\"}");
    hook("{\"no\": \"A-2\", \"cost\": 5}");
    waitFor(1, "dead");
    waitFor(1, "done");
    Object id =
        Shop.admin()
            .queryParam("text", "a lot")
            .get(shop.at("/inbox?connector=bank&from=2020-01-01T00:00:00Z"))
            .then()
            .statusCode(200)
            .body("entries", hasSize(1))
            .body("next", nullValue())
            .extract()
            .path("entries[0].id");
    Shop.admin()
        .get(shop.at("/inbox?until=2020-01-01T00:00:00Z"))
        .then()
        .body("entries", hasSize(0));
    Shop.admin().get(shop.at("/inbox?from=yesterday")).then().statusCode(422);
    Shop.admin()
        .get(shop.at("/inbox/" + id))
        .then()
        .body("headers.x-shop", equalTo("blue door"))
        .body("headers.toString()", not(containsString("t0ken")))
        .body("headers.toString()", not(containsString("hush")))
        .body("original", nullValue());
    String preview = shop.at("/inbox/" + id + "/preview");
    Shop.admin()
        .post(preview)
        .then()
        .statusCode(200)
        .body("records[0].outcome", equalTo("dead"))
        .body("records[0].problems[0].source", equalTo("/cost"));
    Shop.admin()
        .body("{\"no\": \"A-1\", \"cost\": 12.5}")
        .post(preview)
        .then()
        .body("records[0].outcome", equalTo("created"))
        .body("records[0].record.order_no", equalTo("A-1"));
    waitFor(1, "dead");
    Shop.admin()
        .body("{\"no\": \"A-1\", \"cost\": 12.5}")
        .put(shop.at("/inbox/" + id))
        .then()
        .statusCode(200)
        .body("original", containsString("a lot"));
    waitFor(2, "done");
  }

  @Test
  void groupsDeadLettersByCauseAndSendsAGroupThroughAsAJob() {
    for (int i = 0; i < 5; i++) {
      hook("{\"no\": \"B-%d\", \"cost\": \"much %d\", \"price\": 3}".formatted(i, i));
    }
    hook("{\"cost\": 1}");
    waitFor(6, "dead");
    String cause =
        Shop.admin()
            .get(shop.at("/inbox:causes?connector=bank"))
            .then()
            .statusCode(200)
            .body("causes", hasSize(2))
            .body("causes[0].count.toString()", equalTo("5"))
            .body("causes[0].newest.problems[0].pointer", equalTo("/cost"))
            .extract()
            .path("causes[0].cause");
    Shop.admin()
        .queryParam("cause", cause)
        .get(shop.at("/inbox"))
        .then()
        .body("entries", hasSize(5));
    Shop.admin()
        .body(BANK.formatted("/price"))
        .put(shop.at("/draft/connectors/bank.json"))
        .then()
        .statusCode(200);
    Shop.admin().body("{}").post(shop.at("/publish")).then().statusCode(200);
    Shop.admin().body("{\"colour\": 1}").post(shop.at("/inbox:replay")).then().statusCode(422);
    String job =
        Shop.admin()
            .body(Map.of("connector", "bank", "cause", cause))
            .post(shop.at("/inbox:replay"))
            .then()
            .statusCode(202)
            .body("kind", equalTo("replay"))
            .extract()
            .path("id");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> "done".equals(Shop.admin().get(shop.at("/jobs/" + job)).<String>path("state")));
    Shop.admin()
        .get(shop.at("/jobs/" + job))
        .then()
        .body("created.toString()", equalTo("5"))
        .body("total.toString()", equalTo("5"));
    waitFor(1, "dead");
  }

  @Test
  void pausesAConnectorAndTellsByWhom() {
    Shop.admin()
        .post(shop.at("/connectors/bank/pause"))
        .then()
        .statusCode(200)
        .body("state", equalTo("paused"))
        .body("pace.pausedBy", equalTo("admin"))
        .body("pace.pausedAt", notNullValue());
    Shop.admin()
        .post(shop.at("/connectors/bank/resume"))
        .then()
        .body("state", equalTo("ready"))
        .body("pace.pausedBy", nullValue());
    Shop.admin().post(shop.at("/connectors/nobody/pause")).then().statusCode(404);
    shop.member("clerk").post(shop.at("/connectors/bank/pause")).then().statusCode(403);
    shop.member("clerk").post(shop.at("/inbox:replay")).then().statusCode(403);
  }

  @Test
  void asksTheOutboxTheSame() {
    Shop.admin().get(shop.at("/outbox:causes")).then().statusCode(200).body("causes", hasSize(0));
    Shop.admin()
        .get(shop.at("/outbox?text=x&connector=bank&state=dead&until=2030-01-01T00:00:00Z"))
        .then()
        .statusCode(200)
        .body("entries", hasSize(0));
    Shop.admin()
        .body("{\"unsure\": false}")
        .post(shop.at("/outbox:replay"))
        .then()
        .statusCode(202)
        .body("subject", equalTo("outbox"));
  }
}
