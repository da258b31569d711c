package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DashboardDesignerIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void putsANumberOntoTheDashboardOfThePersonNextDoor() {
    Page page = STAGE.open("/designer/order_hub/dashboards/overview.json");
    // so that both ends of the drag are on the screen
    page.setViewportSize(1440, 1800);
    assertThat(page.locator("[data-widget=waiting] .nacre-number")).isVisible();
    Stage.picture(page, "dashboard-designer");

    page.locator("[data-widget-type=number]").click();
    Locator made = page.locator("[data-widget-frame=number]");
    assertThat(made).hasClass(Pattern.compile(".*nd-selected.*"));
    Locator title = page.locator("[data-property='/title'] input").first();
    assertThat(title).hasValue("Number");
    title.fill("Tickets");
    title.press("Tab");
    Locator form = page.locator("[data-property='/settings/form'] input");
    form.click();
    form.fill("Ticket");
    page.locator("vaadin-combo-box-item:not([hidden])").getByText("Ticket").first().click();
    assertThat(made).hasAttribute("data-form", "ticket");
    assertThat(made.locator("h2")).hasText("Tickets");
    assertThat(made.locator(".nacre-number")).hasText(Pattern.compile("\\d+"));

    made.press("Shift+ArrowRight");
    assertThat(made).hasAttribute("data-at", Pattern.compile("\\d+ \\d+ 4 2"));
    drag(page, made, page.locator("[data-widget-frame=orders_today]"));
    assertThat(made).hasAttribute("data-at", "0 0 4 2");
    assertThat(page.locator("[data-widget-frame=orders_today]"))
        .hasAttribute("data-at", Pattern.compile("0 2 .*"));

    Designing.publish(page);
    Page manager = STAGE.open("/app/order_hub/dashboard/overview", "manager");
    assertThat(manager.locator("[data-widget=number] .nacre-number"))
        .hasText(Pattern.compile("\\d+"));
  }

  private static void drag(Page page, Locator what, Locator to) {
    what.scrollIntoViewIfNeeded();
    BoundingBox from = what.boundingBox();
    page.mouse().move(from.x + 20, from.y + 12);
    page.mouse().down();
    page.mouse().move(from.x + 40, from.y + 2);
    BoundingBox target = to.boundingBox();
    page.mouse().move(target.x + 20, target.y + 12);
    page.mouse().up();
  }
}
