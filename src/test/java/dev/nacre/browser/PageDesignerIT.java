package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody who writes no code lets customers in without an account. */
class PageDesignerIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final Map<String, String> REPAIRS =
      Map.of(
          "app.json",
          """
          {"schemaVersion": 1, "id": "repairs", "version": "1.0.0", "name": "Repairs",
           "timeZone": "Asia/Shanghai", "currency": "CNY", "menu": [{"label": "Repairs", "items": [{"form": "repair"}]}]}\
          """,
          "forms/repair.json",
          """
          {"id": "repair", "name": "Repair", "titleField": "what", "fields": [
            {"id": "what", "type": "text", "label": "What is broken", "required": true},
            {"id": "phone", "type": "phone", "label": "Phone"},
            {"id": "state", "type": "choice", "label": "State",
             "settings": {"options": [{"value": "new"}, {"value": "done"}]}}]}\
          """);

  @Test
  void drawsAPageThatTakesRequestsInAndOneThatTellsHowTheyStand() {
    STAGE.install(REPAIRS);
    Page page = STAGE.open("/designer/repairs");
    Designing.create(page, "pages", "Ask for a repair");
    choose(page, "/fields", "What is broken");
    choose(page, "/fields", "Phone");
    choose(page, "/required", "Phone");
    Designing.write(page, "/done", "We will call you.");
    assertThat(page.locator(".nd-page-sheet")).containsText("Phone *");
    assertThat(page.locator(".nd-page-sheet")).containsText("We will call you.");

    Designing.create(page, "pages", "My repair");
    Locator type = page.locator("[data-property='/type']");
    Designing.pick(page, type, "Looks a record up");
    // a page that tells nobody anything is told to be wrong, where it is
    assertThat(page.locator(".nd-problems")).not().containsText("Nothing is wrong");
    choose(page, "/ask", "Phone");
    page.locator("[data-property='/show'] > vaadin-button").click();
    Designing.pick(page, page.locator("[data-property='/show'] [data-setting=field]"), "State");
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    assertThat(page.locator(".nd-page-sheet .nd-page-told")).hasText("State…");
    Stage.picture(page, "page-designer");
    Designing.publish(page);

    Page customer = STAGE.page("en-US", 390, 844);
    customer.navigate(link("ask_for_a_repair"));
    customer.locator("[name=what]").fill("A cup");
    customer.locator("[name=phone]").fill("13900002222");
    assertThat(Stage.send(customer).status()).isEqualTo(200);
    assertThat(customer.locator(".done")).containsText("We will call you.");
    String repair =
        STAGE.get("/apps/repairs/forms/repair/records").path("records").path(0).path("id").asText();
    STAGE.patch("/apps/repairs/forms/repair/records/" + repair, "{\"state\": \"done\"}");
    customer.navigate(link("my_repair"));
    customer.locator("[name=phone]").fill("139 0000 2222");
    Stage.send(customer);
    assertThat(customer.locator("body")).containsText("done");
  }

  private static String link(String page) {
    return STAGE.post("/apps/repairs/pages/" + page + "/links", "{}").path("path").textValue();
  }

  private static void choose(Page page, String property, String field) {
    Locator picker = page.locator("[data-property='" + property + "']");
    picker.locator("input").fill(field);
    page.locator("vaadin-multi-select-combo-box-item:not([hidden])").getByText(field).click();
    picker.locator("input").press("Escape");
    assertThat(picker.locator("vaadin-multi-select-combo-box-chip").getByText(field).last())
        .isVisible();
  }
}
