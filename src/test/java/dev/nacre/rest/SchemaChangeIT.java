package dev.nacre.rest;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forms change over HTTP while records are there. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class SchemaChangeIT {
  @Nullable private Shop installed;

  @BeforeEach
  void install() {
    installed = Shop.installed();
  }

  private String at(String path) {
    return Objects.requireNonNull(installed).at(path);
  }

  private void draft(String qty, String more) {
    Shop.admin()
        .body(
            """
            {"id": "item", "fields": [{"id": "qty", "type": "%s"}, {"id": "code", "type": "text"%s}]}\
            """
                .formatted(qty, more))
        .put(at("/draft/forms/item.json"))
        .then()
        .statusCode(200)
        .body("problems", hasSize(0));
  }

  private ValidatableResponse plan() {
    return Shop.admin().post(at("/draft:plan")).then().statusCode(200);
  }

  private void publish() {
    Shop.admin().post(at("/publish")).then().statusCode(200);
  }

  private String create(String json, int status) {
    return Shop.admin()
        .body(json)
        .post(at("/forms/item/records"))
        .then()
        .statusCode(status)
        .extract()
        .path("id");
  }

  private ValidatableResponse read(String id) {
    return Shop.admin().get(at("/forms/item/records/" + id)).then().statusCode(200);
  }

  private void update(String id, String json) {
    Shop.admin().body(json).patch(at("/forms/item/records/" + id)).then().statusCode(200);
  }

  @Test
  void aTypeChangesAndARollbackSeesWhatWasWrittenSince() {
    draft("text", "");
    publish();
    String seven = create("{\"qty\": \"7\"}", 201);
    String odd = create("{\"qty\": \"many\"}", 201);
    draft("number", "");
    plan()
        .body("plan", hasSize(1))
        .body("plan[0].kind", equalTo("type"))
        .body("plan[0].rows", equalTo(1))
        .body("plan[0].blocking", equalTo(false))
        .body("plan[0].examples[0].value", equalTo("many"));
    publish();
    read(seven).body("qty", equalTo(7));
    read(odd).body("qty", nullValue());
    update(seven, "{\"qty\": 8}");
    update(odd, "{\"code\": \"x\"}");
    Shop.admin().post(at("/release:rollback")).then().statusCode(200);
    read(seven).body("qty", equalTo("8"));
    read(odd).body("qty", equalTo("many")).body("code", equalTo("x"));
    update(odd, "{\"qty\": \"9\"}");
    Shop.admin().post(at("/publish")).then().statusCode(200);
    read(odd).body("qty", equalTo(9));
  }

  @Test
  void uniqueIsForeseenRefusedHeldAndGivenUp() {
    draft("text", "");
    publish();
    create("{\"code\": \"a\"}", 201);
    String twin = create("{\"code\": \"a\"}", 201);
    draft("text", ", \"unique\": true");
    plan().body("plan[0].blocking", equalTo(true)).body("plan[0].rows", equalTo(2));
    Shop.admin()
        .post(at("/publish"))
        .then()
        .statusCode(422)
        .body("problems[0].code", equalTo("effect_unique"))
        .body("problems[0].file", equalTo("forms/item.json"));
    update(twin, "{\"code\": \"b\"}");
    publish();
    create("{\"code\": \"a\"}", 409);
    draft("text", "");
    publish();
    create("{\"code\": \"a\"}", 201);
  }
}
