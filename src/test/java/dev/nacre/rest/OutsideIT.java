package dev.nacre.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people send who read the contract literally, and what those send who don't. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class OutsideIT {
  private static final String ORDER =
      """
      {"order_no": "%s", "lines": [{"sku": "A", "qty": 3, "price": 20.05}]}
      """;

  private Shop shop = Shop.fresh();

  @BeforeEach
  void install() {
    shop = Shop.installed();
  }

  @Test
  void refusesNumbersAndAddressesThatNobodyCanHold() {
    Shop.admin()
        .body("{\"limit\": 1e999999999}")
        .post(shop.orders() + ":query")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
    Shop.admin()
        .urlEncodingEnabled(false)
        .get("/api/v1/users/a%00b")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void goesOnOnlyInTheOrderThatMadeTheCursor() {
    shop.order(ORDER.formatted("1"));
    shop.order(ORDER.formatted("2"));
    String page = shop.orders() + "?limit=1&sort=";
    String next = Shop.admin().get(page + "order_no").then().statusCode(200).extract().path("next");
    Shop.admin().get(page + "order_no&cursor=" + next).then().statusCode(200);
    Shop.admin().get(page + "-order_no&cursor=" + next).then().statusCode(422);
  }

  @Test
  void tellsHistoryPageByPage() {
    String order = shop.orders() + "/" + shop.order(ORDER.formatted("1"));
    Shop.admin().delete(order).then().statusCode(204);
    Shop.admin().post(order + "/restore").then().statusCode(200);
    String next =
        Shop.admin()
            .get(order + "/history?limit=2")
            .then()
            .statusCode(200)
            .body("changes.version", equalTo(List.of(3, 2)))
            .extract()
            .path("next");
    Shop.admin()
        .get(order + "/history?cursor=" + next)
        .then()
        .body("changes.version", equalTo(List.of(1)))
        .body("next", equalTo(null));
  }

  @Test
  void answersEveryElementOfABatchInItsPlace() {
    Shop.admin()
        .body("{\"changes\": [{\"op\": \"create\"}, 5]}")
        .post(shop.orders() + ":batch?mode=per_row")
        .then()
        .statusCode(200)
        .body("results", hasSize(2))
        .body("results.status", everyItem(equalTo("invalid")));
  }

  @Test
  void saysOfAWorkbookThatIsCutOffWhatIsWrong() {
    Shop.admin()
        .contentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .body(new byte[] {'P', 'K', 3, 4})
        .post(shop.at("/forms/order/records:import"))
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("problems[0].code", startsWith("xlsx_"));
  }

  @Test
  void leadsAnEmptySignInBackToItsPage() {
    given()
        .redirects()
        .follow(false)
        .post("/j_security_check")
        .then()
        .statusCode(303)
        .header("Location", endsWith("/login?error"));
  }

  @Test
  void leadsWhoSignsInOnToWhereTheyWantedToBeBeforeAPageIsSent() {
    String wanted = "/app/" + shop.id() + "/list/order?view=mine";
    Response asked = page(Map.of()).get(wanted);
    asked.then().statusCode(302).header("Location", endsWith("/login"));
    var cookies = new HashMap<>(asked.getCookies());
    cookies.putAll(
        page(cookies)
            .formParam("username", "admin")
            .formParam("password", PostgresTestResource.ADMIN_PASSWORD)
            .post("/j_security_check")
            .getCookies());
    Response first = page(cookies).get("/");
    first.then().statusCode(302).header("Location", endsWith(wanted));
    cookies.putAll(first.getCookies());
    page(cookies).get("/").then().statusCode(200);
  }

  private static RequestSpecification page(Map<String, String> cookies) {
    return given().redirects().follow(false).accept("text/html").cookies(cookies);
  }

  @Test
  void slowsDownWhoGuessesPasswords() {
    String nobody = "nobody_" + shop.id();
    for (int i = 0; i < 5; i++) {
      Shop.as(nobody, "wrong").get("/api/v1/me").then().statusCode(401);
    }
    Shop.as(nobody, "wrong")
        .get("/api/v1/me")
        .then()
        .statusCode(429)
        .header("Retry-After", notNullValue());
  }

  @Test
  void endsSessionsWithTheirPassword() {
    String user = "session_" + shop.id();
    Shop.admin()
        .body("{\"id\": \"%s\", \"password\": \"%s\"}".formatted(user, Shop.PASSWORD))
        .post("/api/v1/users")
        .then()
        .statusCode(201);
    String cookie =
        given()
            .redirects()
            .follow(false)
            .formParam("username", user)
            .formParam("password", Shop.PASSWORD)
            .post("/j_security_check")
            .then()
            .statusCode(302)
            .extract()
            .cookie("nacre-session");
    Shop.admin()
        .body("{\"password\": \"another password\"}")
        .put("/api/v1/users/" + user + "/password")
        .then()
        .statusCode(204);
    given()
        .redirects()
        .follow(false)
        .cookie("nacre-session", cookie)
        .accept("text/html")
        .get("/")
        .then()
        .statusCode(302)
        .header("Location", containsString("/login"));
  }
}
