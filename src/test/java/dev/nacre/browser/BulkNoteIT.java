package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many records at once are only asked a reason for where some of them want one. */
class BulkNoteIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  /** Ticks the only record there is. */
  private static void tick(Page page, String title) {
    assertThat(page.locator(".nacre-grid a.title")).hasText(new String[] {title});
    page.locator("vaadin-grid-cell-content vaadin-checkbox:visible").last().click();
  }

  @Test
  void asksForAReasonOnceThePreviewHasFoundThatOneIsWanted() {
    STAGE.install(
        Map.of(
            "app.json",
            """
            {"schemaVersion": 1, "id": "reasons", "version": "1.0.0", "name": "Reasons",
             "timeZone": "Asia/Shanghai", "currency": "CNY"}\
            """,
            "forms/stone.json",
            """
            {"id": "stone", "titleField": "name",
             "history": {"note": "required", "when": {"field": "carat", "op": "gt", "value": 10}},
             "fields": [{"id": "name", "type": "text"}, {"id": "carat", "type": "number"}]}\
            """));
    STAGE.post("/apps/reasons/forms/stone/records", "{\"name\": \"Pebble\", \"carat\": 1}");

    Page page = STAGE.open("/app/reasons/list/stone");
    Locator note = page.locator("#change-note textarea");
    tick(page, "Pebble");
    page.locator("[data-bulk=delete]").click();
    assertThat(page.locator("#bulk-run")).isVisible();
    assertThat(note).isHidden();
    page.locator("#bulk-run").click();
    page.locator("#bulk-close").click();

    STAGE.post("/apps/reasons/forms/stone/records", "{\"name\": \"Pearl\", \"carat\": 50}");
    page.reload();
    tick(page, "Pearl");
    page.locator("[data-bulk=delete]").click();
    assertThat(note).isVisible();
    assertThat(page.locator("#bulk-run")).isHidden();
    assertThat(page.locator("#bulk-look")).isDisabled();
    note.fill("Sold");
    page.locator("#bulk-look").click();
    page.locator("#bulk-run").click();
    page.locator("#bulk-close").click();
    assertThat(page.locator(".nacre-grid a.title")).hasCount(0);
    assertThat(STAGE.get("/apps/reasons/forms/stone/records?deleted=true").path("records"))
        .hasSize(2);
  }
}
