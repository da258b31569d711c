package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Long work that is found again after its page was left. */
class JobsIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final Map<String, String> CELLAR =
      Map.of(
          "app.json",
          """
          {"schemaVersion": 1, "id": "cellar", "version": "1.0.0", "name": "Cellar",
           "timeZone": "Asia/Shanghai", "currency": "CNY", "menu": [{"label": "Cellar", "items": [{"form": "bottle"}]}]}\
          """,
          "forms/bottle.json",
          """
          {"id": "bottle", "name": "Bottle", "titleField": "name", "fields": [
            {"id": "name", "type": "text", "required": true, "unique": true}, {"id": "year", "type": "number"}]}\
          """);

  private static final String BOTTLES = "/apps/cellar/forms/bottle/records";

  private static JsonNode job(JsonNode started) {
    String address = "/apps/cellar/jobs/" + started.path("id").asText();
    await().until(() -> !STAGE.get(address).path("state").asText().equals("running"));
    return STAGE.get(address);
  }

  private static JsonNode bring(String csv) {
    return job(
        RunningNacre.json(
            STAGE
                .nacre()
                .post(
                    "/api/v1" + BOTTLES + ":import?name=bottles.csv",
                    "text/csv",
                    csv.getBytes(UTF_8),
                    List.of())));
  }

  @Test
  void findsAnImportAgainAndTakesItBack() {
    STAGE.install(CELLAR);
    STAGE.post(BOTTLES, "{\"name\": \"Syrah\", \"year\": 2018}");
    JsonNode changed =
        job(
            RunningNacre.json(
                STAGE
                    .nacre()
                    .post(
                        "/api/v1" + BOTTLES + ":bulk",
                        "application/json",
                        "{\"do\": \"update\", \"all\": true, \"set\": {\"year\": 2020}}"
                            .getBytes(UTF_8),
                        List.of())));
    JsonNode brought = bring("name,year\nRiesling,2019\nMerlot,old\nPinot,2021\n");

    JsonNode first = STAGE.get("/apps/cellar/jobs?limit=1");
    assertThat(first.path("jobs").findValuesAsText("id"))
        .containsExactly(brought.path("id").asText());
    JsonNode second = STAGE.get("/apps/cellar/jobs?limit=1&cursor=" + first.path("next").asText());
    assertThat(second.path("jobs").findValuesAsText("id"))
        .containsExactly(changed.path("id").asText());
    assertThat(second.path("next").isNull()).isTrue();

    Page page = STAGE.open("/app/cellar/list/bottle");
    page.locator("#jobs").click();
    Locator rows = page.locator(".nacre-jobs .job");
    assertThat(rows).hasCount(2);
    assertThat(rows.last()).containsText("Change of many records");
    assertThat(rows.last()).containsText("1 done");
    assertThat(rows.first()).containsText("Import of bottles.csv");
    assertThat(rows.first()).containsText("Bottle · Administrator");
    assertThat(rows.first()).containsText("2 new · 1 not imported");
    rows.last().click();
    page.locator("#bulk-undo").click();
    assertThat(page.locator(".nacre-bulk-progress")).containsText("Taken back");
    page.locator(".nacre-job > .up").click();
    assertThat(rows).hasCount(3);

    rows.nth(1).click();
    assertThat(page.locator("#refused-rows")).isVisible();
    page.locator("#undo-import").click();
    page.locator("vaadin-button[slot=confirm-button]").click();
    assertThat(page).not().hasURL(Pattern.compile(brought.path("id").asText()));
    assertThat(page.locator(".nacre-job")).containsText("is taken back");
    await().until(() -> STAGE.get(BOTTLES).path("records").size() == 1);
    JsonNode left = STAGE.get(BOTTLES).path("records").path(0);
    assertThat(left.path("name").asText() + left.path("year").asInt()).isEqualTo("Syrah2018");
  }

  @Test
  void showsAPersonOnlyTheirOwn() {
    STAGE
        .nacre()
        .post(
            "/api/v1/apps/order_hub/forms/ticket/records:import?dryRun=true&name=theirs.csv",
            "text/csv",
            "subject\nA\n".getBytes(UTF_8),
            List.of());
    String id = STAGE.get("/apps/order_hub/jobs?limit=1").path("jobs").path(0).path("id").asText();

    Page support = STAGE.open("/app/order_hub", "support");
    support.locator(".nacre-user vaadin-menu-bar-button").first().click();
    support.getByText("Imports and bulk work").click();
    support.waitForURL("**/app/order_hub/jobs");
    assertThat(support.locator(".nacre-jobs")).containsText("What you started");
    assertThat(support.locator(".nacre-jobs")).not().containsText("theirs.csv");
    support.navigate("/app/order_hub/jobs/" + id);
    assertThat(support.locator("body")).containsText("There is no job");
  }
}
