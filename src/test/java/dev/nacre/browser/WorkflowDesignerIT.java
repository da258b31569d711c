package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkflowDesignerIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void movesStepsByDraggingAndByKeys() {
    Page page = STAGE.open("/designer/order_hub/workflows/change_address.json");
    assertThat(page.locator("[data-lane='who/cases/0/steps'] [data-step=keeper]")).isVisible();
    Stage.picture(page, "workflow-designer");

    page.locator("[data-step=done]").dragTo(page.locator("[data-gap='who/else:']"));
    assertThat(page.locator("[data-lane='who/else'] [data-step=done]")).isVisible();

    page.locator("[data-step=done]").press("Alt+ArrowUp");
    assertThat(page.locator("[data-lane='who/else'] .nd-step").first())
        .hasAttribute("data-step", "done");
    page.locator("[data-step=done]").press("Alt+ArrowLeft");
    assertThat(page.locator(".nd-flow > .nd-block > [data-step=done]")).isVisible();

    for (int i = 0; i < 3; i++) {
      page.locator("[data-action=undo]").click();
    }
    assertThat(page.locator("[data-action=undo]")).isDisabled();
    assertThat(page.locator(".nd-flow > .nd-block > .nd-step").last())
        .hasAttribute("data-step", "done");
  }

  @Test
  void choosesWhatAStepReservesByWhatPeopleCallIt() {
    Page page = STAGE.open("/designer/order_hub/workflows/hold_goods.json");
    page.locator("[data-step=hold] .nd-step-name").click();
    Locator wants = page.locator("[data-property='/settings/wants'] .nd-card");
    assertThat(page.locator("[data-property='/settings/from'] input")).hasValue("Available");
    assertThat(wants.nth(1).locator("[data-setting=each] input")).hasValue("Lines");
    assertThat(wants.nth(1).locator("[data-setting=parts] input")).hasValue("Bundle › Parts");
    assertThat(wants.nth(1).locator("[data-set=product] vaadin-combo-box input"))
        .hasValue("Bundle › Parts › Product");
    assertThat(wants.nth(1).locator("[data-set=warehouse] vaadin-combo-box input"))
        .hasValue("Record › Warehouse");

    // without a table, names are the record's own: the line's have no place any more
    wants.nth(0).locator("[data-setting=each]").locator("[part~=clear-button]").click();
    assertThat(wants.nth(0).locator("[data-setting=quantity] vaadin-combo-box input"))
        .hasValue("qty");
    assertThat(page.locator("[data-step=hold]")).hasClass(Pattern.compile(".*nd-wrong.*"));
    page.locator("[data-action=undo]").click();
    assertThat(wants.nth(0).locator("[data-setting=quantity] vaadin-combo-box input"))
        .hasValue("Quantity");

    Locator first = page.locator("[data-property='/settings/lots'] [data-setting=first] input");
    assertThat(first).hasValue("Expires on");
    first.fill("Made");
    page.locator("vaadin-combo-box-item:visible").first().click();
    assertThat(first).hasValue("Made on");
    assertThat(page.locator(".nd-problem")).hasCount(0);
    page.locator("[data-action=undo]").click();
    assertThat(first).hasValue("Expires on");
  }

  @Test
  void saysWhatIsWrongAtTheStep() {
    Page page = STAGE.open("/designer/order_hub/workflows/low_stock.json");
    page.locator("[data-gap=':tell'] .nd-gap-add").click();
    page.locator("[data-add=script]").click();
    assertThat(page.locator("[data-step=script]")).hasClass(Pattern.compile(".*nd-wrong.*"));

    page.locator("[data-step=mark]").click();
    assertThat(page.locator("[data-step=mark]")).hasClass(Pattern.compile(".*nd-selected.*"));
    page.locator(".nd-problem").first().click();
    assertThat(page.locator("[data-step=script]")).hasClass(Pattern.compile(".*nd-selected.*"));

    page.locator("[data-step=script]").press("Delete");
    assertThat(page.locator(".nd-problem")).hasCount(0);
  }

  @Test
  void leavesEveryStepWhereItIsWhileOneIsWorkedOn() {
    Page page = STAGE.open("/designer/order_hub/workflows/change_address.json");
    page.locator("[data-step=done]").click();
    assertThat(page.locator("[data-step=done]")).hasClass(Pattern.compile(".*nd-selected.*"));
    // a click that is on its way to what is drawn anew meanwhile is lost
    page.evaluate("document.querySelectorAll('.nd-step').forEach(step => step.same = true)");
    Designing.write(page, "/name", "All is done");
    assertThat(page.locator("[data-step=done] .nd-step-name")).hasText("All is done");
    assertThat(page.locator(".nd-step").count())
        .isEqualTo(
            page.evaluate("[...document.querySelectorAll('.nd-step')].filter(s => s.same).length"));
    page.locator("[data-action=undo]").click();
    assertThat(page.getByText("All is done")).hasCount(0);
  }
}
