package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.server.demo.GroupRobots;
import dev.nacre.server.demo.ShopServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An ops person sets connections up, and puts right what came in wrong or didn't get out. */
class InAndOutIT {
  private static final String HUB = "/api/v1/apps/order_hub";
  private static final String ORDER =
      """
      {"order_id": "IN-AND-OUT-1", "channel": "web", "shop": "Blue door", "status": "OPEN",
       "created_at": "2026-11-22T10:00:00+08:00", "update_time": "2026-11-22T10:00:00+08:00",
       "buyer": {"id": "b-1", "name": "Ann", "phone": "13800001111"},
       "address": {"province": "浙江省", "city": "杭州市", "detail": "文三路 1 号"}, "discount": 0,
       "items": [{"sku": "BB-1001", "title": "Onesie", "quantity": "a few", "unit_price": 8900}]}\
      """;

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void putsADeadLetterRight() throws Exception {
    Page page = STAGE.open("/app/order_hub/traffic/connections");
    setSecret(page, "shop_webhook", "shop_webhook", "seen-by-nobody");
    assertThat(page.locator("[data-connection=shop_webhook] .state")).hasText("Ready");
    assertThat(page.locator("[data-connection=erp_stock] .state")).hasText("Not configured");
    assertThat(page.locator("[data-connection=erp_stock] .cause").first())
        .containsText("erp.example.invalid");
    assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
    Stage.picture(page, "connections");

    byte[] body = ORDER.getBytes(UTF_8);
    List<String> signature = List.of("X-Shop-Signature", sign(body, "seen-by-nobody"));
    assertThat(
            STAGE
                .nacre()
                .post("/hooks/order_hub/shop_webhook", "application/json", body, signature)
                .statusCode())
        .isEqualTo(202);

    page.locator("vaadin-tab").getByText("Coming in").click();
    Locator entry = page.locator(".nacre-task[data-state=dead]").first();
    assertThat(page.locator(".nacre-entry .cause").first()).containsText("a few");
    Stage.picture(page, "in-and-out");
    page.locator(".nacre-entry textarea").fill(ORDER.replace("\"a few\"", "3"));
    entry.click(); // to choose what is open already loses nothing
    assertThat(page.locator(".chosen")).isVisible();
    assertThat(page.locator(".nacre-entry textarea")).hasValue(Pattern.compile("\"quantity\": 3,"));
    page.locator("[data-action=preview]").click();
    assertThat(page.locator("[data-outcome=created]").first()).isVisible();
    Stage.picture(page, "preview");
    page.locator("[data-action=again]").click();
    assertThat(page.locator(".nacre-entry .state")).hasText("In effect");
    page.locator(".nacre-entry a[data-record]").first().click();
    page.waitForURL("**/record/order/**");
    assertThat(page.locator("h1")).hasText("IN-AND-OUT-1");
  }

  @Test
  void findsWhatGaveUpForOneReasonAndSendsAllOfItAgain() throws Exception {
    Page page = STAGE.open("/app/order_hub/traffic/connections");
    setSecret(page, "shop_webhook", "shop_webhook", "seen-by-nobody");
    for (int i = 1; i <= 3; i++) {
      byte[] body =
          ORDER
              .replace("IN-AND-OUT-1", "GROUPED-" + i)
              .replace("\"unit_price\": 8900", "\"unit_price\": \"dear\"")
              .replace("\"a few\"", "1")
              .getBytes(UTF_8);
      List<String> signature = List.of("X-Shop-Signature", sign(body, "seen-by-nobody"));
      assertThat(
              STAGE
                  .nacre()
                  .post("/hooks/order_hub/shop_webhook", "application/json", body, signature)
                  .statusCode())
          .isEqualTo(202);
    }
    page.locator("vaadin-tab").getByText("Coming in").click();
    page.locator("[data-filter=text] input").fill("GROUPED-2");
    page.keyboard().press("Enter");
    assertThat(page.locator(".nacre-task[data-entry]")).hasCount(1);
    assertThat(page.locator(".nacre-task .title")).containsText("GROUPED-2");
    page.locator(".nacre-causes vaadin-details-summary").click();
    Locator row =
        page.locator("[data-cause]").filter(new Locator.FilterOptions().setHasText("price"));
    row.locator("button").first().click();
    assertThat(page.locator(".nacre-task[data-state=dead]")).hasCount(3);
    Stage.picture(page, "causes");
    row.locator("[data-action=again-all]").click();
    page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
    page.waitForURL("**/jobs/**");
    // nothing was put right, so they give up again
    assertThat(page.locator(".nacre-job .problem")).hasCount(3);
    assertThat(page.locator(".nacre-job .problem").first()).containsText("/lines/0/price");
  }

