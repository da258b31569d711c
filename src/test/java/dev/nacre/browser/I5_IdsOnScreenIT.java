package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** I5: ids like these are refused with the reason and a suggestion, wherever they are written. */
class I5_IdsOnScreenIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void i5_aFieldIdThatCantBeOneIsRefusedWithTheReasonAndASuggestion() {
    Page page = STAGE.open("/designer/order_hub/forms/ticket.json");
    page.locator("[data-type=boolean]").dragTo(page.locator("[data-section-end='0']"));
    Locator label = page.locator("[data-property='/label'] input").first();
    assertThat(label).hasValue("Yes or no");
    Locator id = page.locator("[data-property='/id'] input");

    id.fill("Boss Flag");
    id.press("Tab");
    Locator box = page.locator("[data-property='/id']");
    assertThat(box).containsText("Boss Flag can't be an id: ids become columns");
    assertThat(box).containsText("for instance boss_flag");
    assertThat(page.locator("[data-field-box=boss_flag]")).hasCount(0);
    page.locator("[data-action=use-id]").click();
    assertThat(page.locator("[data-field-box=boss_flag].nd-selected")).isVisible();
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");

    id.fill("老板要看的");
    id.press("Tab");
    assertThat(box).containsText("老板要看的 can't be an id");
    assertThat(page.locator("[data-field-box=boss_flag].nd-selected")).isVisible();
    page.locator("[data-action=use-id]").click();
    assertThat(box).not().containsText("can't be an id");
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
  }
}
