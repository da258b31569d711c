package dev.nacre.rest;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I5: field ids that can't be are refused with the reason and a suggestion. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class I5_IdsIT {

  @ParameterizedTest
  @CsvSource({"老板要看的, Boss flag, boss_flag", "Boss Flag, '', boss_flag"})
  void i5_aFieldIdThatCantBeOneKeepsADraftFromBeingPublished(
      String id, String label, String better) {
    Shop shop = Shop.installed();
    String form =
        "{\"id\": \"memo\", \"fields\": [{\"id\": \"%s\", \"type\": \"boolean\"%s}]}"
            .formatted(
                id,
                label.isEmpty() ? "" : ", \"label\": {\"en\": \"" + label + "\", \"zh\": \"旗\"}");
    Shop.admin().body(form).put(shop.at("/draft/forms/memo.json")).then().statusCode(200);
    Shop.admin()
        .post(shop.at("/publish"))
        .then()
        .statusCode(422)
        .body("problems", hasSize(1))
        .body("problems[0].file", equalTo("forms/memo.json"))
        .body("problems[0].pointer", equalTo("/fields/0/id"))
        .body("problems[0].code", equalTo("id_invalid"))
        .body("problems[0].message", containsString("ids become columns"))
        .body("problems[0].hint", containsString(better));
    Shop.admin().get(shop.at("/forms/memo/records")).then().statusCode(404);
  }
}
