package dev.nacre.rest;

import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of one record. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class RecordIT {
  private static final String ORDER =
      """
      {"order_no": "%s", "lines": [{"sku": "A", "qty": 3, "price": 20.05}, {"sku": "B", "qty": 1, "price": 0.02}]}
      """;

  private Shop shop = Shop.fresh();

  @BeforeEach
  void install() {
    shop = Shop.installed();
  }

  @Test
  void createsAndSaysWhereAndWhichVersion() {
    Shop.admin()
        .body(ORDER.formatted("1"))
        .post(shop.orders())
        .then()
        .statusCode(201)
        .header("ETag", "\"1\"")
        .header("Location", org.hamcrest.Matchers.containsString(shop.orders() + "/"))
        .body("version", comparesEqualTo(1))
        .body("amount", comparesEqualTo(new BigDecimal("60.17")))
        .body("lines[0].amount", comparesEqualTo(new BigDecimal("60.15")))
        .body("status", equalTo("unpaid"))
        .body("createdBy", equalTo("admin"));
  }

  @Test
  void writesMoneyPlainly() {
    String id = shop.order("{\"order_no\": \"1\", \"cost\": 300}");
    String text = Shop.admin().get(shop.orders() + "/" + id).asString();
    org.assertj.core.api.Assertions.assertThat(text).containsPattern("\"cost\":300(\\.00)?[,}]");
  }

  @Test
  void readsWithTablesAndExpandedLinks() {
    String customer =
        Shop.admin().get(shop.at("/forms/customer/records?sort=code")).path("records[0].id");
    String id =
        shop.order("{\"order_no\": \"1\", \"customer\": \"" + customer + "\", \"lines\": []}");
    Shop.admin()
        .get(shop.orders() + "/" + id + "?expand=customer")
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("customer.name", equalTo("Ada"))
        .body("lines", hasSize(0));
    Shop.admin()
        .get(shop.orders() + "/" + id + "?expand=nothing")
        .then()
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/expand"));
  }

  @Test
  void patchesAndRefusesAStaleVersion() {
    String id = shop.order(ORDER.formatted("1"));
    Shop.admin()
        .header("If-Match", "\"1\"")
        .contentType("application/merge-patch+json")
        .body("{\"phone\": \"13800138000\"}")
        .patch(shop.orders() + "/" + id)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("phone", equalTo("13800138000"))
        .body("lines", hasSize(2));
    Shop.admin()
        .header("If-Match", "\"1\"")
        .body("{\"phone\": null}")
        .patch(shop.orders() + "/" + id)
        .then()
        .statusCode(412)
        .contentType("application/problem+json")
        .body("status", comparesEqualTo(412))
        .body("problems", not(hasSize(0)));
    Shop.admin()
        .header("If-Match", "abc")
        .body("{}")
        .patch(shop.orders() + "/" + id)
        .then()
        .statusCode(400);
  }

  @Test
  void mergesLinesByIdAndReplacesThemByArray() {
    String id = shop.order(ORDER.formatted("1"));
    String line = Shop.admin().get(shop.orders() + "/" + id).path("lines[0].id");
    Shop.admin()
        .body("{\"lines\": {\"" + line + "\": {\"qty\": 5}}}")
        .patch(shop.orders() + "/" + id)
        .then()
        .statusCode(200)
        .body("lines", hasSize(2))
        .body("lines[0].sku", equalTo("A"))
        .body("lines[0].amount", comparesEqualTo(new BigDecimal("100.25")));
    Shop.admin()
        .body("{\"lines\": [{\"id\": \"" + line + "\", \"qty\": 1}]}")
        .patch(shop.orders() + "/" + id)
        .then()
        .statusCode(200)
        .body("lines", hasSize(1))
        .body("lines[0].sku", equalTo("A"))
        .body("amount", comparesEqualTo(new BigDecimal("20.05")));
  }

  @Test
  void deletesAndRestores() {
    String record = shop.orders() + "/" + shop.order(ORDER.formatted("1"));
    Shop.admin().delete(record).then().statusCode(204);
    Shop.admin().get(record).then().statusCode(404).contentType("application/problem+json");
    Shop.admin().delete(record).then().statusCode(404);
    Shop.admin().post(record + "/restore").then().statusCode(200).body("order_no", equalTo("1"));
    Shop.admin().get(record).then().statusCode(200).body("lines", hasSize(2));
  }

  @Test
  void tellsHistoryNewestFirstAndShowsThePast() {
    String record = shop.orders() + "/" + shop.order(ORDER.formatted("1"));
    Shop.admin().body("{\"phone\": \"13800138000\"}").patch(record).then().statusCode(200);
    Shop.admin()
        .get(record + "/history")
        .then()
        .statusCode(200)
        .body("changes", hasSize(2))
        .body("changes[0].version", comparesEqualTo(2))
        .body("changes[0].op", equalTo("update"))
        .body("changes[0].after.phone", equalTo("13800138000"))
        .body("changes[0].by", equalTo("admin"))
        .body("changes[0].source", equalTo("api"));
    Shop.admin()
        .get(record + "?version=1")
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("phone", nullValue())
        .body("order_no", equalTo("1"));
    Shop.admin().get(record + "?version=9").then().statusCode(404);
  }

  @Test
  void answersARepeatedRequestOnce() {
    String key = UUID.randomUUID().toString();
    String first = create(key, "7").statusCode(201).extract().path("id");
    create(key, "7")
        .statusCode(201)
        .body("id", equalTo(first))
        .header("ETag", "\"1\"")
        .header("Location", endsWith(first));
    create(key, "8").statusCode(422).body("problems.code", hasItem("key_reused"));
    Shop.admin().get(shop.orders() + "?count=exact").then().body("count", comparesEqualTo(1));
  }

  private io.restassured.response.ValidatableResponse create(String key, String number) {
    return Shop.admin()
        .header("Idempotency-Key", key)
        .body("{\"order_no\": \"" + number + "\"}")
        .post(shop.orders())
        .then();
  }

  @Test
  void refusesWhatDoesNotFit() {
    Shop.admin()
        .body(
            "{\"order_no\": \""
                + "x".repeat(21)
                + "\", \"nonsense\": 1, \"lines\": [{\"qty\": 0}]}")
        .post(shop.orders())
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("problems.pointer", hasItem("/order_no"))
        .body("problems.pointer", hasItem("/nonsense"))
        .body("problems.pointer", hasItem("/lines/0/qty"))
        .body("problems.pointer", hasItem("/lines/0/sku"))
        .body("problems.message", not(hasItem("")))
        .body("problems.hint", not(hasItem("")));
  }

  @Test
  void saysWhereJsonBreaks() {
    Shop.admin()
        .body("{\"order_no\": \"1\",\n  oops}")
        .post(shop.orders())
        .then()
        .statusCode(400)
        .body("problems[0].message", org.hamcrest.Matchers.containsString("line 2"));
    Shop.admin().body("[1]").post(shop.orders()).then().statusCode(422);
    Shop.admin().body("").post(shop.orders()).then().statusCode(400);
    Shop.admin().body("[".repeat(5000)).post(shop.orders()).then().statusCode(400);
    Shop.admin().contentType("text/plain").body("x").post(shop.orders()).then().statusCode(415);
  }

  @Test
  void refusesATakenValueAndAnIllegalTransition() {
    String record = shop.orders() + "/" + shop.order(ORDER.formatted("1"));
    Shop.admin()
        .body(ORDER.formatted("1"))
        .post(shop.orders())
        .then()
        .statusCode(409)
        .body("problems", not(hasSize(0)));
    Shop.admin().body("{\"status\": \"shipped\"}").patch(record).then().statusCode(409);
    Shop.admin().body("{\"status\": \"paid\"}").patch(record).then().statusCode(200);
  }

  @Test
  void answersInTheLanguageAskedFor() {
    Shop.admin()
        .header("Accept-Language", "zh-CN,zh;q=0.9")
        .get(shop.orders() + "/" + UUID.randomUUID())
        .then()
        .statusCode(404)
        .body("title", equalTo("未找到"));
  }

  @Test
  void knowsNothingOfUnknownThings() {
    Shop.admin().get(shop.orders() + "/abc").then().statusCode(404);
    Shop.admin().get(shop.at("/forms/nothing/records")).then().statusCode(404);
    Shop.admin()
        .get("/api/v1/apps/nothing/forms/order/records")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    Shop.admin()
        .get("/api/v1/apps/" + shop.id() + "@live/forms/order/records")
        .then()
        .statusCode(404);
  }
}
