package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenario E3: refunds are approved on a phone, by one up to 200 and by two above. */
class E3_RefundOnAPhoneIT {
  private static final String HUB = "/api/v1/apps/order_hub";

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void e3_a_refund_up_to_200_takes_one_person() {
    JsonNode refund = refund("E3-PHONE-SMALL", "200");
    Page finance = phone("finance");
    approve(finance, refund);
    assertThat(state(refund)).isEqualTo("refunded");
  }

  @Test
  void e3_a_larger_one_takes_two_and_is_announced() {
    JsonNode refund = refund("E3-PHONE-LARGE", "200.01");
    approve(phone("finance"), refund);
    assertThat(state(refund)).isEqualTo("requested");
    approve(phone("manager"), refund);
    assertThat(state(refund)).isEqualTo("refunded");
    JsonNode outgoing = RunningNacre.json(STAGE.nacre().get(HUB + "/outbox?connector=dingtalk"));
    assertThat(outgoing.path("entries"))
        .extracting(entry -> entry.path("record").asText())
        .contains(refund.path("id").asText());
  }

  private static Page phone(String who) {
    Page page = STAGE.page("zh-CN", 390, 844);
    page.navigate("/app/order_hub/tasks?tab=group");
    STAGE.signIn(page, who);
    return page;
  }

  private static void approve(Page page, JsonNode refund) {
    JsonNode tasks =
        RunningNacre.json(STAGE.nacre().get(HUB + "/tasks?record=" + refund.path("id").asText()));
    String task = tasks.at("/tasks/0/id").asText();
    Locator card = page.locator(".nacre-task[data-task='" + task + "']");
    card.click();
    Locator approve = page.locator("[data-task='" + task + "'] [data-action=approve]");
    assertThat(approve).isVisible();
    Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
    approve.click();
    assertThat(card).hasCount(0);
  }

  private static JsonNode refund(String order, String amount) {
    String body =
        "{\"channel\": \"web\", \"order_no\": \"%s\", \"reason\": \"quality\", \"amount\": %s}"
            .formatted(order, amount);
    return RunningNacre.json(STAGE.nacre().post(HUB + "/forms/refund/records", body));
  }

  private static String state(JsonNode refund) {
    String path = HUB + "/forms/refund/records/" + refund.path("id").asText();
    return RunningNacre.json(STAGE.nacre().get(path)).path("state").asText();
  }
}
