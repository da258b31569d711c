package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was deleted is found and brought back with a phone as well. */
class DeletedOnAPhoneIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void showsDeletedRecordsAsCardsAndBringsOneBack() {
    STAGE.install(
        Map.of(
            "app.json",
            """
            {"schemaVersion": 1, "id": "attic", "version": "1.0.0", "name": "Attic",
             "timeZone": "Asia/Shanghai", "currency": "CNY"}\
            """,
            "forms/box.json",
            """
            {"id": "box", "titleField": "name", "fields": [
              {"id": "name", "type": "text"}, {"id": "place", "type": "text"},
              {"id": "weight", "type": "number"}, {"id": "owner", "type": "text"}]}\
            """));
    String box =
        STAGE
            .post(
                "/apps/attic/forms/box/records",
                "{\"name\": \"Toys\", \"place\": \"left\", \"weight\": 4, \"owner\": \"Ann\"}")
            .path("id")
            .asText();
    STAGE.delete("/apps/attic/forms/box/records/" + box);

    Page phone = STAGE.page("en-US", 390, 844);
    phone.navigate("/app/attic/deleted/box");
    STAGE.signIn(phone, "admin", RunningNacre.PASSWORD);
    Locator card = phone.locator(".nacre-grid.cards .nacre-card");
    assertThat(card).containsText("Toys");
    assertThat(card).containsText("left");
    assertThat(card).containsText("Ann");
    assertThat(
            (Boolean)
                phone.evaluate(
                    "document.querySelector('.nacre-card').getBoundingClientRect().right"
                        + " <= innerWidth"))
        .isTrue();
    phone.locator("vaadin-grid-cell-content vaadin-checkbox:visible").last().click();
    phone.locator("[data-bulk=restore]").click();
    phone.locator("#bulk-run").click();
    phone.locator("#bulk-close").click();
    assertThat(phone.locator(".nacre-empty")).containsText("Nothing is deleted");
    phone.locator(".nacre-list > .up").click();
    assertThat(phone.locator(".nacre-grid .nacre-card")).containsText("Toys");
  }
}
