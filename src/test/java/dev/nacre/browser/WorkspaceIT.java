package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkspaceIT {
  private static final Locator.GetByTextOptions EXACTLY =
      new Locator.GetByTextOptions().setExact(true);

  @RegisterExtension static final Stage STAGE = new Stage();

  private static Locator field(Page page, String id) {
    return page.locator("[data-field=" + id + "]").first();
  }

  @Test
  void opensNoScreenWithoutSigningIn() {
    List<String> routes = Routes.closed();
    assertThat(routes).hasSizeGreaterThan(5);
    for (String route : routes) {
      HttpResponse<String> answer = STAGE.nacre().get(route, "");
      assertThat(answer.statusCode()).as(route).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location").orElse("")).as(route).endsWith("/login");
    }
    Page page = STAGE.english();
    page.navigate(routes.getFirst());
    page.waitForURL("**/login");
    assertThat(page.locator("input[name=password]")).isVisible();
    page.navigate("/nowhere");
    page.waitForURL("**/login");
  }

  @Test
  void saysThatAPasswordIsWrong() {
    Page page = STAGE.english();
    page.navigate("/login");
    page.locator("input[name=username]").fill("manager");
    page.locator("input[name=password]").fill("wrong");
    page.locator("vaadin-login-form vaadin-button").first().click();
    assertThat(page.getByText("Name or password is wrong")).isVisible();
  }

  @Test
  void leadsFromTheDashboardToASavedOrder() {
    Page page = STAGE.open("/", "manager");
    assertThat(page).hasURL(Pattern.compile(".*/app/order_hub/dashboard/overview"));
    assertThat(page.locator(".nacre-chart svg").first()).isVisible();

    String waiting = page.locator("[data-widget=waiting] button").innerText();
    page.locator("[data-widget=waiting] button").click();
    assertThat(page.locator(".nacre-filter .chip")).containsText("Status is any of Paid, Picking");
    assertThat(page.locator(".nacre-head .words")).containsText(waiting + " records");

    page.locator("#new-record").click();
    field(page, "order_no").locator("input").fill("JOURNEY-1");
    field(page, "channel").locator("input").click();
    page.locator("vaadin-combo-box-item").nth(1).click();
    page.getByText("Add line").click();
    field(page, "sku").locator("input").fill("SKU-1");
    field(page, "qty").locator("input").fill("3");
    field(page, "price").locator("input").fill("12.5");
    assertThat(page.locator(".nacre-line [data-field=amount]").first()).hasText("¥37.50");
    assertThat(field(page, "payable")).containsText("¥37.50");

    page.locator("#save-record").click();
    page.waitForURL("**/record/order/**");
    assertThat(page.locator("h1")).hasText("JOURNEY-1");
    assertThat(page.locator(".nacre-timeline")).containsText("created it");

    page.locator("#edit-record").click();
    field(page, "status").locator("input").click();
    page.locator("vaadin-combo-box-item:visible").getByText("Paid", EXACTLY).click();
    field(page, "address").locator("input").fill("1 New Street");
    page.locator("#save-record").click();
    page.waitForURL("**/record/order/**");
    // what the workflow does after that comes by itself
    assertThat(page.locator(".nacre-read")).containsText("广州仓");
  }

  @Test
  void approvesARefundThatWaits() {
    Page page = STAGE.open("/app/order_hub/tasks", "finance");
    assertThat(page).hasURL(Pattern.compile(".*/tasks"));
    String task = page.locator(".nacre-task").first().getAttribute("data-task");
    page.locator("[data-task='" + task + "'] [data-action=approve]").click();
    assertThat(page.locator(".nacre-task[data-task='" + task + "']")).hasCount(0);
  }

  @Test
  void letsTwoPeopleChangeTheSameRecord() {
    Page manager = STAGE.open("/app/order_hub/list/customer", "manager");
    manager.locator(".nacre-grid a.title").first().click();
    manager.locator("#edit-record").click();
    manager.waitForURL("**/edit/customer/**");
    assertThat(field(manager, "note").locator("textarea")).isVisible();

    Page sales = STAGE.open(manager.url(), "sales");
    field(sales, "address").locator("input").fill("1 New Street");
    sales.locator("#save-record").click();
    sales.waitForURL("**/record/customer/**");

    field(manager, "note").locator("textarea").fill("Calls back");
    manager.keyboard().press("Control+s");
    Locator conflict = manager.locator("vaadin-dialog");
    assertThat(conflict).containsText("1 New Street");
    assertThat(conflict).containsText("You changed different fields");
    conflict.getByText("Save mine too").click();
    manager.waitForURL("**/record/customer/**");
    assertThat(manager.locator(".nacre-read")).containsText("1 New Street");
    assertThat(manager.locator(".nacre-read")).containsText("Calls back");
  }

  @Test
  void letsTheSecondOfTwoChooseFieldByField() {
    Page manager = STAGE.open("/app/order_hub/list/customer", "manager");
    manager.locator(".nacre-grid a.title").nth(1).click();
    manager.locator("#edit-record").click();
    manager.waitForURL("**/edit/customer/**");
    Page sales = STAGE.open(manager.url(), "sales");
    field(sales, "address").locator("input").fill("2 Old Street");
    field(sales, "note").locator("textarea").fill("Only mornings");
    sales.locator("#save-record").click();
    sales.waitForURL("**/record/customer/**");

    field(manager, "address").locator("input").fill("3 Far Street");
    field(manager, "note").locator("textarea").fill("Only evenings");
    manager.locator("#save-record").click();
    Locator merge = manager.locator("[data-action=merge]");
    assertThat(merge).isDisabled();
    manager.locator("[data-choice=address]").getByText("2 Old Street").click();
    Stage.picture(manager, "conflict");
    assertThat(merge).isDisabled();
    manager.locator("[data-choice=note]").getByText("Only evenings").click();
    merge.click();

    manager.waitForURL("**/record/customer/**");
    assertThat(manager.locator(".nacre-read")).containsText("2 Old Street");
    assertThat(manager.locator(".nacre-read")).containsText("Only evenings");
    assertThat(manager.locator(".nacre-read")).not().containsText("3 Far Street");
  }

  @Test
  void takesADeletionBack() {
    Page page = STAGE.open("/app/order_hub/list/ticket", "manager");
    page.locator(".nacre-grid a.title").first().click();
    page.waitForURL("**/record/ticket/**");
    String record = page.url();
    page.getByLabel("More actions").click();
    page.locator("vaadin-menu-bar-item").getByText("Delete").click();
    page.waitForURL("**/list/ticket");
    page.getByText("Undo").click();
    page.waitForURL(record);
    assertThat(page.locator(".nacre-timeline")).containsText("restored it");
  }

  @Test
  void importsAFileWhoseHeadersSayNothing() {
    Page page = STAGE.open("/app/order_hub/list/customer", "manager");
    page.locator("#import-records").click();
    page.locator("input[type=file]")
        .setInputFiles(
            new FilePayload("people.csv", "text/csv", "c1,c2\nX-1,Ann\nX-2,Ben\n".getBytes(UTF_8)));
    assertThat(page.getByText("No column is called like a field")).isVisible();
    assertThat(page.locator("#start-import")).isDisabled();
    choose(page, "c1", "Customer no.");
    choose(page, "c2", "Name");
    assertThat(page.locator(".nacre-panel").last()).containsText("Ben");
    page.locator("#try-import").click();
    assertThat(page.getByText("people.csv was tried; nothing is written")).isVisible();
    page.locator("#really-import").click();
    assertThat(page.getByText("people.csv is imported")).isVisible();
    assertThat(page.locator(".nacre-figures .figure").first()).hasText("2");
    page.locator("#undo-import").click();
    page.locator("vaadin-button[slot=confirm-button]").click();
    assertThat(page.getByText("The import of people.csv is taken back")).isVisible();
    assertThat(page.locator(".nacre-figures .figure").first()).hasText("2");
  }

  private static void choose(Page page, String column, String field) {
    page.locator("vaadin-combo-box[data-column=" + column + "] input").click();
    page.locator("vaadin-combo-box-item:visible").getByText(field, EXACTLY).click();
  }

  @Test
  void speaksChineseToAChineseBrowserAndFitsAPhone() {
    Page page = STAGE.page("zh-CN", 390, 844);
    page.navigate("/app/order_hub/list/order");
    assertThat(page.locator("vaadin-login-form")).containsText("密码");
    STAGE.signIn(page, "manager");
    assertThat(page.locator("#new-record")).containsText("新建订单");
    assertThat(page.locator(".nacre-card").first()).isVisible();
    Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
  }
}
