package dev.nacre.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a webhook takes and answers over HTTP beside bodies of JSON. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class HookIT {
  private static final String TRACK =
      """
      {"id": "track", "kind": "webhook", "settings": {
         "signature": {"type": "recipe", "secret": {"secret": "salt"},
           "recipe": {"algorithm": "md5", "text": "{param}{secret}", "encoding": "hex_upper", "in": "form"}},
         "content": "form", "unpack": ["/param"], "split": "/param", "queryAs": "address",
         "challenge": [{"name": "echostr", "signature": {"type": "token", "in": "query", "name": "key", "secret": {"secret": "salt"}}}],
         "answer": {"status": 200, "body": {"result": true, "returnCode": "200"}},
         "refusal": {"status": 200, "body": {"result": false, "returnCode": "{status}"}}},
       "ingest": [{"id": "order", "form": "order", "key": ["order_no"], "map": {"order_no": "/no"}}]}
      """;
  // upper case MD5 of {"no":"包裹 1+1"}demoSalt
  private static final String SIGN = "DCE72763C794B8D0D9D5BF1B33F72BFE";

  private final Shop shop = Shop.fresh();

  @BeforeEach
  void install() {
    Map<String, String> files = shop.files();
    files.put("connectors/track.json", TRACK);
    Shop.admin()
        .contentType("application/zip")
        .body(Shop.zip(files))
        .post("/api/v1/apps:import")
        .then()
        .statusCode(201);
    Shop.admin()
        .body("{\"value\": \"demoSalt\"}")
        .put(shop.at("/secrets/salt"))
        .then()
        .statusCode(204);
  }

  private String hook() {
    return "/hooks/" + shop.id() + "/track";
  }

  @Test
  void takesAFormAndTheParametersOfTheAddress() {
    given()
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParam("sign", SIGN)
        .formParam("param", "{\"no\":\"包裹 1+1\"}")
        .queryParam("orderId", "一 1")
        .post(hook())
        .then()
        .statusCode(200)
        .contentType(startsWith("application/json"))
        .body("returnCode", equalTo("200"));
    Object id = Shop.admin().get(shop.at("/inbox")).path("entries[0].id");
    Shop.admin()
        .get(shop.at("/inbox/" + id))
        .then()
        .body(containsString("包裹 1+1"))
        .body(containsString("一 1"));
  }

  @Test
  void refusesAFormThatIsSignedOtherwiseInTheWordsOfTheSender() {
    given()
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParam("sign", SIGN)
        .formParam("param", "{\"no\":\"包裹 1+2\"}")
        .post(hook())
        .then()
        .statusCode(200)
        .body("returnCode", equalTo(401));
    Shop.admin().get(shop.at("/inbox")).then().body("entries.size()", equalTo(0));
  }

  @Test
  void saysAgainToAGetWhatItAsks() {
    given()
        .queryParam("key", "demoSalt")
        .queryParam("echostr", "<b>5839 1+1</b>")
        .get(hook())
        .then()
        .statusCode(200)
        .contentType(startsWith("text/plain"))
        .header("X-Content-Type-Options", "nosniff")
        .body(equalTo("<b>5839 1+1</b>"));
    given()
        .queryParam("key", "another")
        .queryParam("echostr", "5839")
        .get(hook())
        .then()
        .contentType(ContentType.JSON)
        .body("returnCode", equalTo(401));
    given().get(hook()).then().body("returnCode", equalTo(405));
    given().get("/hooks/" + shop.id() + "/none").then().statusCode(404);
    Shop.admin().get(shop.at("/inbox")).then().body("entries.size()", equalTo(0));
  }
}
