package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operations lead tries a change on one role, gives it to all, and takes it back. */
class VersionsIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void releasesAChangeToOneRoleThenToAllAndRollsItBack() {
    Page designer = STAGE.open("/designer/order_hub/forms/order.json");
    designer.locator("[data-type=text]").dragTo(designer.locator("[data-section-end='0']"));
    Locator label = designer.locator("[data-property='/label'] input").first();
    assertThat(label).hasValue("Text");
    label.fill("Ribbon");
    label.press("Tab");
    assertThat(designer.locator("[data-field-box=ribbon]")).isVisible();
    designer.locator("[data-action=publish]").click();
    designer.locator("vaadin-dialog vaadin-text-field input").fill("Ribbons, for a try");
    designer.locator("[data-action=publish-now]").click();
    assertThat(designer.locator("[data-action=publish]")).isDisabled();

    designer.locator("[data-action=versions]").click();
    Locator newest = designer.locator(".nd-version").first();
    assertThat(newest).containsText("Ribbons, for a try");
    newest.locator("[data-action=changes]").click();
    assertThat(designer.locator(".nd-changes"))
        .containsText("Field “Ribbon” of form “Order” was added.");
    designer.keyboard().press("Escape");

    confirm(designer, designer.locator("[data-action=rollback]"));
    assertThat(newest.locator(".nd-badge")).hasCount(0);
    Page sales = STAGE.open("/app/order_hub/new/order", "sales");
    assertThat(sales.locator("[data-field=channel]").first()).isVisible();
    assertThat(sales.locator("[data-field=ribbon]")).hasCount(0);

    designer.locator("[data-action=edit-release]").click();
    Locator roles = designer.locator("[data-part=roles] input");
    roles.fill("Sales");
    designer.locator("vaadin-multi-select-combo-box-item").first().click();
    roles.press("Escape");
    designer.locator("[data-action=release-now]").click();
    assertThat(designer.locator(".nd-release").first()).containsText("Role Sales");
    Stage.picture(designer, "versions");
    sales.reload();
    assertThat(sales.locator("[data-field=ribbon]").first()).isVisible();

    confirm(designer, newest.locator("[data-action=all]"));
    assertThat(designer.locator(".nd-release").first())
        .hasText(Pattern.compile("^\\s*Version \\d+\\s*Everybody(?! and)"));
    confirm(designer, designer.locator("[data-action=rollback]"));
    assertThat(designer.locator(".nd-release").first())
        .hasText(Pattern.compile("^\\s*Version \\d+\\s*Role Sales"));
  }

  /** Says yes to what is asked then; the question before is gone from the screen. */
  private static void confirm(Page page, Locator act) {
    assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
    act.click();
    page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
    assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
  }
}
