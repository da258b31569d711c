package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Packs, drafts, versions and releases. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class AppIT {

  private static ValidatableResponse install(byte[] zip, String parameters) {
    return Shop.admin()
        .contentType("application/zip")
        .body(zip)
        .post("/api/v1/apps:import" + parameters)
        .then();
  }

  @Test
  void importsAPackWithItsSeedRows() {
    Shop shop = Shop.fresh();
    install(shop.zip(), "")
        .statusCode(201)
        .body("app", equalTo(shop.id()))
        .body("version", comparesEqualTo(1));
    Shop.admin()
        .get(shop.at("/forms/customer/records?sort=code"))
        .then()
        .statusCode(200)
        .body("records.name", contains("Ada", "林晓"))
        .body("records.since", everyItem(notNullValue()))
        .body("records[1].since", equalTo("2026-01-31"));
    Shop.admin().get("/api/v1/apps").then().body("apps.id", hasItem(shop.id()));
    install(shop.zip(), "").statusCode(409).body("problems.code", contains("nothing_changed"));
  }

  @Test
  void saysWhatAnImportWouldDo() {
    Shop shop = Shop.fresh();
    install(shop.zip(), "?dryRun=true")
        .statusCode(200)
        .body("problems", hasSize(0))
        .body("changes.file", hasItem("forms/order.json"))
        .body("changes.change", everyItem(equalTo("added")));
    Shop.admin().get(shop.orders()).then().statusCode(404);
  }

  @Test
  void refusesPacksThatDoNotFitWithEverythingThatIsWrong() {
    Shop shop = Shop.fresh();
    Map<String, String> files = shop.files();
    files.put(
        "forms/broken.json",
        "{\"id\": \"broken\", \"fields\": [{\"id\": \"老板要看的\", \"type\": \"text\"}]}");
    files.put(
        "forms/loop.json",
        "{\"id\": \"loop\", \"fields\": [{\"id\": \"a\", \"type\": \"number\", \"formula\": \"b\"},"
            + " {\"id\": \"b\", \"type\": \"number\", \"formula\": \"a\"}]}");
    files.put("roles/odd.json", "{\"id\": \"odd\", \"forms\": {\"nothing\": {\"read\": true}}}");
    files.put("notes.txt", "x");
    files.put("data/nothing.csv", "a\n1\n");
    install(Shop.zip(files), "")
        .statusCode(422)
        .contentType("application/problem+json")
        .body("problems.file", hasItem("forms/broken.json"))
        .body("problems.file", hasItem("forms/loop.json"))
        .body("problems.file", hasItem("roles/odd.json"))
        .body("problems.file", hasItem("notes.txt"))
        .body("problems.file", hasItem("data/nothing.csv"));
    Shop.admin().get(shop.orders()).then().statusCode(404);
    install(Shop.zip(Map.of("../evil.json", "{}")), "").statusCode(400);
    install("no zip".getBytes(java.nio.charset.StandardCharsets.UTF_8), "").statusCode(400);
  }

  @Test
  void publishesNothingWhenASeedRowIsRefused() {
    Shop shop = Shop.fresh();
    Map<String, String> files = shop.files();
    files.put("data/customer.csv", "code,name\nC1,Ada\nC1,Ada again\n");
    install(Shop.zip(files), "")
        .statusCode(422)
        .body("problems[0].file", equalTo("data/customer.csv"));
    Shop.admin().get(shop.orders()).then().statusCode(404);
  }

  @Test
  void exportsWhatItImports() throws IOException {
    Shop shop = Shop.installed();
    byte[] zip =
        Shop.admin()
            .get(shop.at("/export"))
            .then()
            .statusCode(200)
            .contentType("application/zip")
            .extract()
            .asByteArray();
    var files = new TreeMap<String, String>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(
            entry.getName(),
            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    assertThat(files.keySet()).isEqualTo(shop.files().keySet());
    install(zip, "").statusCode(409);
  }

  @Test
  void publishesADraftForTheNextRequest() {
    Shop shop = Shop.installed();
    String form = Shop.admin().get(shop.at("/draft/forms/customer.json")).asString();
    String wider =
        form.replace("\"fields\": [", "\"fields\": [{\"id\": \"vip\", \"type\": \"boolean\"},");
    Shop.admin()
        .body(wider)
        .put(shop.at("/draft/forms/customer.json"))
        .then()
        .statusCode(200)
        .body("problems", hasSize(0));
    Shop.admin()
        .body("{\"code\": \"C9\", \"name\": \"Eve\", \"vip\": true}")
        .post(shop.at("/forms/customer/records"))
        .then()
        .statusCode(422);
    Shop.admin()
        .body("{\"note\": \"Who matters\"}")
        .post(shop.at("/publish"))
        .then()
        .statusCode(200)
        .body("version", comparesEqualTo(2));
    Shop.admin()
        .body("{\"code\": \"C9\", \"name\": \"Eve\", \"vip\": true}")
        .post(shop.at("/forms/customer/records"))
        .then()
        .statusCode(201)
        .body("vip", equalTo(true));
    Shop.admin().post(shop.at("/publish")).then().statusCode(409);
    Shop.admin()
        .get(shop.at("/versions"))
        .then()
        .statusCode(200)
        .body("versions", hasSize(2))
        .body("versions[0].note", equalTo("Who matters"))
        .body("versions[0].released", equalTo(true));
  }

  @Test
  void rollsBackAndForth() {
    Shop shop = Shop.installed();
    String form = Shop.admin().get(shop.at("/draft/forms/customer.json")).asString();
    String wider =
        form.replace("\"fields\": [", "\"fields\": [{\"id\": \"vip\", \"type\": \"boolean\"},");
    Shop.admin().body(wider).put(shop.at("/draft/forms/customer.json")).then().statusCode(200);
    Shop.admin().post(shop.at("/publish")).then().statusCode(200);
    Shop.admin()
        .body("{\"version\": 1}")
        .put(shop.at("/release"))
        .then()
        .statusCode(200)
        .body("release[0].version", comparesEqualTo(1));
    Shop.admin()
        .get(shop.at("/forms/customer/records"))
        .then()
        .body("records[0]", not(org.hamcrest.Matchers.hasKey("vip")));
    Shop.admin().body("[{\"version\": 2}]").put(shop.at("/release")).then().statusCode(200);
    Shop.admin()
        .get(shop.at("/forms/customer/records"))
        .then()
        .body("records[0]", org.hamcrest.Matchers.hasKey("vip"));
    Shop.admin()
        .body("{\"version\": 9}")
        .put(shop.at("/release"))
        .then()
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/version"));
  }

  @Test
  void keepsADraftThatIsWrongAndSaysWhy() {
    Shop shop = Shop.installed();
    Shop.admin()
        .body("{\"id\": \"extra\", \"fields\": [{\"id\": \"a\", \"type\": \"colour\"}]}")
        .put(shop.at("/draft/forms/extra.json"))
        .then()
        .statusCode(200)
        .body("problems[0].file", equalTo("forms/extra.json"))
        .body("problems[0].pointer", containsString("/fields/0"));
    Shop.admin()
        .post(shop.at("/draft:check"))
        .then()
        .statusCode(200)
        .body("problems", not(hasSize(0)));
    Shop.admin().post(shop.at("/publish")).then().statusCode(422);
    Shop.admin()
        .delete(shop.at("/draft/forms/extra.json"))
        .then()
        .statusCode(200)
        .body("problems", hasSize(0));
    Shop.admin().get(shop.at("/draft/forms/extra.json")).then().statusCode(404);
    Shop.admin().body("{oops").put(shop.at("/draft/forms/x.json")).then().statusCode(400);
    Shop.admin().body("{}").put("/api/v1/apps/nothing/draft/forms/x.json").then().statusCode(404);
  }

  @Test
  void servesTheSchemas() {
    Shop.admin().get("/api/v1/schemas/form").then().statusCode(200).body("title", equalTo("Form"));
    Shop.admin().get("/api/v1/schemas/nothing").then().statusCode(404);
  }

  @Test
  void givesRolesOnlyToThoseWhoExist() {
    Shop shop = Shop.installed();
    Shop.admin()
        .body("{\"roles\": [\"clerk\"]}")
        .put(shop.at("/members/nobody"))
        .then()
        .statusCode(404);
    Shop.admin()
        .body("{\"roles\": [\"king\"]}")
        .put(shop.at("/members/admin"))
        .then()
        .statusCode(422)
        .body("problems[0].pointer", equalTo("/roles/0"));
  }
}
