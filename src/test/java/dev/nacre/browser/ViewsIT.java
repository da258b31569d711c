package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
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
    columns.getByLabel("Warehouse").uncheck();
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
