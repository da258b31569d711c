package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same records as a board, as a calendar, and as lists that people arranged and named. */
class ViewsIT {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @RegisterExtension static final Stage STAGE = new Stage();

  private static String ticket(String subject, String due) {
    return STAGE.record(
        "ticket",
        """
        {"subject": "%s", "kind": "question", "content": "?", "due": "%s"}\
        """
            .formatted(subject, due));
  }

  private static Locator card(Page page, String column, String record) {
    return page.locator(
        "[data-column=" + column + "] .nacre-board-card[data-record='" + record + "']");
  }

  private static JsonNode read(String record) {
    return STAGE.get("/apps/order_hub/forms/ticket/records/" + record);
  }

  @Test
  void movesACardAsFarAsTheLifeCycleLetsIt() {
    String subject = "Board " + UUID.randomUUID();
    String id = ticket(subject, LocalDate.now(ZONE).toString());
    Page page = STAGE.open("/app/order_hub/list/ticket/board?q=Board", "manager");
    page.setViewportSize(1800, 1000);
    card(page, "open", id).dragTo(page.locator("[data-column=working]"));
    assertThat(card(page, "working", id)).isVisible();
    assertThat(read(id).path("state").asText()).isEqualTo("working");

    // the life cycle doesn't lead there
    card(page, "working", id).dragTo(page.locator("[data-column=closed]"));
    assertThat(page.locator("vaadin-notification-card")).containsText("Closed");
    assertThat(card(page, "working", id)).isVisible();
    assertThat(read(id).path("state").asText()).isEqualTo("working");
  }

  @Test
  void showsOrdersWhereTheyStand() {
    Page page = STAGE.open("/app/order_hub/list/order/board", "manager");
    assertThat(page.locator("[data-column=paid] .nacre-board-card").first()).isVisible();
    assertThat(page.locator("[data-column='']")).hasCount(0);
    Stage.picture(page, "board");
  }

  @Test
  void saysOfAnEmptyViewThatOthersHaveRecordsAndLeadsThere() {
    // the manager works at no warehouse
    Page page = STAGE.open("/app/order_hub/list/order/queue", "manager");
    assertThat(page.locator(".nacre-empty")).containsText("Nothing in “My warehouse's queue” now");
    page.locator(".nacre-empty vaadin-button").click();
    assertThat(page.locator("vaadin-grid a.title").first()).isVisible();
  }

