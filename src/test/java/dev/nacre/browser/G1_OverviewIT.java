package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** G1: an overview of orders over time, channels, after-sales and stock; also on a phone. */
class G1_OverviewIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final String OVERVIEW = "/app/order_hub/dashboard/overview";

  @Test
  void g1_theOverviewShowsOrdersOverTimeChannelsRefundsAndStockAndRefreshesItself() {
    Page page = STAGE.open(OVERVIEW, "manager");
    for (String chart : new String[] {"per_day", "channels", "per_hour", "warehouses"}) {
      assertThat(page.locator("[data-widget=" + chart + "] .nacre-chart").first()).isVisible();
    }
    assertThat(page.locator("[data-widget=open_refunds] .nacre-number")).isVisible();
    assertThat(page.locator("[data-widget=refund_hours] .nacre-number"))
        .hasText(Pattern.compile("\\d+(\\.\\d+)? h"));
    assertThat(page.locator("[data-widget=stock_warnings] tbody tr").first()).isVisible();
    Locator today = page.locator("[data-widget=orders_today] .nacre-number");
    assertThat(today).not().hasText("–");
    int before = Integer.parseInt(today.innerText().replaceAll("\\D", ""));
    STAGE.record(
        "order",
        "{\"order_no\": \"G1-%s\", \"channel\": \"offline\", \"buyer\": \"Journey\"}"
            .formatted(UUID.randomUUID()));
    assertThat(today).hasText(String.valueOf(before + 1));
    Stage.picture(page, "overview");
  }

  @Test
  void g1_theOverviewFitsAPhone() {
    Page phone = STAGE.page("zh-CN", 390, 844);
    phone.navigate(OVERVIEW);
    STAGE.signIn(phone, "manager");
    assertThat(phone.locator("[data-widget=per_day] .nacre-chart")).isVisible();
    assertThat(phone.locator("[data-widget=stock_warnings] tbody tr").first()).isVisible();
    Assertions.assertThat(
            phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo(true);
    for (Locator box : phone.locator("[data-widget]").all()) {
      var at = box.boundingBox();
      Assertions.assertThat(at.x).isGreaterThanOrEqualTo(0);
      Assertions.assertThat(at.x + at.width).isLessThanOrEqualTo(390);
      Assertions.assertThat(at.width).as("one below the other").isGreaterThan(300);
    }
    Stage.picture(phone, "overview-phone");
  }

  @Test
  void g1_eachRoleSeesOnlyWhatIsOpenToIt() {
    Page finance = STAGE.open(OVERVIEW, "finance");
    assertThat(finance.locator("[data-widget=revenue_week] .nacre-number")).isVisible();
    assertThat(finance.locator("[data-widget=stock_warnings]")).isHidden();
    Page keeper = STAGE.open("/", "warehouse");
    keeper.navigate(OVERVIEW);
    assertThat(keeper.locator("[data-widget]")).hasCount(0);
  }
}
