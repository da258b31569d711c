package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A colour is chosen from a palette, or written. */
class ColorIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  /** What a browser does when somebody closes its palette. */
  private static final String CHOOSE =
      """
      (input, color) => {
        input.value = color;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }
      """;

  @Test
  void keepsThePaletteAndTheWrittenValueInStep() {
    STAGE.install(
        Map.of(
            "app.json",
            """
            {"schemaVersion": 1, "id": "paints", "version": "1.0.0", "name": "Paints",
             "timeZone": "Asia/Shanghai", "currency": "CNY"}\
            """,
            "forms/paint.json",
            """
            {"id": "paint", "fields": [{"id": "tone", "type": "color"}, {"id": "other", "type": "color"},
              {"id": "lines", "type": "table", "settings": {"fields": [{"id": "shade", "type": "color"}]}}]}\
            """));
    Page page = STAGE.open("/app/paints/new/paint");
    Locator tone = page.locator("[data-field=tone] input:not([type=color])");
    Locator palette = page.locator("[data-field=tone] input[type=color]");
    Locator other = page.locator("[data-field=other] input:not([type=color])");
    Locator shade = page.locator("[data-field=shade]").first();

    palette.evaluate(CHOOSE, "#1676f3");
    assertThat(tone).hasValue("#1676f3");
    other.fill("#F60");
    other.press("Tab");
    assertThat(page.locator("[data-field=other] input[type=color]")).hasValue("#ff6600");
    shade.locator("input[type=color]").evaluate(CHOOSE, "#00aa55");
    assertThat(shade.locator("input:not([type=color])")).hasValue("#00aa55");
    tone.fill("");
    tone.press("Tab");
    assertThat(palette).hasClass(Pattern.compile("none"));
    page.locator("#save-record").click();
    page.waitForURL("**/record/paint/**");

    var saved = STAGE.get("/apps/paints/forms/paint/records").path("records").path(0);
    assertThat(saved.path("tone").isNull() || saved.path("tone").isMissingNode()).isTrue();
    assertThat(saved.path("other").asText()).isEqualTo("#ff6600");
    assertThat(saved.path("lines").path(0).path("shade").asText()).isEqualTo("#00aa55");
  }
}