  @Test
  void movesACardByKeysAloneAndSaysSo() {
    String subject = "Keys " + UUID.randomUUID();
    String id = ticket(subject, LocalDate.now(ZONE).toString());
    Page page = STAGE.open("/app/order_hub/list/ticket/board?q=Keys", "manager");
    Locator handle = card(page, "open", id).locator("vaadin-menu-bar-button:visible");
    assertThat(handle).isVisible();
    // from the card's title, as the tab key leads
    card(page, "open", id).locator("a").focus();
    page.keyboard().press("Tab");
    assertThat(page.locator("vaadin-menu-bar-button:focus")).hasAccessibleName("Move " + subject);
    page.keyboard().press("Enter");
    assertThat(page.locator("vaadin-menu-bar-item:focus")).hasText("In work");
    page.keyboard().press("Enter");
    assertThat(card(page, "working", id)).isVisible();
    assertThat(page.locator(".nacre-kanban [aria-live=polite]"))
        .hasText(subject + " is now in In work.");
    assertThat(read(id).path("state").asText()).isEqualTo("working");

    // and on from there
    assertThat(card(page, "working", id).locator("vaadin-menu-bar-button:focus")).isVisible();
    page.keyboard().press("Enter");
    assertThat(page.locator("vaadin-menu-bar-item:focus")).hasText("Waiting for the customer");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("vaadin-menu-bar-item:focus")).hasText("Solved");
    page.keyboard().press("Enter");
    assertThat(page.locator("vaadin-notification-card")).containsText("Answer is needed");
    assertThat(card(page, "working", id).locator("vaadin-menu-bar-button:focus")).isVisible();
    page.keyboard().press("Enter");
    assertThat(page.locator("vaadin-menu-bar-item:focus")).hasText("Waiting for the customer");
    page.keyboard().press("Enter");
    assertThat(card(page, "waiting", id)).isVisible();
  }

  @Test
  void showsRecordsWithoutAStateAndLetsThemOutOnAPhoneToo() {
    String app = "stages" + UUID.randomUUID().toString().substring(0, 6);
    STAGE.install(
        Map.of(
            "app.json",
            "{\"schemaVersion\": 1, \"id\": \"" + app + "\", \"version\": \"1.0.0\"}",
            "forms/job.json",
            """
            {"id": "job", "titleField": "name", "fields": [
              {"id": "name", "type": "text"},
              {"id": "stage", "type": "choice", "label": {"en": "Stage", "zh": "阶段"},
               "settings": {"options": [{"value": "todo", "label": {"en": "To do", "zh": "待办"}},
                 {"value": "done", "label": {"en": "Done", "zh": "完成"}}]}}],
             "states": {"field": "stage", "transitions": [{"from": "todo", "to": "done"}]},
             "views": [{"id": "board", "type": "kanban", "by": "stage"}]}\
            """));
    String jobs = "/apps/" + app + "/forms/job/records";
    String first = STAGE.post(jobs, "{\"name\": \"First\"}").path("id").asText();
    String second = STAGE.post(jobs, "{\"name\": \"Second\"}").path("id").asText();
    Page page = STAGE.open("/app/" + app + "/list/job/board");
    Locator without = page.locator("[data-column='']");
    assertThat(without.locator("h3")).containsText("Without Stage");
    assertThat(without.locator(".nacre-count")).hasText("2");
    without.locator("[data-record='" + first + "']").dragTo(page.locator("[data-column=done]"));
    assertThat(card(page, "done", first)).isVisible();
    assertThat(STAGE.get(jobs + "/" + first).path("stage").asText()).isEqualTo("done");
    // nothing goes back to where no state is
    assertThat(card(page, "done", first).locator("vaadin-menu-bar")).hasCount(0);

    Page phone = STAGE.page("zh-CN", 390, 844);
    phone.navigate("/app/" + app + "/list/job/board");
    STAGE.signIn(phone, "admin", RunningNacre.PASSWORD);
    assertThat(phone.locator("[data-column=''] h3")).containsText("无阶段");
    Object overflow = phone.evaluate("document.documentElement.scrollWidth - innerWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
    phone.locator("[data-column=''] vaadin-menu-bar-button:visible").click();
    phone.locator("vaadin-menu-bar-item").getByText("待办").click();
    assertThat(card(phone, "todo", second)).isVisible();
    assertThat(phone.locator("[data-column='']")).hasCount(0);
    assertThat(phone.locator(".nacre-kanban [aria-live=polite]")).hasText("Second 已移到“待办”。");
  }

  @Test
  void movesARecordToAnotherDay() {
    String no = "C-" + UUID.randomUUID().toString().substring(0, 8);
    LocalDate due = LocalDate.now(ZONE).withDayOfMonth(14);
    String id =
        STAGE.record(
            "order",
            """
            {"order_no": "%s", "channel": "offline", "buyer": "李四", "due": "%s"}\
            """
                .formatted(no, due));
    Page page = STAGE.open("/app/order_hub/list/order/calendar?q=" + no, "manager");
    Locator item = page.locator("[data-record='" + id + "']");
    assertThat(page.locator("[data-day='" + due + "'] [data-record='" + id + "']")).isVisible();
    item.dragTo(page.locator("[data-day='" + due.plusDays(1) + "']"));
    assertThat(page.locator("[data-day='" + due.plusDays(1) + "'] [data-record='" + id + "']"))
        .isVisible();
    Stage.picture(page, "calendar");

    Locator mover = item.locator("vaadin-button");
    mover.focus();
    page.keyboard().press("Enter");
    Locator day = page.locator("vaadin-dialog vaadin-date-picker input");
    assertThat(day).isVisible();
    page.locator("vaadin-dialog vaadin-date-picker")
        .evaluate("(picker, day) => { picker.value = day; }", due.plusDays(2).toString());
    page.locator("#move-day").click();
    assertThat(page.locator("[data-day='" + due.plusDays(2) + "'] [data-record='" + id + "']"))
        .isVisible();

    page.locator("#calendar-span").click();
    assertThat(page.locator("[data-day]")).hasCount(7);

    Page phone = STAGE.page("zh-CN", 390, 844);
    phone.navigate("/app/order_hub/list/order/calendar?q=" + no);
    STAGE.signIn(phone, "manager");
    assertThat(phone.locator(".agenda")).containsText(no);
    Object overflow = phone.evaluate("document.documentElement.scrollWidth - innerWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
  }

  @Test
  void keepsAListUnderANameAndSharesIt() {
    Page manager =
        STAGE.open(
            "/app/order_hub/list/order/all?filter="
                + "%5B%7B%22field%22%3A%22urgent%22%2C%22op%22%3A%22eq%22%2C%22value%22%3Atrue%7D%5D",
            "manager");
    manager.locator("#choose-columns").click();
    Locator columns = manager.locator(".nacre-columns");
    columns.getByLabel("Warehouse", new Locator.GetByLabelOptions().setExact(true)).uncheck();
    columns.getByLabel("City").check();
    columns.getByText("Apply").click();
    Locator headers = manager.locator("vaadin-grid-sorter");
    assertThat(headers.getByText("City")).isVisible();
    headers.getByText("Order no.").click();
    assertThat(manager).hasURL(Pattern.compile(".*sort=order_no.*"));

    String name = "Urgent " + UUID.randomUUID().toString().substring(0, 6);
    manager.locator("#save-view").click();
    manager.locator(".nacre-save-view vaadin-text-field input").fill(name);
    manager.locator(".nacre-save-view").getByLabel("Manager").check();
    Stage.picture(manager, "saved-view");
    manager.locator("#save-view-now").click();
    Locator tab = manager.locator("[data-saved='" + name + "']");
    assertThat(tab).hasAttribute("selected", "");
    assertThat(manager).hasURL(Pattern.compile(".*/list/order\\?saved=[0-9a-f-]{36}"));
    assertThat(manager.locator("#save-view")).hasCount(0);

    manager.reload();
    assertThat(tab).hasAttribute("selected", "");
    assertThat(manager.locator(".nacre-filter .chip")).containsText("Urgent");
    assertThat(headers.getByText("City")).isVisible();
    assertThat(headers.getByText("Warehouse")).hasCount(0);

    // another view, and back
    manager.locator("vaadin-tab").getByText("All orders").click();
    assertThat(manager.locator(".nacre-filter .chip")).hasCount(0);
    tab.click();
    assertThat(manager.locator(".nacre-filter .chip")).containsText("Urgent");

    // a name is taken once
    manager.locator(".nacre-filter .chip vaadin-button").click();
    manager.locator("#save-view").click();
    manager.locator(".nacre-save-view vaadin-text-field input").fill(name);
    manager.locator("#save-view-now").click();
    assertThat(manager.locator(".nacre-save-view")).containsText("You have a view called " + name);
    manager.locator("vaadin-dialog").getByText("Cancel").click();

    Page sales = STAGE.open("/app/order_hub/list/order", "sales");
    assertThat(sales.locator("vaadin-tab").first()).isVisible();
    assertThat(sales.locator("[data-saved='" + name + "']")).hasCount(0);
    Page administrator = STAGE.open("/app/order_hub/list/order");
    administrator.locator("[data-saved='" + name + "']").click();
    assertThat(administrator.locator(".nacre-filter .chip")).containsText("Urgent");

    tab.click();
    manager.getByLabel("More about the view " + name).click();
    manager.locator("vaadin-menu-bar-item").getByText("Delete view").click();
    manager.locator("vaadin-confirm-dialog").getByText("Delete view").last().click();
    assertThat(tab).hasCount(0);
  }
}
