package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.nacre.metadata.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G8: every number on a dashboard opens exactly the records behind it. */
class G8_NumbersIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  /**
   * What a number says is what the list behind it counts, and what the API counts for its filter.
   */
  @ParameterizedTest
  @ValueSource(strings = {"orders_today", "waiting", "open_refunds", "revenue_week"})
  void g8_everyNumberIsExactlyWhatTheRecordsBehindItMake(String widget) {
    order();
    Page page = STAGE.open("/app/order_hub/dashboard/overview", "manager");
    Locator box = page.locator("[data-widget=" + widget + "] .nacre-number");
    assertThat(box).not().hasText("–");
    BigDecimal shown = new BigDecimal(box.innerText().replaceAll("[^0-9.]", ""));
    box.click();
    page.waitForURL("**/list/**");
    boolean money = widget.equals("revenue_week");
    String form = widget.equals("open_refunds") ? "refund" : "order";
    String measures =
        "[{\"fn\": \"count\"}" + (money ? ", {\"fn\": \"sum\", \"field\": \"payable\"}]" : "]");
    JsonNode counted = behind(page, form, measures);
    Assertions.assertThat(shown)
        .isEqualByComparingTo(counted.path(money ? "sum_payable" : "count").decimalValue());
    assertThat(page.locator(".nacre-screen"))
        .containsText(counted.path("count").asInt() + " record");
  }

  @Test
  void g8_aSliceAndAPointOpenTheRecordsTheyStandFor() {
    order();
    Page page = STAGE.open("/app/order_hub/dashboard/overview", "manager");
    for (String widget : new String[] {"channels", "per_day"}) {
      page.navigate("/app/order_hub/dashboard/overview");
      Locator chart = page.locator("[data-widget=" + widget + "] .nacre-chart");
      assertThat(chart.locator("canvas, svg").first()).isVisible();
      // what the chart itself says when its largest part is clicked
      chart.evaluate(
          """
          chart => {
            const data = chart.nacreChart.getOption().series[0].data.map(d => [d?.value ?? d].flat().at(-1));
            const item = data.indexOf(Math.max(...data));
            chart.dispatchEvent(new CustomEvent('chart-click', {detail: {series: 0, item}}));
          }\
          """);
      page.waitForURL("**/list/order/**");
      JsonNode counted = behind(page, "order", "[{\"fn\": \"count\"}]");
      Assertions.assertThat(counted.path("count").asInt()).isPositive();
      assertThat(page.locator(".nacre-screen"))
          .containsText(counted.path("count").asInt() + " record");
    }
  }

  /** Asks the API what the records make that the open list shows. */
  private static JsonNode behind(Page page, String form, String measures) {
    String query = URI.create(page.url()).getRawQuery();
    String filters =
        URLDecoder.decode(query.replaceFirst(".*filter=([^&]*).*", "$1"), StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        STAGE
            .nacre()
            .send(
                "POST",
                "/api/v1/apps/order_hub/forms/" + form + "/records:aggregate",
                "{\"filter\": {\"all\": " + filters + "}, \"measures\": " + measures + "}");
    Assertions.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return Json.MAPPER.readTree(answer.body()).path("groups").path(0);
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
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