  @Test
  void pausesAConnectionAndLetsItGoOn() {
    Page page = STAGE.open("/app/order_hub/traffic/connections");
    Locator robot = page.locator("[data-connection=dingtalk]");
    robot.locator("[data-action=pause]").click();
    assertThat(robot.locator(".cause").filter(new Locator.FilterOptions().setHasText("Paused by")))
        .isVisible();
    robot.locator("[data-action=resume]").click();
    assertThat(robot.locator("[data-action=pause]")).isVisible();
  }

  @Test
  void sendsAgainWhatDidNotGetOut() {
    var robots = new GroupRobots(() -> "key", () -> "group-token", () -> "right-sign");
    try (var server = new ShopServer(robots, InstantSource.system())) {
      String file = HUB + "/draft/connectors/dingtalk.json";
      String moved =
          STAGE
              .nacre()
              .get(file)
              .body()
              .replace(
                  "http://dingtalk.demo.test", "http://127.0.0.1:" + server.address().getPort());
      STAGE.nacre().put(file, moved);
      assertThat(STAGE.nacre().post(HUB + "/publish", "{}").statusCode()).isEqualTo(200);
      Page page = STAGE.open("/app/order_hub/traffic/connections");
      setSecret(page, "dingtalk", "dingtalk_token", "group-token");
      setSecret(page, "dingtalk", "dingtalk_sign", "wrong-sign");
      announceARefund("GETS-OUT");

      page.locator("vaadin-tab").getByText("Going out").click();
      Locator entry =
          page.locator(".nacre-task[data-state=dead]")
              .filter(new Locator.FilterOptions().setHasText("dingtalk"))
              .first();
      entry.click();
      assertThat(page.locator(".nacre-entry .cause").first()).containsText("310000");
      assertThat(page.locator(".nacre-entry a[data-record]")).isVisible();

      page.locator("vaadin-tab").getByText("Connections").click();
      setSecret(page, "dingtalk", "dingtalk_sign", "right-sign");
      page.locator("vaadin-tab").getByText("Going out").click();
      entry.click();
      page.locator("[data-action=again]").click();
      assertThat(page.locator(".nacre-entry .state")).hasText("Sent");
      assertThat(robots.messages().toString()).contains("GETS-OUT");
    }
  }

  private static void setSecret(Page page, String connection, String name, String value) {
    Locator button =
        page.locator("[data-connection=" + connection + "] [data-secret=" + name + "]");
    button.click();
    page.locator("vaadin-dialog vaadin-password-field input").fill(value);
    page.locator("[data-action=keep-secret]").click();
    assertThat(button).containsText(Pattern.compile("is set"));
  }

  /** A large refund that both have approved. */
  private static void announceARefund(String order) {
    String body =
        "{\"channel\": \"web\", \"order_no\": \"%s\", \"reason\": \"quality\", \"amount\": 500}"
            .formatted(order);
    JsonNode refund = RunningNacre.json(STAGE.nacre().post(HUB + "/forms/refund/records", body));
    String tasks = HUB + "/tasks?record=" + refund.path("id").asText();
    for (String role : List.of("finance", "manager")) {
      String who = STAGE.nacre().account("order_hub", "out." + role, role);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> RunningNacre.json(STAGE.nacre().get(tasks)).at("/tasks/0/id").isTextual());
      String task = RunningNacre.json(STAGE.nacre().get(tasks)).at("/tasks/0/id").asText();
      STAGE.nacre().send("POST", HUB + "/tasks/" + task + "/approve", "{}", who);
    }
  }

  private static String sign(byte[] body, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }
}
