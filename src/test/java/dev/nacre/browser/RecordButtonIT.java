package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A record with a button that starts a workflow. */
class RecordButtonIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void pressesAButtonThatStartsAWorkflow() {
    String order =
        STAGE.record(
            "order",
            """
            {"order_no": "BUTTON-%s", "channel": "web", "status": "unpaid",
             "lines": [{"sku": "HM-3004", "qty": 1, "price": 58}]}\
            """
                .formatted(UUID.randomUUID()));
    Page page = STAGE.open("/app/order_hub/record/order/" + order, "support");
    assertThat(page.locator(".nacre-read")).isVisible();
    assertThat(page.locator("[data-workflow=look_for_parcel]")).hasCount(0);

    STAGE.patch(
        "/apps/order_hub/forms/order/records/" + order,
        "{\"carrier\": \"顺丰速运\", \"tracking_no\": \"SF-BUTTON\", \"status\": \"shipped\"}");
    page.reload();
    Locator next = page.locator(".nacre-read [data-field=track_at] .value");
    assertThat(next).not().containsText(Pattern.compile("\\d"));
    page.locator("[data-workflow=look_for_parcel]").click();
    assertThat(next).containsText(Pattern.compile("\\d"));
    assertThat(page.locator(".nacre-timeline")).containsText("Where is it now?");
  }
}
