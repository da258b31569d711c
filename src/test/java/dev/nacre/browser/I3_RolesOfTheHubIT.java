package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.metadata.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * I3: a warehouse keeper sees only the orders of that warehouse; support sees masked phones;
 * finance sees amounts. On the pack as it is delivered, through every door.
 */
class I3_RolesOfTheHubIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final String APP = "/api/v1/apps/order_hub";
  private static final String ORDERS = APP + "/forms/order/records";
  private static final String SECRET = "a keeper of pearls 7";
  private static final String PHONE = "13876543219";

  private static boolean made;
  private static String mine = "";
  private static String other = "";
  private static String warehouse = "";

  @BeforeEach
  void somePeopleAndTwoOrders() {
    if (made) {
      return;
    }
    made = true;
    for (String[] one :
        new String[][] {
          {"i3.keeper", "warehouse"}, {"i3.care", "support"}, {"i3.books", "finance"}
        }) {
      ok(
          admin(
              "POST",
              "/api/v1/users",
              "{\"id\": \"%s\", \"name\": \"Zhao Ming\", \"password\": \"%s\"}"
                  .formatted(one[0], SECRET)));
      ok(admin("PUT", APP + "/members/" + one[0], "{\"roles\": [\"" + one[1] + "\"]}"));
    }
    warehouse = warehouse("I3A", "\"staff\": \"i3.keeper\",");
    String elsewhere = warehouse("I3B", "");
    mine = order("I3-MINE", warehouse);
    other = order("I3-OTHER", elsewhere);
    ok(
        admin(
            "PATCH",
            ORDERS + "/" + mine,
            "{\"discount\": 7, \"status\": \"shipped\", \"phone\": \"" + PHONE + "\"}"));
  }

  private static String warehouse(String code, String staff) {
    return ok(admin(
            "POST",
            APP + "/forms/warehouse/records",
            "{%s \"code\": \"%s\", \"name\": \"%s\", \"phone\": \"13800000999\"}"
                .formatted(staff, code, code)))
        .path("id")
        .asText();
  }

  private static String order(String no, String warehouse) {
    return ok(admin(
            "POST",
            ORDERS,
            """
            {"order_no": "%s", "channel": "web", "buyer": "Li", "phone": "13800138000",
             "address": "1 Road", "warehouse": "%s", "discount": 5,
             "lines": [{"sku": "A", "name": "Cup", "qty": 2, "price": 4321}]}
            """
                .formatted(no, warehouse)))
        .path("id")
        .asText();
  }

  @Test
  void i3_aKeeperSeesOnlyTheOrdersOfTheOwnWarehouse() {
    String own = as("i3.keeper");
    assertThat(numbers(list(own, ""))).containsExactly("I3-MINE");
    assertThat(numbers(list(own, "&count=exact"))).hasSize(1);
    assertThat(list(own, "&count=exact").path("count").asInt()).isOne();
    assertThat(numbers(list(own, filter("order_no", "I3-OTHER")))).isEmpty();
    assertThat(numbers(list(own, filter("warehouse.code", "I3B")))).isEmpty();
    assertThat(list(own, "&expand=warehouse").at("/records/0/warehouse/code").asText())
        .isEqualTo("I3A");

    for (String path : new String[] {"", "?version=1", "/history", "/print/waybill"}) {
      assertThat(status("GET", ORDERS + "/" + other + path, "", own)).as(path).isEqualTo(404);
    }
    assertThat(status("PATCH", ORDERS + "/" + other, "{\"note\": \"x\"}", own)).isEqualTo(404);
    assertThat(status("DELETE", ORDERS + "/" + other, "", own)).isIn(403, 404);
    JsonNode batch =
        json(
            send(
                "POST",
                ORDERS + ":batch?mode=per_row",
                "{\"changes\": [{\"op\": \"update\", \"id\": \""
                    + other
                    + "\", \"data\": {\"note\": \"x\"}}]}",
                own));
    assertThat(batch.toString()).doesNotContain("I3-OTHER", "13800138000");
    assertThat(batch.at("/results/0/status").asText()).isNotEqualTo("updated");
    assertThat(ok(send("PATCH", ORDERS + "/" + mine, "{\"note\": \"ours\"}", own)).path("note"))
        .hasToString("\"ours\"");

    JsonNode groups =
        ok(
            send(
                "POST",
                ORDERS + ":aggregate",
                "{\"groupBy\": [{\"field\": \"order_no\"}], \"measures\": [{\"fn\": \"count\"}]}",
                own));
    assertThat(groups.toString()).contains("I3-MINE").doesNotContain("I3-OTHER");
    assertThat(status("GET", ORDERS + ":export?format=csv", "", own)).isEqualTo(403);
    assertThat(
            status(
                "PATCH",
                APP + "/forms/warehouse/records/" + warehouse,
                "{\"staff\": \"admin\"}",
                own))
        .as("nobody names oneself keeper")
        .isEqualTo(422);
  }

  @Test
  void i3_aKeeperSeesNoAmounts() {
    String own = as("i3.keeper");
    assertThat(list(own, "").at("/records/0/lines/0/name").asText()).isEqualTo("Cup");
    for (String path : new String[] {"", "?version=1", "/history"}) {
      assertThat(ok(send("GET", ORDERS + "/" + mine + path, "", own)).toString())
          .as(path)
          .contains("Cup")
          .doesNotContain("\"price\"", "\"amount\"", "8642");
    }
    String lines =
        "{\"some\": {\"table\": \"lines\","
            + " \"where\": {\"field\": \"price\", \"op\": \"gt\", \"value\": 1}}}";
    assertThat(status("GET", ORDERS + "?filter=" + encode(lines), "", own)).isEqualTo(422);
    for (String field : new String[] {"amount", "discount", "freight", "payable"}) {
      assertThat(list(own, "").at("/records/0").has(field)).as(field).isFalse();
      assertThat(status("GET", ORDERS + "?sort=" + field, "", own)).as(field).isIn(400, 422);
      assertThat(list(own, "&fields=order_no," + field).at("/records/0").has(field)).isFalse();
      assertThat(
              status(
                  "POST",
                  ORDERS + ":aggregate",
                  "{\"measures\": [{\"fn\": \"sum\", \"field\": \"" + field + "\"}]}",
                  own))
          .as(field)
          .isEqualTo(422);
    }
    assertThat(status("GET", ORDERS + "?filter=" + over("payable", "1"), "", own)).isEqualTo(422);
    assertThat(status("PATCH", ORDERS + "/" + mine, "{\"discount\": 0}", own)).isEqualTo(422);
    JsonNode changes = ok(send("GET", ORDERS + "/" + mine + "/history", "", own));
    assertThat(changes.toString()).contains("phone").doesNotContain("discount", "payable");
    assertThat(ok(send("GET", ORDERS + "/" + mine + "?version=1", "", own)).has("discount"))
        .isFalse();
  }

  @Test
  void i3_supportSeesMaskedPhonesEverywhere() {
    String own = as("i3.care");
    JsonNode seen = list(own, filter("order_no", "I3-MINE")).at("/records/0");
    assertThat(seen.path("phone").asText()).isEqualTo("138****3219");
    JsonNode changes = ok(send("GET", ORDERS + "/" + mine + "/history", "", own));
    assertThat(changes.toString()).contains("138****3219").doesNotContain(PHONE, "13800138000");
    assertThat(ok(send("GET", ORDERS + "/" + mine + "?version=1", "", own)).path("phone").asText())
        .isEqualTo("138****8000");
    assertThat(status("GET", ORDERS + "?filter=" + over("phone", "\"13876543218\""), "", own))
        .isEqualTo(422);
    assertThat(status("GET", ORDERS + "?sort=phone", "", own)).isIn(400, 422);
    assertThat(
            status(
                "POST",
                ORDERS + ":aggregate",
                "{\"groupBy\": [{\"field\": \"phone\"}], \"measures\": [{\"fn\": \"count\"}]}",
                own))
        .isEqualTo(422);
    assertThat(status("PATCH", ORDERS + "/" + other, "{\"phone\": \"13800000000\"}", own))
        .isEqualTo(422);
    assertThat(status("GET", ORDERS + ":export?format=csv", "", own)).isEqualTo(403);
    assertThat(list(own, filter("order_no", "I3-MINE") + "&expand=warehouse").toString())
        .as("the warehouse's own phone is hidden")
        .doesNotContain("13800000999");
  }

  @Test
  void i3_financeSeesAmountsAndNeitherPhonesNorAddresses() {
    String own = as("i3.books");
    JsonNode seen = list(own, filter("order_no", "I3-MINE")).at("/records/0");
    assertThat(seen.path("payable").decimalValue()).isEqualByComparingTo("8635");
    assertThat(seen.has("phone")).isFalse();
    assertThat(seen.has("address")).isFalse();
    assertThat(
            ok(send(
                    "POST",
                    ORDERS + ":aggregate",
                    "{\"filter\": {\"field\": \"order_no\", \"op\": \"eq\", \"value\":"
                        + " \"I3-MINE\"}, \"measures\": [{\"fn\": \"sum\", \"field\":"
                        + " \"payable\"}]}",
                    own))
                .toString())
        .contains("8635");
    HttpResponse<String> csv =
        send("GET", ORDERS + ":export?format=csv" + filter("order_no", "I3-MINE"), "", own);
    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.body()).contains("8635").doesNotContain(PHONE, "1 Road");
    assertThat(ok(send("GET", ORDERS + "/" + mine + "/history", "", own)).toString())
        .contains("discount")
        .doesNotContain(PHONE, "1 Road");
    assertThat(status("PATCH", ORDERS + "/" + mine, "{\"discount\": 0}", own)).isEqualTo(403);
  }

  @Test
  void i3_theScreensShowNoMore() {
    Page keeper = STAGE.english();
    keeper.navigate("/app/order_hub/list/order");
    STAGE.signIn(keeper, "i3.keeper", SECRET);
    assertThat(keeper.locator(".nacre-grid")).containsText("I3-MINE");
    assertThat(keeper.locator(".nacre-grid")).not().containsText("I3-OTHER");
    assertThat(keeper.locator("body")).not().containsText("To pay");
    keeper.navigate("/app/order_hub/record/order/" + mine);
    assertThat(keeper.locator(".nacre-read")).containsText(PHONE);
    assertThat(keeper.locator(".nacre-read")).not().containsText("Goods amount");
    assertThat(keeper.locator(".nacre-read")).containsText("Cup");
    assertThat(keeper.locator(".nacre-read")).not().containsText("4,321");
    keeper.navigate("/app/order_hub/record/order/" + other);
    assertThat(keeper.locator("body")).not().containsText("I3-OTHER");

    Page care = STAGE.english();
    care.navigate("/app/order_hub/record/order/" + mine);
    STAGE.signIn(care, "i3.care", SECRET);
    assertThat(care.locator(".nacre-read")).containsText("138****3219");
    assertThat(care.locator("body")).not().containsText(PHONE);

    Page books = STAGE.english();
    books.navigate("/app/order_hub/record/order/" + mine);
    STAGE.signIn(books, "i3.books", SECRET);
    assertThat(books.locator(".nacre-read")).containsText("8,635");
    assertThat(books.locator("body")).not().containsText(PHONE);
  }

  private static String as(String user) {
    return basic(user, SECRET);
  }

  private static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static HttpResponse<String> admin(String method, String path, String body) {
    return send(method, path, body, basic("admin", RunningNacre.PASSWORD));
  }

  private static HttpResponse<String> send(String method, String path, String body, String who) {
    return STAGE.nacre().send(method, path, body, who);
  }

  private static int status(String method, String path, String body, String who) {
    return send(method, path, body, who).statusCode();
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isBetween(200, 299);
    return json(answer);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.MAPPER.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private static JsonNode list(String who, String more) {
    return ok(send("GET", ORDERS + "?limit=500" + more, "", who));
  }

  private static java.util.List<String> numbers(JsonNode list) {
    return list.path("records").valueStream().map(r -> r.path("order_no").asText()).toList();
  }

  private static String filter(String field, String value) {
    return "&filter="
        + encode("{\"field\": \"" + field + "\", \"op\": \"eq\", \"value\": \"" + value + "\"}");
  }

  private static String over(String field, String value) {
    return encode("{\"field\": \"" + field + "\", \"op\": \"gt\", \"value\": " + value + "}");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
