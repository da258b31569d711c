package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A draft is tried on what really happened, before anybody is served it. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class RuleTrialIT {
  private static final String REVIEW = "/draft/workflows/review.json";

  private Shop shop = Shop.fresh();

  @BeforeEach
  void install() {
    shop = Shop.installed();
  }

  private ValidatableResponse attempt(String body) {
    return Shop.admin().body(body.replace('\'', '"')).post(shop.at("/draft:try")).then();
  }

  private void draft(String path, String from, String to) {
    String file = Shop.admin().get(shop.at(path)).asString();
    assertThat(file).contains(from);
    Shop.admin()
        .body(file.replace(from, to))
        .put(shop.at(path))
        .then()
        .statusCode(200)
        .body("problems", hasSize(0));
  }

  private String order(String no, int price) {
    return shop.order(
        "{\"order_no\": \"%s\", \"lines\": [{\"sku\": \"A\", \"qty\": 2, \"price\": %d}]}"
            .formatted(no, price));
  }

  @Test
  void aDraftThatIsServedAlreadyDiffersInNothing() {
    order("1", 600);
    order("2", 5);
    attempt("{'form': 'order'}")
        .statusCode(200)
        .body("played", equalTo(2))
        .body("differing", equalTo(0))
        .body("rows", hasSize(0));
  }

  @Test
  void tellsWhichRecordsWouldGoAnotherWayAndLeavesNothingBehind() {
    String large = order("1", 600);
    order("2", 5);
    RequestSpecification clerk = shop.member("clerk");
    String task = clerk.get(shop.at("/tasks?assignee=me&record=" + large)).path("tasks[0].id");
    clerk.body("{}").post(shop.at("/tasks/" + task + "/approve")).then().statusCode(200);
    draft(REVIEW, "\"clerk\"", "\"viewer\"");

    List<Object> before = Shop.admin().get(shop.orders()).path("records");
    attempt("{'form': 'order'}")
        .statusCode(200)
        .body("played", equalTo(2))
        .body("differing", equalTo(1))
        .body("rows[0].record", equalTo(large))
        .body("rows[0].title", equalTo("1"))
        .body("rows[0].differences.find { it.what == 'task' }.name", equalTo("review/look"))
        .body(
            "rows[0].differences.find { it.what == 'task' }.before.texts[0]",
            equalTo("Clerk → approved"))
        .body(
            "rows[0].differences.find { it.what == 'task' }.after.texts[0]",
            equalTo("Viewer → approved"))
        .body("sums.what", hasItem("task"));
    Shop.admin()
        .header("Accept-Language", "zh")
        .body("{\"form\": \"order\"}")
        .post(shop.at("/draft:try"))
        .then()
        .body("rows[0].differences.find { it.what == 'task' }.label", equalTo("审核 · look"))
        .body("rows[0].differences.find { it.what == 'task' }.after.texts[0]", equalTo("查看者 → 同意"));
    assertThat(Shop.admin().get(shop.orders()).<List<Object>>path("records")).isEqualTo(before);
    Shop.admin()
        .get(shop.at("/tasks?record=" + large))
        .then()
        .statusCode(200)
        .body("tasks", hasSize(0));
  }

  @Test
  void onlyRecordsThatAreMeant() {
    order("1", 600);
    order("2", 600);
    draft(REVIEW, "\"clerk\"", "\"viewer\"");
    attempt("{'form': 'order', 'filter': {'field': 'order_no', 'op': 'eq', 'value': '2'}}")
        .statusCode(200)
        .body("played", equalTo(1))
        .body("rows.title", equalTo(List.of("2")));
    attempt("{'form': 'order', 'limit': 1}").body("rows.title", equalTo(List.of("2")));
  }

  @Test
  void aDraftThatNeedsRoomSaysSo() {
    order("1", 600);
    draft(
        "/draft/forms/order.json",
        "\"fields\": [",
        "\"fields\": [{\"id\": \"vip\", \"type\": \"boolean\"},");
    attempt("{'form': 'order'}")
        .statusCode(409)
        .body("problems[0].code", equalTo("trial_needs_tables"))
        .body("problems[0].hint", notNullValue());
    Shop.admin().body("{\"release\": false}").post(shop.at("/publish")).then().statusCode(200);
    attempt("{'form': 'order'}").statusCode(200).body("played", equalTo(1));
  }

  /** In the draft a look at large orders is taken every night. */
  private void nightly() {
    Shop.admin()
        .body(
            """
            {"id": "nightly", "name": {"en": "Nightly", "zh": "每晚"},
             "trigger": {"type": "schedule", "cron": "0 3 * * *"},
             "steps": [{"id": "tell", "type": "notify", "settings": {
               "to": {"role": "clerk"}, "text": "Have a look"}}]}
            """)
        .put(shop.at("/draft/workflows/nightly.json"))
        .then()
        .statusCode(200)
        .body("problems", hasSize(0));
  }

  @Test
  void tellsWhatSchedulesWouldHaveDone() {
    nightly();
    attempt("{'form': 'order', 'schedules': 'P2D'}")
        .statusCode(200)
        .body("of", equalTo(0))
        .body("schedules.of", equalTo(2))
        .body("schedules.played", equalTo(2))
        .body("schedules.differing", equalTo(2))
        .body("schedules.rows.workflow", equalTo(List.of("nightly", "nightly")))
        .body("schedules.rows[0].label", equalTo("Nightly"))
        .body("schedules.rows[0].at", notNullValue())
        .body("schedules.rows[0].differences.what", hasItem("workflow"))
        .body(
            "schedules.rows[0].differences.find { it.what == 'message' }.after.texts[0]",
            equalTo("Have a look"))
        .body("sums.find { it.what == 'message' }.rows", equalTo(2));
    attempt("{'form': 'order'}").body("schedules.of", equalTo(0));
    Shop.admin().body("{}").post(shop.at("/publish")).then().statusCode(200);
    attempt("{'form': 'order', 'schedules': 'P2D'}")
        .body("schedules.played", equalTo(2))
        .body("schedules.differing", equalTo(0));
  }

  /** More than a page of records, of which more differ than anybody reads. */
  @Test
  void goesOverManyRecordsAndKeepsWhatPeopleRead() {
    StringBuilder changes = new StringBuilder();
    for (int i = 0; i < 510; i++) {
      changes.append(i == 0 ? "" : ",");
      changes.append("{\"op\": \"create\", \"data\": {\"order_no\": \"N").append(i);
      changes.append("\", \"lines\": [{\"sku\": \"A\", \"qty\": 2, \"price\": 600}]}}");
    }
    Shop.admin()
        .body("{\"changes\": [" + changes + "]}")
        .post(shop.orders() + ":batch")
        .then()
        .statusCode(200);
    draft(REVIEW, "\"clerk\"", "\"viewer\"");
    attempt("{'form': 'order', 'limit': 10000}")
        .statusCode(200)
        .body("of", equalTo(510))
        .body("played", equalTo(510))
        .body("differing", equalTo(510))
        .body("rows", hasSize(500))
        .body("sums.find { it.what == 'task' }.rows", equalTo(510));
    attempt("{'form': 'order', 'limit': 505}")
        .body("of", equalTo(505))
        .body("played", equalTo(505));
    attempt("{'form': 'order', 'limit': 10000, 'within': 'PT0S'}")
        .statusCode(200)
        .body("of", equalTo(510))
        .body("played", equalTo(0));
    attempt("{'form': 'order', 'limit': 10001}").statusCode(422);
  }

  @Test
  void badQuestionsAreRefused() {
    attempt("{}").statusCode(422);
    attempt("{'form': 'order', 'schedules': 'P9Y'}").statusCode(422);
    attempt("{'form': 'order', 'within': 'soon'}").statusCode(422);
    attempt("{'form': 'nowhere'}").statusCode(404);
    attempt("{'form': 'order', 'filter': {'field': 'nope', 'op': 'empty'}}")
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/filter/field"));
    shop.member("clerk")
        .body("{\"form\": \"order\"}")
        .post(shop.at("/draft:try"))
        .then()
        .statusCode(403);
  }
}
