package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Releases that are split, the way back, and the test environment. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ReleaseIT {
  private static final String CUSTOMER = "/draft/forms/customer.json";

  /** A shop whose second version, published but not served, knows who is a VIP. */
  private static Shop shop() {
    Shop shop = Shop.installed();
    widen(shop);
    publish(shop, "").statusCode(200);
    return shop;
  }

  private static void widen(Shop shop) {
    String form = Shop.admin().get(shop.at(CUSTOMER)).asString();
    String wider =
        form.replaceFirst(
            "\"fields\"\\s*:\\s*\\[", "\"fields\": [{\"id\": \"vip\", \"type\": \"boolean\"},");
    Shop.admin()
        .body(wider)
        .put(shop.at(CUSTOMER))
        .then()
        .statusCode(200)
        .body("problems", hasSize(0));
  }

  private static ValidatableResponse publish(Shop shop, String environment) {
    return Shop.admin()
        .body(Map.of("release", !environment.isEmpty()))
        .post("/api/v1/apps/" + shop.id() + environment + "/publish")
        .then();
  }

  private static ValidatableResponse release(Shop shop, String parts) {
    return Shop.admin().body(parts.replace('\'', '"')).put(shop.at("/release")).then();
  }

  private static String customers(Shop shop) {
    return shop.at("/forms/customer/records");
  }

  private static String create(Shop shop, RequestSpecification by, String code) {
    return by.body(Map.of("code", code, "name", code))
        .post(customers(shop))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  @Test
  void releasesToARoleThenToAllAndRollsBackInOneCall() {
    Shop shop = shop();
    RequestSpecification clerk = shop.member("clerk");
    Shop.admin().get(customers(shop)).then().body("records[0]", not(hasKey("vip")));
    release(shop, "[{'version': 2, 'when': {'role': 'clerk'}}, {'version': 1}]")
        .statusCode(200)
        .body("release", hasSize(2))
        .body("release[0].when.role", equalTo("clerk"))
        .body("previous.version", contains(comparesEqualTo(1)));
    clerk.get(customers(shop)).then().body("records[0]", hasKey("vip"));
    Shop.admin().get(customers(shop)).then().body("records[0]", not(hasKey("vip")));
    release(shop, "{'version': 2}").statusCode(200);
    Shop.admin().get(customers(shop)).then().body("records[0]", hasKey("vip"));
    Shop.admin()
        .post(shop.at("/release:rollback"))
        .then()
        .statusCode(200)
        .body("release", hasSize(2));
    Shop.admin()
        .post(shop.at("/release:rollback"))
        .then()
        .statusCode(200)
        .body("release", hasSize(1))
        .body("release[0].version", comparesEqualTo(1))
        .body("previous", nullValue());
    clerk.get(customers(shop)).then().body("records[0]", not(hasKey("vip")));
    Shop.admin().post(shop.at("/release:rollback")).then().statusCode(409);
    Shop.admin()
        .get(shop.at("/versions"))
        .then()
        .body("versions.find { it.version == 1 }.released", equalTo(true));
  }

  @Test
  void servesRecordsByAConditionAndKeepsWhatTheOlderVersionDoesNotShow() {
    Shop shop = shop();
    release(
            shop,
            "{'release': [{'version': 2, 'when': {'field': 'code', 'op': 'starts_with',"
                + " 'value': 'V'}, 'share': 100}, {'version': 1}]}")
        .statusCode(200);
    String there = create(shop, Shop.admin(), "V1");
    String elsewhere = create(shop, Shop.admin(), "X1");
    String at = customers(shop) + "/";
    Shop.admin().get(at + there).then().body("$", hasKey("vip"));
    Shop.admin().get(at + elsewhere).then().body("$", not(hasKey("vip")));
    Shop.admin().body("{\"vip\": true}").patch(at + there).then().statusCode(200);
    Shop.admin().body("{\"vip\": true}").patch(at + elsewhere).then().statusCode(422);
    Shop.admin().post(shop.at("/release:rollback")).then().statusCode(200);
    Shop.admin().body("{\"name\": \"later\"}").patch(at + there).then().statusCode(200);
    Shop.admin().get(at + there).then().body("$", not(hasKey("vip")));
    release(shop, "{'version': 2}").statusCode(200);
    Shop.admin().get(at + there).then().body("vip", equalTo(true)).body("name", equalTo("later"));
  }

  @Test
  void refusesWhatIsNoRelease() {
    Shop shop = shop();
    Map<String, List<String>> wrong =
        Map.of(
            "[]", List.of("", "release_empty"),
            "[{'version': 9}]", List.of("/0/version", "version_unknown"),
            "[{'version': 2, 'share': 10}, {'version': 1, 'share': 80}]",
                List.of("/1/share", "release_share_sum"),
            "[{'version': 2, 'when': {'role': 'clerk'}}]", List.of("/0/when", "release_no_rest"),
            "[{'version': 2, 'when': {'role': 'clark'}}, {'version': 1}]",
                List.of("/0/when/role", "release_role_unknown"),
            "[{'version': 2, 'when': {'user': 'nobody'}}, {'version': 1}]",
                List.of("/0/when/user", "release_user_unknown"),
            "[{'version': 2, 'when': {'field': 'chanel', 'op': 'eq', 'value': 1}}, {'version': 1}]",
                List.of("/0/when/field", "release_field_unknown"),
            "[{'version': 2, 'share': 10, 'by': 'colour'}, {'version': 1}]",
                List.of("/0/by", "release_field_unknown"),
            "{'release': [{'version': 2, 'when': {'any': []}}, {'version': 1}]}",
                List.of("/release/0/when/any", "release_when_list"));
    wrong.forEach(
        (parts, expected) ->
            release(shop, parts)
                .statusCode(422)
                .body("problems.pointer", hasItem(expected.getFirst()))
                .body("problems.code", hasItem(expected.getLast())));
    Shop.admin()
        .get(shop.at("/release"))
        .then()
        .body("release", hasSize(1))
        .body("release[0].version", comparesEqualTo(1));
    Shop.admin()
        .body("{\"version\": 1}")
        .put("/api/v1/apps/nothing/release")
        .then()
        .statusCode(404);
  }

  @Test
  void publishesToAShareAtOnce() {
    Shop shop = Shop.installed();
    widen(shop);
    Shop.admin()
        .body("{\"release\": [{\"share\": 50}, {\"version\": 1}]}")
        .post(shop.at("/publish"))
        .then()
        .statusCode(200)
        .body("version", comparesEqualTo(2));
    int wide = 0;
    for (int i = 0; i < 40; i++) {
      String id = create(shop, Shop.admin(), "S" + i);
      Map<String, Object> read =
          Shop.admin().get(customers(shop) + "/" + id).then().extract().path("$");
      wide += read.containsKey("vip") ? 1 : 0;
    }
    assertThat(wide).isBetween(5, 35);
  }

  @Test
  void triesAVersionInTheTestEnvironmentOnDataOfItsOwn() {
    Shop shop = Shop.installed();
    create(shop, Shop.admin(), "LIVE");
    widen(shop);
    publish(shop, "@test").statusCode(200).body("version", comparesEqualTo(2));
    String test = "/api/v1/apps/" + shop.id() + "@test/forms/customer/records";
    Shop.admin()
        .get(test)
        .then()
        .statusCode(200)
        .body("records[0]", hasKey("vip"))
        .body("records.code", not(hasItem("LIVE")));
    Shop.admin().get(customers(shop)).then().body("records[0]", not(hasKey("vip")));
    Shop.admin()
        .body("{\"code\": \"T1\", \"name\": \"tried\", \"vip\": true}")
        .post(test)
        .then()
        .statusCode(201);
    Shop.admin().get(customers(shop)).then().body("records.code", not(hasItem("T1")));
    release(shop, "{'version': 2}").statusCode(200);
    Shop.admin()
        .get(customers(shop))
        .then()
        .body("records[0]", hasKey("vip"))
        .body("records.code", hasItem("LIVE"));
  }
}
