package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesignerIT {
  private static Browser browser;
  private static RunningNacre nacre;

  @BeforeAll
  static void open(@TempDir Path folder) {
    browser = Browser.open();
    nacre = RunningNacre.on(folder.resolve("data"));
  }

  @AfterAll
  static void close() {
    if (nacre != null) {
      nacre.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void putsADraggedFieldIntoTheFormOfThePersonNextDoor() {
    Page clerk = browser.page(nacre.address(), "zh-CN", 1440, 1000);
    clerk.navigate("/app/order_hub/list/order");
    clerk.locator("[data-demo=sales]").click();
    signIn(clerk);
    assertThat(clerk.locator("#new-record")).isVisible();

    Page designer = browser.page(nacre.address(), "en-US", 1440, 1000);
    designer.navigate("/designer/order_hub/forms/order.json");
    designer.locator("input[name=username]").fill("admin");
    designer.locator("input[name=password]").fill(RunningNacre.PASSWORD);
    signIn(designer);
    assertThat(designer.locator("[data-action=publish]")).isDisabled();

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
    assertThat(designer.getByText("Version 2 is live for everybody")).isVisible();

    clerk.locator("#new-record").click();
    assertThat(clerk.locator("[data-field=gift_note]").first()).containsText("Gift note");
  }

  private static void signIn(Page page) {
    assertThat(page.locator("input[name=password]")).not().hasValue("");
    page.locator("vaadin-login-form vaadin-button").first().click();
    page.waitForURL(url -> !url.contains("/login"));
  }
}
