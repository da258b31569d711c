package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DashboardIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void g1_theOverviewRefreshesItself() {
    Page page = STAGE.open("/app/order_hub/dashboard/overview", "manager");
    Locator today = page.locator("[data-widget=orders_today] .nacre-number");
    int before = number(today);
    order();
    assertThat(today).hasText(String.valueOf(before + 1));
  }

  @Test
  void g8_aNumberOpensExactlyTheRecordsBehindIt() {
    Page page = STAGE.open("/app/order_hub/dashboard/overview", "manager");
    order();
    page.reload();
    Locator today = page.locator("[data-widget=orders_today] .nacre-number");
    int shown = number(today);
    Assertions.assertThat(shown).isPositive();
    today.click();
    page.waitForURL("**/list/order/**");
    assertThat(page.locator(".nacre-screen"))
        .containsText(shown == 1 ? "1 record" : shown + " records");
    assertThat(page.locator(".nacre-filter .chip")).containsText("today");
  }

  @Test
  void g8_aRowOfATableOpensItsRecord() {
    Page page = STAGE.open("/app/order_hub/dashboard/overview", "manager");
    order();
    page.reload();
    Locator row = page.locator("[data-widget=latest_paid] tbody tr").first();
    String orderNo = row.locator("td").first().innerText();
    row.click();
    page.waitForURL("**/record/order/**");
    assertThat(page.locator("h1")).hasText(orderNo);
  }

  private static int number(Locator number) {
    assertThat(number).not().hasText("–");
    return Integer.parseInt(number.innerText().replaceAll("\\D", ""));
  }

  private static void order() {
    STAGE.record(
        "order",
        """
        {"order_no": "%s", "channel": "offline", "status": "paid", "buyer": "Journey",
         "phone": "13800000000", "province": "浙江省", "city": "杭州", "address": "1"}\
        """
            .formatted("G-" + UUID.randomUUID()));
  }
}
