package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DesignerIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void putsADraggedFieldIntoTheFormOfThePersonNextDoor() {
    Page clerk = STAGE.page("zh-CN", 1440, 1000);
    clerk.navigate("/app/order_hub/list/order");
    STAGE.signIn(clerk, "sales");
    assertThat(clerk.locator("#new-record")).isVisible();

    Page designer = STAGE.open("/designer/order_hub/forms/order.json");

    designer.locator("[data-type=text]").dragTo(designer.locator("[data-section-end='0']"));
    Locator label = designer.locator("[data-property='/label'] input").first();
    assertThat(label).hasValue("Text");
    label.fill("Gift note");
    label.press("Tab");
    Locator gift = designer.locator("[data-field-box=gift_note]");
    assertThat(gift).isVisible();

    gift.dragTo(designer.locator("[data-field-box=channel]"));
    Locator second = designer.locator("[data-field-box]").nth(1);
    assertThat(second).hasAttribute("data-field-box", "gift_note");
    designer.locator("[data-action=undo]").click();
    assertThat(second).hasAttribute("data-field-box", "channel");
    designer.keyboard().press("Control+y");
    assertThat(second).hasAttribute("data-field-box", "gift_note");

    designer.locator("[data-property='/formula'] textarea").fill("payable * 'two");
    assertThat(designer.locator(".nd-problem")).containsText("Gift note");
    designer.locator("[data-property='/formula'] textarea").fill("");
    assertThat(designer.locator(".nd-problem")).hasCount(0);

    designer.locator("[data-action=publish]").click();
    designer.locator("vaadin-dialog vaadin-text-field input").fill("Gifts need a note");
    designer.locator("[data-action=publish-now]").click();
    assertThat(designer.getByText(Pattern.compile("Version \\d+ is live for everybody")))
        .isVisible();
    assertThat(designer.locator("[data-action=publish]")).isDisabled();

    clerk.locator("#new-record").click();
    assertThat(clerk.locator("[data-field=gift_note]").first()).containsText("Gift note");
  }
}
