package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenario A5: a connector is tried in the designer before it goes live. */
class A5_ConnectorDesignerIT {
  private static final String PAYLOAD =
      """
      {"tid": 3098765432109876501, "seller_nick": "Blue door", "status": "WAIT_BUYER_PAY",
       "created": "2025-11-11 00:01:07", "modified": "2025-11-11 00:03:22", "payment": "184.80",
       "total_fee": "208.80", "post_fee": "6.00", "receiver_mobile": "", "buyer_note": "hello",
       "orders": {"order": [{"outer_sku_id": "S-1", "title": "Towel", "num": 2, "price": "104.40"}]}}\
      """;

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void a5_a_connector_is_tried_before_it_goes_live() {
    Page page = STAGE.open("/designer/order_hub/connectors/taobao.json");

    // secrets can be set, and never be read
    for (String name : new String[] {"taobao_app_secret", "taobao_session"}) {
      Locator secret = page.locator("[data-secret=" + name + "]");
      assertThat(secret).containsText("isn't set");
      secret.locator("vaadin-button").click();
      page.locator("vaadin-password-field input").fill("tried-by-a5");
      page.locator("[data-action=keep-secret]").click();
      assertThat(page.locator(".nd-secret-set[data-secret=" + name + "]")).isVisible();
    }

    // the make-believe shop isn't there: a clear problem, and the request with its secrets covered
    page.locator("[data-action=try]").click();
    assertThat(page.locator(".nd-try-problem")).containsText("taobao.demo.test");
    assertThat(page.locator("[data-try=request]")).containsText("taobao.trades.sold.increment.get");
    assertThat(page.locator("[data-try=request]")).not().containsText("tried-by-a5");

    // a payload at hand shows what it would become
    page.locator(".nd-try textarea").fill(PAYLOAD);
    page.locator("[data-action=paste]").click();
    assertThat(page.locator("[data-outcome]")).hasAttribute("data-outcome", "created");
    assertThat(page.locator("[data-target=order_no] .nd-target-value"))
        .hasText("3098765432109876501");

    // a click on the source, then on the field
    page.locator("[data-source='/buyer_note']").click();
    assertThat(page.locator(".nd-picked[data-source='/buyer_note']")).isVisible();
    page.locator("[data-target=city] .nd-target-name").click();
    assertThat(page.locator("[data-target=city] .nd-target-value")).hasText("hello");

    Stage.picture(page, "connector-designer");

    // what doesn't fit is told beside its field
    Locator quantity = page.locator("[data-target=qty] input");
    quantity.fill("/title");
    quantity.press("Tab");
    assertThat(page.locator("[data-target=qty] .nd-error")).isVisible();
    page.locator("[data-action=undo]").click();
    assertThat(page.locator("[data-outcome]")).hasAttribute("data-outcome", "created");
    page.locator("[data-action=undo]").click();
  }
}
