package dev.nacre.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways in which workflows are started from outside, and what they put on paper. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class DoorsIT {
  private static final String CLERK =
      """
      {"id": "clerk",
       "forms": {"order": {"create": true, "read": true, "update": true, "fields": {"phone": "mask"}}},
       "workflows": {"defer": "start", "paper": "start"}}
      """;

  private static final String DEFER =
      """
      {"id": "defer", "trigger": {"type": "button", "form": "order", "fields": [
         {"id": "reason", "type": "text", "required": true},
         {"id": "days", "type": "number", "settings": {"scale": 0, "max": 30}, "default": 2},
         {"of": "phone"}]},
       "steps": [{"id": "end", "type": "end",
                  "settings": {"state": "deferred"}}]}
      """;

  private static final String PAID =
      """
      {"id": "paid", "trigger": {"type": "webhook", "connector": "bank",
         "when": {"field": "source.event", "op": "eq", "value": "paid"},
         "form": "order", "record": {"expr": "lookup('order', 'order_no', source.no, 'id')"}},
       "steps": [{"id": "set", "type": "update", "settings": {"set": {"status": "paid"}}}]}
      """;

  private static final String STUCK =
      """
      {"id": "stuck", "trigger": {"type": "inbox", "connector": "bank", "on": ["dead"]},
       "steps": [{"id": "tell", "type": "notify",
                  "settings": {"to": {"role": "clerk"}, "text": "{{input.why.en}}"}}]}
      """;

  private static final String PAPER =
      """
      {"id": "paper", "trigger": {"type": "button", "form": "order"},
       "steps": [{"id": "bill", "type": "print", "settings": {"print": "bill", "into": "bill"}}]}
      """;

  private static final String BANK =
      """
      {"id": "bank", "kind": "webhook", "settings": {
         "signature": {"type": "token", "header": "X-Token", "secret": {"secret": "bank"}}}}
      """;

  private static final String PRINT =
      "<html><head><meta name=\"form\" content=\"order\"><title>Bill</title></head>"
          + "<body><p>{order_no}</p></body></html>";

  private final Shop shop = Shop.fresh();

  @BeforeEach
  void install() {
    Map<String, String> files = shop.files();
    files.put("roles/clerk.json", CLERK);
    files.put("workflows/defer.json", DEFER);
    files.put("workflows/paid.json", PAID);
    files.put("workflows/stuck.json", STUCK);
    files.put("workflows/paper.json", PAPER);
    files.put("connectors/bank.json", BANK);
    files.put("prints/bill.html", PRINT);
    files.computeIfPresent(
        "forms/order.json",
        (path, text) ->
            text.replace(
                "{\"id\": \"cost\"", "{\"id\": \"bill\", \"type\": \"file\"}, {\"id\": \"cost\""));
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

  private RequestSpecification start(RequestSpecification who, String order, String input) {
    return who.body("{\"record\": \"" + order + "\", \"input\": " + input + "}");
  }

  @Test
  void checksWhatAButtonAsksFor() {
    String order = shop.order("{\"order_no\": \"1\", \"phone\": \"13800000000\"}");
    String at = shop.at("/workflows/defer/instances");
    start(shop.member("clerk"), order, "{\"days\": 99, \"colour\": \"red\"}")
        .post(at)
        .then()
        .statusCode(422)
        .body(
            "problems.pointer",
            containsInAnyOrder("/input/days", "/input/colour", "/input/reason"));
    start(shop.member("clerk"), order, "{\"reason\": \"rain\"}")
        .post(at)
        .then()
        .statusCode(201)
        .body("state", equalTo("ended"))
        .body("entry", nullValue());
  }

  @Test
  void pressesAButtonThatAsksAtMany() {
    String one = shop.order("{\"order_no\": \"1\"}");
    String other = shop.order("{\"order_no\": \"2\"}");
    String ids = "\"ids\": [\"" + one + "\", \"" + other + "\"]";
    String wish = "{\"do\": \"start\", \"workflow\": \"defer\", " + ids;
    Shop.admin()
        .body(wish + "}")
        .post(shop.orders() + ":bulk?preview=5")
        .then()
        .statusCode(200)
        .body("rows.status", equalTo(List.of("invalid", "invalid")))
        .body("rows[0].problems[0].pointer", equalTo("/input/reason"));
    Shop.admin()
        .body(wish + ", \"input\": {\"reason\": \"rain\"}}")
        .post(shop.orders() + ":bulk?preview=5")
        .then()
        .statusCode(200)
        .body("rows.status", equalTo(List.of("started", "started")));
    Shop.admin()
        .body("{\"do\": \"delete\", " + ids + ", \"input\": {\"reason\": \"rain\"}}")
        .post(shop.orders() + ":bulk?preview=5")
        .then()
        .statusCode(422);
  }

  private void hook(String body) {
    given()
        .contentType(ContentType.JSON)
        .header("X-Token", "t0ken")
        .body(body)
        .post("/hooks/" + shop.id() + "/bank")
        .then()
        .statusCode(202);
  }

  private Map<String, Object> entry(String state) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Shop.admin()
                        .get(shop.at("/inbox?state=" + state))
                        .<List<Object>>path("entries")
                        .size()
                    == 1);
    Object id = Shop.admin().get(shop.at("/inbox?state=" + state)).path("entries[0].id");
    return Shop.admin().get(shop.at("/inbox/" + id)).path("$");
  }

  private void untilDone(Object instance) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                "done"
                    .equals(
                        Shop.admin().get(shop.at("/instances/" + instance)).<String>path("state")));
  }

  @Test
  void startsAWorkflowByWhatIsSent() {
    String order = shop.order("{\"order_no\": \"A\"}");
    hook("{\"event\": \"paid\", \"no\": \"A\"}");

    Map<String, Object> entry = entry("done");
    Object instance = ((List<?>) entry.get("instances")).getFirst();
    untilDone(instance);
    Shop.admin()
        .get(shop.at("/instances/" + instance))
        .then()
        .body("record", equalTo(order))
        .body("entry.toString()", equalTo(String.valueOf(entry.get("id"))));
    Shop.admin().get(shop.orders() + "/" + order).then().body("status", equalTo("paid"));

    Shop.admin().post(shop.at("/inbox/" + entry.get("id") + "/replay")).then().statusCode(202);
    assertThat((List<?>) entry("done").get("instances")).hasSize(1);
  }

  @Test
  void tellsSomebodyOfADeadLetter() {
    hook("{\"event\": \"paid\", \"no\": \"nothing\"}");

    Object instance = ((List<?>) entry("dead").get("instances")).getFirst();
    untilDone(instance);
    Shop.admin()
        .get(shop.at("/instances/" + instance))
        .then()
        .body("workflow", equalTo("stuck"))
        .body("record", nullValue());
  }

  @Test
  void printsIntoAField() {
    String order = shop.order("{\"order_no\": \"7/8\"}");
    start(Shop.admin(), order, "{}")
        .post(shop.at("/workflows/paper/instances"))
        .then()
        .statusCode(201)
        .body("state", equalTo("waiting"));
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> Shop.admin().get(shop.orders() + "/" + order).<Object>path("bill") != null);
    Map<String, Object> bill = Shop.admin().get(shop.orders() + "/" + order).path("bill");
    assertThat(bill).containsEntry("name", "bill 7 8.pdf").containsEntry("type", "application/pdf");
    shop.member("clerk")
        .get(shop.at("/files/" + bill.get("id")))
        .then()
        .statusCode(200)
        .body(startsWith("%PDF-"));
  }

  @Test
  void knowsWherePeopleAreReached() {
    String user = shop.id() + "_reached";
    Shop.admin()
        .body(Map.of("id", user, "password", Shop.PASSWORD, "email", "li@shop.example"))
        .post("/api/v1/users")
        .then()
        .statusCode(201)
        .body("email", equalTo("li@shop.example"))
        .body("phone", nullValue());
    Shop.admin()
        .body("{\"phone\": \"+86 138 0000 0000\"}")
        .patch("/api/v1/users/" + user)
        .then()
        .statusCode(200)
        .body("email", equalTo("li@shop.example"))
        .body("phone", equalTo("+86 138 0000 0000"));
    Shop.admin()
        .body("{\"email\": \"li at shop\"}")
        .patch("/api/v1/users/" + user)
        .then()
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/email"));
    Shop.admin()
        .body("{\"email\": null}")
        .patch("/api/v1/users/" + user)
        .then()
        .body("email", nullValue());
  }
}
