package dev.nacre.rest;

import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** I4: export as a pack, import elsewhere, upgrade with local changes kept. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class I4_PackUpgradeIT {
  private static final String CUSTOMER = "forms/customer.json";

  private static ValidatableResponse send(byte[] zip, String query) {
    return Shop.admin()
        .contentType("application/zip")
        .body(zip)
        .post("/api/v1/apps:import" + query)
        .then();
  }

  private static String with(String form, String field) {
    return form.replaceFirst("\"fields\"\\s*:\\s*\\[", "\"fields\": [" + field + ",");
  }

  private static void publish(Shop shop, String form) {
    Shop.admin().body(form).put(shop.at("/draft/" + CUSTOMER)).then().statusCode(200);
    Shop.admin().post(shop.at("/publish")).then().statusCode(200);
  }

  @Test
  void i4_anUpgradeKeepsWhatWasChangedHereAndBringsWhatIsNew() {
    Shop shop = Shop.installed();
    String form = Shop.admin().get(shop.at("/draft/" + CUSTOMER)).asString();
    publish(
        shop,
        with(form, "{\"id\": \"ours\", \"type\": \"text\"}").replace("\"Customer\"", "\"Client\""));
    Shop.admin()
        .body("{\"code\": \"K1\", \"name\": \"Kim\", \"ours\": \"kept\"}")
        .post(shop.at("/forms/customer/records"))
        .then()
        .statusCode(201);
    Shop.admin()
        .body("{\"id\": \"unfinished\", \"fields\": [{\"id\": \"a\", \"type\": \"text\"}]}")
        .put(shop.at("/draft/forms/unfinished.json"))
        .then()
        .statusCode(200);

    Map<String, String> files = shop.files();
    files.computeIfPresent(
        CUSTOMER,
        (path, text) ->
            with(text, "{\"id\": \"theirs\", \"type\": \"text\"}")
                .replace("\"Customer\"", "\"Buyer\""));
    byte[] newer = Shop.zip(files);

    send(newer, "?dryRun=true")
        .statusCode(200)
        .body("problems", hasSize(0))
        .body(
            "items.find { it.item == 'forms/customer.json#/fields/theirs' }.gets", equalTo("pack"))
        .body("items.find { it.item == 'forms/customer.json#/fields/ours' }.gets", equalTo("local"))
        .body(
            "items.find { it.item == 'forms/customer.json#/name/en' }.changedBy", equalTo("both"));
    Shop.admin()
        .get(shop.at("/forms/customer/records"))
        .then()
        .body("records[0]", not(hasKey("theirs")));

    send(newer, "").statusCode(201).body("version", comparesEqualTo(3));
    Shop.admin()
        .get(shop.at("/forms/customer/records"))
        .then()
        .body("records[0]", hasKey("theirs"))
        .body("records.ours", hasItem("kept"));
    Shop.admin().get(shop.at("/draft/" + CUSTOMER)).then().body("name.en", equalTo("Client"));
    Shop.admin().get(shop.at("/draft/forms/unfinished.json")).then().statusCode(200);
    send(newer, "").statusCode(409);

    files.computeIfPresent(CUSTOMER, (path, text) -> text.replace("\"Buyer\"", "\"Shopper\""));
    Shop.admin()
        .contentType("application/zip")
        .queryParam("take", CUSTOMER + "#/name/en")
        .body(Shop.zip(files))
        .post("/api/v1/apps:import")
        .then()
        .statusCode(201);
    Shop.admin()
        .get(shop.at("/versions/4/diff"))
        .then()
        .statusCode(200)
        .body("changes.after", hasItem("Shopper"));
  }

  @Test
  void i4_anExportRunsElsewhere() {
    Shop shop = Shop.installed();
    byte[] zip = Shop.admin().get(shop.at("/export")).asByteArray();
    Shop elsewhere = Shop.fresh();
    send(zip, "").statusCode(409);
    send(elsewhere.zip(), "").statusCode(201);
    Shop.admin()
        .get(elsewhere.at("/forms/customer/records"))
        .then()
        .statusCode(200)
        .body("records", hasSize(2));
  }

  @Test
  void tellsVersionsApartInWordsAndRestoresThem() {
    Shop shop = Shop.installed();
    String form = Shop.admin().get(shop.at("/draft/" + CUSTOMER)).asString();
    publish(shop, with(form, "{\"id\": \"vip\", \"type\": \"boolean\", \"label\": \"VIP\"}"));
    Shop.admin()
        .header("Accept-Language", "en")
        .get(shop.at("/versions/2/diff?against=1"))
        .then()
        .statusCode(200)
        .body("changes.text", hasItem("Field “VIP” of form “Customer” was added."))
        .body("changes.pointer", hasItem("/fields/vip"));
    Shop.admin()
        .header("Accept-Language", "zh-CN")
        .get(shop.at("/versions/2/diff"))
        .then()
        .body("changes.text", hasItem("新增了表单“客户”的字段“VIP”。"));
    Shop.admin().get(shop.at("/versions/draft/diff")).then().body("changes", hasSize(0));
    Shop.admin().post(shop.at("/versions/1/restore")).then().statusCode(200);
    Shop.admin().get(shop.at("/versions/draft/diff")).then().body("changes", hasSize(1));
    Shop.admin().get(shop.at("/versions/9/diff")).then().statusCode(404);
    Shop.admin().post(shop.at("/versions/x/restore")).then().statusCode(422);
  }

  @Test
  void describesItsOwnApi() {
    Shop shop = Shop.installed();
    Shop.admin()
        .get(shop.at("/openapi.json"))
        .then()
        .statusCode(200)
        .body("openapi", equalTo("3.1.0"))
        .body("paths", hasKey("/forms/order/records:batch"))
        .body("components.schemas.order.properties", hasKey("cost"));
    shop.member("clerk")
        .get(shop.at("/openapi.json"))
        .then()
        .statusCode(200)
        .body("components.schemas.order.properties", not(hasKey("cost")))
        .body("paths.'/forms/customer/records'", not(hasKey("post")));
  }

  @Test
  void i4_aChoiceAboutAnItemThatIsNotThereIsRefusedAndNothingIsDone() {
    Shop shop = Shop.installed();
    Map<String, String> files = shop.files();
    files.computeIfPresent(
        CUSTOMER, (path, text) -> with(text, "{\"id\": \"theirs\", \"type\": \"text\"}"));
    for (String dry : new String[] {"&dryRun=true", ""}) {
      Shop.admin()
          .contentType("application/zip")
          .body(Shop.zip(files))
          .queryParam("take", CUSTOMER + "#/fields/their")
          .post("/api/v1/apps:import?mode=merge" + dry)
          .then()
          .statusCode(422)
          .body("problems[0].code", equalTo("pack_item_unknown"))
          .body("problems[0].hint", org.hamcrest.Matchers.containsString("#/fields/theirs"));
    }
    Shop.admin().get(shop.at("/versions")).then().body("versions", hasSize(1));
  }
}
