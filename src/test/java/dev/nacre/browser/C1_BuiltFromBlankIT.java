package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** C1: province in East China → Hangzhou, else Guangzhou; by somebody who writes no code. */
class C1_BuiltFromBlankIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void c1_routesTheOrdersOfAnAppThatWasBuiltFromBlankByDragging() {
    Page page = STAGE.open("/");
    fromNothing(page);

    Designing.create(page, "forms", "Warehouse");
    Designing.create(page, "forms", "Order");
    drag(page, "choice");
    name(page, "Choice", "Province");
    option(page, 0, "Zhejiang");
    option(page, 1, "Jiangsu");
    page.locator("[data-property='/settings/options'] > vaadin-button").click();
    option(page, 2, "Guangdong");
    drag(page, "link");
    name(page, "Link", "Ships from");
    assertThat(page.locator("[data-property='/settings/form'] input")).hasValue("Warehouse");
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    Stage.picture(page, "form-designer");
    Designing.publish(page);
    warehouse(page, "Hangzhou");
    warehouse(page, "Guangzhou");

    page.navigate("/designer/east_china");
    Designing.create(page, "workflows", "Route");
    page.locator("[data-step=done]").click();
    page.keyboard().press("Delete");
    assertThat(page.locator("[data-step=done]")).hasCount(0);
    page.locator("[data-step-type=branch]").dragTo(page.locator(".nd-gap-first"));
    assertThat(page.locator("[data-step=branch]")).isVisible();
    page.locator("[data-condition=add]").click();
    Designing.pick(page, page.locator(".nd-condition-row [data-picker=field]"), "Province");
    page.locator(".nd-condition-row vaadin-select").click();
    page.locator("vaadin-select-item[role=option]").getByText("is any of").click();
    Locator provinces = page.locator(".nd-condition-value input").first();
    for (String province : new String[] {"Zhejiang", "Jiangsu"}) {
      provinces.fill(province);
      page.locator("vaadin-multi-select-combo-box-item:not([hidden])").getByText(province).click();
    }
    provinces.press("Escape");
    assertThat(page.locator(".nd-lane-label").first()).containsText("Zhejiang");
    setStep(page, "branch/cases/0/steps:", "update", "Hangzhou");
    setStep(page, "branch/else:", "update_2", "Guangzhou");
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    Designing.publish(page);

    shipsFrom(page, "Jiangsu", "Hangzhou");
    shipsFrom(page, "Guangdong", "Guangzhou");
  }

  /** Makes the app, and first tries ids that can't be. */
  private static void fromNothing(Page page) {
    page.locator(".nacre-user vaadin-menu-bar-button").first().click();
    page.getByText("All apps, new app").click();
    assertThat(page.locator("[data-app=order_hub]")).isVisible();
    page.locator("[data-action=new-app]").click();
    page.locator("[data-new-app=en] input").fill("East China");
    Locator id = page.locator("vaadin-dialog .nd-id input");
    assertThat(id).hasValue("east_china");
    id.fill("老板要看的");
    assertThat(page.locator("vaadin-dialog .nd-id")).containsText("老板要看的 can't be an id");
    assertThat(page.locator("[data-action=create-app]")).isDisabled();
    page.locator("[data-action=use-id]").click();
    assertThat(id).hasValue("east_china");
    Stage.picture(page, "new-app");
    page.locator("[data-action=create-app]").click();
    page.waitForURL("**/designer/east_china");
  }

  private static void drag(Page page, String type) {
    page.locator("[data-type=" + type + "]").dragTo(page.locator("[data-section-end='0']"));
  }

  private static void name(Page page, String before, String label) {
    Locator input = page.locator("[data-property='/label'] input").first();
    assertThat(input).hasValue(before);
    input.fill(label);
    input.press("Tab");
    String id = label.toLowerCase(Locale.ROOT).replace(' ', '_');
    assertThat(page.locator("[data-field-box=" + id + "].nd-selected")).isVisible();
  }

  private static void option(Page page, int index, String label) {
    Locator card = page.locator("[data-property='/settings/options'] .nd-card").nth(index);
    Locator input = card.locator("[data-setting=label] input").first();
    input.fill(label);
    input.press("Tab");
    assertThat(card.locator("[data-setting=value] input")).hasValue(label.toLowerCase(Locale.ROOT));
  }

  private static void setStep(Page page, String gap, String id, String value) {
    page.locator("[data-step-type=update]").dragTo(page.locator("[data-gap='" + gap + "']"));
    assertThat(page.locator("[data-step=" + id + "]")).hasClass(Pattern.compile(".*nd-selected.*"));
    Locator set = page.locator("[data-property='/settings/set']");
    Designing.pick(page, set.locator("[data-picker=field]").last(), "Ships from");
    Locator records = page.locator("[data-set=ships_from] .nd-value-place input");
    records.fill(value);
    page.locator("vaadin-combo-box-item:not([hidden])").getByText(value).click();
    assertThat(page.locator("[data-step=" + id + "]")).containsText("Ships from = " + value);
  }

  private static void warehouse(Page page, String name) {
    page.navigate("/app/east_china/new/warehouse");
    page.locator("[data-field=name] input").fill(name);
    page.locator("#save-record").click();
    page.waitForURL("**/record/warehouse/**");
  }

  /** Writes an order down, and looks at it until the workflow has been there. */
  private static void shipsFrom(Page page, String province, String warehouse) {
    page.navigate("/app/east_china/new/order");
    page.locator("[data-field=name] input").fill("To " + province);
    Designing.pick(page, page.locator("[data-field=province]"), province);
    page.locator("#save-record").click();
    page.waitForURL("**/record/order/**");
    page.waitForCondition(
        () -> {
          page.reload();
          return page.locator(".nacre-read").innerText().contains(warehouse);
        });
  }
}
