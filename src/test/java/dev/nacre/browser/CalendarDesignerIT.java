package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody who writes no code says when people work, and lets a deadline count by it. */
class CalendarDesignerIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final String TASKS = "/apps/workshop/tasks";

  private static final Map<String, String> WORKSHOP =
      Map.of(
          "app.json",
          """
          {"schemaVersion": 1, "id": "workshop", "version": "1.0.0", "name": "Workshop",
           "timeZone": "Asia/Shanghai", "menu": [{"label": "Repairs", "items": [{"form": "repair"}]}]}\
          """,
          "forms/repair.json",
          """
          {"id": "repair", "name": "Repair", "titleField": "what", "fields": [
            {"id": "what", "type": "text", "label": "What is broken", "required": true}]}\
          """,
          "forms/holiday.json",
          """
          {"id": "holiday", "name": "Holiday", "fields": [
            {"id": "day", "type": "date", "label": "Day"}, {"id": "opens", "type": "time", "label": "Opens"},
            {"id": "closes", "type": "time", "label": "Closes"}]}\
          """,
          "roles/boss.json",
          """
          {"id": "boss", "name": "Boss", "forms": {"repair": {"read": true}}}\
          """,
          "workflows/look.json",
          """
          {"id": "look", "name": "Have a look", "trigger": {"type": "record", "form": "repair", "on": ["create"]},
           "steps": [{"id": "see", "type": "approve", "name": "Look at it", "settings": {"assign": {"role": "boss"}}}]}\
          """);

  private static void time(Locator input, String time) {
    input.locator("input").fill(time);
    input.locator("input").press("Enter");
  }

  private static Locator card(Page page, int index) {
    return page.locator("[data-property='/hours'] .nd-card").nth(index);
  }

  @Test
  void countsADeadlineByHoursThatWereDrawn() {
    STAGE.install(WORKSHOP);
    Page page = STAGE.open("/designer/workshop");
    page.locator("[data-new=calendars]").click();
    assertThat(page.locator(".nd-tree [data-calendar=calendar].nd-open")).isVisible();
    Designing.write(page, "/name", "Bench");
    assertThat(page.locator(".nd-tree [data-calendar=bench].nd-open")).isVisible();

    // nine to five, with an hour for lunch; on Saturdays until noon
    time(card(page, 0).locator("vaadin-combo-box").nth(1), "17");
    card(page, 0).locator("[data-add=break]").click();
    assertThat(card(page, 0).locator(".nd-break vaadin-combo-box input").first()).hasValue("12:00");
    page.locator("[data-add=hours]").click();
    card(page, 1).getByText("Sun").click();
    time(card(page, 1).locator("vaadin-combo-box").nth(1), "8");
    // an end before the beginning is told in the card, and not in the other one
    assertThat(card(page, 1).locator(".nd-error")).containsText("end (08:00) before");
    assertThat(card(page, 0).locator(".nd-error")).isHidden();
    assertThat(page.locator(".nd-calendar[data-calendar=bench]"))
        .hasClass(Pattern.compile(".*nd-wrong.*"));
    time(card(page, 1).locator("vaadin-combo-box").nth(1), "12");
    Designing.pick(
        page, page.locator("[data-property='/daysFrom'] [data-setting=form]"), "Holiday");
    assertThat(page.locator("[data-property='/daysFrom'] [data-setting=date] input"))
        .hasValue("Day");
    page.locator("[data-add=days]").click();
    assertThat(page.locator("[data-property='/days'] .nd-card")).isVisible();
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    assertThat(page.locator(".nd-calendar[data-calendar=bench] .nd-week-hours").first())
        .hasText("09:00–12:00 13:00–17:00");
    Stage.picture(page, "calendar-designer");

    page.locator(".nd-tree [data-path='workflows/look.json']").click();
    page.locator("[data-property='/retry'] input").first().fill("3");
    page.locator("[data-property='/retry'] input").first().press("Tab");
    Designing.pick(page, page.locator("[data-property='/incidents']"), "Boss");
    page.locator("[data-step=see]").click();
    Locator deadline = page.locator("[data-property='/settings/deadline']");
    deadline.locator("input[type=checkbox]").first().check();
    deadline.locator("[data-setting=after] input").first().fill("4");
    deadline.locator("[data-setting=after] input").first().press("Tab");
    deadline.locator("[data-setting=calendar] vaadin-select").first().click();
    page.locator("vaadin-select-item").getByText("Bench").click();
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    Designing.publish(page);

    JsonNode calendar = STAGE.get("/apps/workshop/draft/app.json").at("/calendars/0");
    assertThat(calendar.path("hours"))
        .extracting(h -> h.path("days").size() + " " + h.path("from").asText())
        .containsExactly("5 09:00", "5 13:00", "1 09:00");
    JsonNode workflow = STAGE.get("/apps/workshop/draft/workflows/look.json");
    assertThat(workflow.at("/retry/times").asInt()).isEqualTo(3);
    assertThat(workflow.at("/incidents/role").asText()).isEqualTo("boss");

    STAGE.post("/apps/workshop/forms/repair/records", "{\"what\": \"A cup\"}");
    await().until(() -> STAGE.get(TASKS).at("/tasks/0/dueAt").isTextual());
    Instant due = Instant.parse(STAGE.get(TASKS).at("/tasks/0/dueAt").asText());
    ZonedDateTime there = due.atZone(ZoneId.of("Asia/Shanghai"));
    assertThat(there.getDayOfWeek()).isNotEqualTo(DayOfWeek.SUNDAY);
    assertThat(there.toLocalTime()).isBetween(LocalTime.of(9, 0), LocalTime.of(17, 0));
  }
}
