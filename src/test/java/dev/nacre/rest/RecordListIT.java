package dev.nacre.rest;

import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of lists and batches. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class RecordListIT {
  private Shop shop = Shop.fresh();

  @BeforeEach
  void install() {
    shop = Shop.installed();
  }

  private void orders(int howMany) {
    var changes = new StringBuilder();
    for (int i = 1; i <= howMany; i++) {
      changes
          .append(i == 1 ? "" : ",")
          .append(
              "{\"op\": \"create\", \"data\": {\"order_no\": \"%d\", \"cost\": %d}}"
                  .formatted(i, i));
    }
    Shop.admin()
        .body("{\"changes\": [" + changes + "]}")
        .post(shop.orders() + ":batch")
        .then()
        .statusCode(200)
        .body("results", hasSize(howMany));
  }

  @Test
  void filtersSortsAndPages() {
    orders(5);
    String next =
        Shop.admin()
            .queryParam("filter", "{\"field\": \"cost\", \"op\": \"gte\", \"value\": 2}")
            .queryParam("sort", "-cost")
            .queryParam("limit", 3)
            .queryParam("count", "exact")
            .queryParam("fields", "order_no")
            .get(shop.orders())
            .then()
            .statusCode(200)
            .body("records.order_no", contains("5", "4", "3"))
            .body("records[0]", not(hasKey("cost")))
            .body("records[0]", hasKey("id"))
            .body("count", comparesEqualTo(4))
            .body("next", notNullValue())
            .extract()
            .path("next");
    Shop.admin()
        .body(
            """
            {"filter": {"field": "cost", "op": "gte", "value": 2}, "sort": "-cost", "limit": 3, "cursor": "%s"}
            """
                .formatted(next))
        .post(shop.orders() + ":query")
        .then()
        .statusCode(200)
        .body("records.order_no", contains("2"))
        .body("next", nullValue())
        .body("count", nullValue());
  }

  @Test
  void refusesQuestionsThatDoNotFit() {
    refused("filter", "{\"field\": \"nothing\", \"op\": \"eq\", \"value\": 1}", 422);
    refused("filter", "{\"field\": \"cost\", \"op\": \"gt\", \"value\": \"many\"}", 422);
    refused("filter", "{\"oops", 400);
    refused("filter", "{\"field\": \"cost\", \"op\": \"like\", \"value\": 1}", 422);
    refused("sort", "nothing", 422);
    refused("limit", "501", 422);
    refused("limit", "x", 422);
    refused("cursor", "garbage", 422);
    refused("count", "maybe", 422);
    refused("fields", "nothing", 422);
    Shop.admin().body("{\"oops\": 1}").post(shop.orders() + ":query").then().statusCode(422);
  }

  private void refused(String parameter, String value, int status) {
    Shop.admin()
        .queryParam(parameter, value)
        .get(shop.orders())
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("problems", not(hasSize(0)));
  }

  @Test
  void writesNothingOfABatchWhenSomeIsRefused() {
    String body =
        """
        {"changes": [{"op": "create", "data": {"order_no": "1"}}, {"op": "create", "data": {"nonsense": 1}}]}
        """;
    Shop.admin()
        .body(body)
        .post(shop.orders() + ":batch")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("results[0].status", equalTo("not_done"))
        .body("results[1].status", equalTo("invalid"))
        .body("problems[0].pointer", org.hamcrest.Matchers.startsWith("/changes/1/data/"));
    Shop.admin().get(shop.orders()).then().body("records", hasSize(0));
    Shop.admin()
        .body(body)
        .post(shop.orders() + ":batch?mode=per_row")
        .then()
        .statusCode(200)
        .body("results[0].status", equalTo("created"))
        .body("results[0].version", comparesEqualTo(1))
        .body("results[1].status", equalTo("invalid"))
        .body("results[1].problems", not(hasSize(0)));
    Shop.admin().get(shop.orders()).then().body("records", hasSize(1));
  }

  @Test
  void upsertsAndDeletesByKey() {
    String upsert =
        """
        {"changes": [{"op": "upsert", "key": ["channel", "order_no"],
                      "data": {"channel": "web", "order_no": "1", "cost": %d}}]}
        """;
    Shop.admin().body(upsert.formatted(1)).post(shop.orders() + ":batch").then().statusCode(200);
    Shop.admin()
        .body(upsert.formatted(2))
        .post(shop.orders() + ":batch")
        .then()
        .statusCode(200)
        .body("results[0].status", equalTo("updated"))
        .body("results[0].version", comparesEqualTo(2));
    Shop.admin()
        .body(
            """
            {"changes": [{"op": "delete", "key": ["channel", "order_no"], "data": {"channel": "web", "order_no": "1"}}]}
            """)
        .post(shop.orders() + ":batch")
        .then()
        .statusCode(200)
        .body("results[0].status", equalTo("deleted"));
  }

  @Test
  void refusesABatchThatCanNotBeUnderstood() {
    String batch = shop.orders() + ":batch";
    Shop.admin().body("{}").post(batch).then().statusCode(422);
    Shop.admin().body("{\"changes\": [{\"op\": \"paint\"}]}").post(batch).then().statusCode(422);
    Shop.admin()
        .body("{\"changes\": [{\"op\": \"create\", \"dat\": {}}]}")
        .post(batch)
        .then()
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/changes/0/dat"));
    Shop.admin()
        .body("{\"changes\": [" + "{\"op\": \"delete\"},".repeat(10_000) + "{}]}")
        .post(batch)
        .then()
        .statusCode(413);
    Shop.admin().body("{\"changes\": []}").post(batch + "?mode=some").then().statusCode(422);
  }
}
