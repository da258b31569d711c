package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;

/** What people do again and again in the designers. */
final class Designing {
  private Designing() {}

  /** Begins a definition. */
  static void create(Page page, String folder, String name) {
    page.locator("[data-new=" + folder + "]").click();
    page.locator("vaadin-dialog vaadin-text-field input").first().fill(name);
    page.locator("vaadin-dialog vaadin-button[theme~=primary]").click();
    assertThat(page.locator("[data-path*='" + folder + "/'].nd-open")).isVisible();
  }

  /** Chooses from a list. */
  static void pick(Page page, Locator picker, String field) {
    picker.locator("input").click();
    picker.locator("input").fill(field);
    page.locator("vaadin-combo-box-item:not([hidden])").getByText(field).first().click();
  }

  /** Writes into the input of a property, and leaves it. */
  static void write(Page page, String property, String text) {
    Locator input = page.locator("[data-property='" + property + "'] input").first();
    input.fill(text);
    input.press("Tab");
  }

  /** Publishes the draft. */
  static void publish(Page page) {
    page.locator("[data-action=publish]").click();
    page.locator("[data-action=publish-now]").click();
    assertThat(page.getByText(Pattern.compile("Version \\d+ is live for everybody"))).isVisible();
  }
}
