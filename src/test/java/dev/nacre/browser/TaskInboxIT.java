package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody of finance goes through what waits for their group, on the way and at a desk. */
class TaskInboxIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final String APP = "/apps/order_hub";
  private static final String GROUP = "/app/order_hub/tasks?tab=group";

  private record Refund(String id, String task) {
    String state() {
      return STAGE.get(APP + "/forms/refund/records/" + id).path("state").asText();
    }
  }

  private static Refund refund(String order) {
    String id =
        STAGE.record(
            "refund",
            """
            {"channel": "web", "order_no": "%s", "reason": "quality", "amount": 12}
            """
                .formatted(order));
    // its workflow begins a moment after it was written
    JsonNode task =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> STAGE.get(APP + "/tasks?record=" + id).at("/tasks/0/id"),
                found -> !found.isMissingNode());
    return new Refund(id, task.asText());
  }

  private static Page phone(String path, String who) {
    Page page = STAGE.page("en-US", 390, 844);
    page.navigate(path);
    STAGE.signIn(page, who);
    return page;
  }

  private static Locator card(Page page, Refund refund) {
    return page.locator(".nacre-task[data-task='" + refund.task() + "']");
  }

  private static Locator row(Page page, Refund refund) {
    return page.locator(".nacre-batch-dialog .row[data-task='" + refund.task() + "']");
  }

  private static void tick(Page page, Refund refund) {
    page.locator(".entry")
        .filter(new Locator.FilterOptions().setHas(card(page, refund)))
        .locator("vaadin-checkbox input")
        .check();
  }

  private static void fits(Page page) {
    Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
  }

  @Test
  void approvesFourAtOnceOfWhichSomebodyElseWasFasterWithOne() {
    List<Refund> refunds = IntStream.range(0, 4).mapToObj(n -> refund("INBOX-" + n)).toList();
    Refund taken = refunds.get(2);
    Page page = phone(GROUP, "finance");
    refunds.forEach(refund -> tick(page, refund));
    assertThat(page.locator(".nacre-batch")).containsText("4 chosen");
    fits(page);

    page.locator("[data-batch=approve]").click();
    assertThat(row(page, taken)).isVisible();
    String faster = STAGE.nacre().account("order_hub", "inbox.faster", "finance");
    String reject = "/api/v1" + APP + "/tasks/" + taken.task() + "/reject";
    assertThat(STAGE.nacre().send("POST", reject, "{\"comment\": \"twice\"}", faster).statusCode())
        .isEqualTo(200);
    page.locator("#batch-go").click();

    assertThat(page.locator(".nacre-batch-dialog .summary")).containsText("Approved: 3");
    assertThat(page.locator(".nacre-batch-dialog .summary")).containsText("Not done: 1");
    assertThat(row(page, taken).locator(".outcome"))
        .containsText("somebody was faster: Rejected by");
    assertThat(row(page, refunds.getFirst())).hasAttribute("data-outcome", "done");
    fits(page);
    page.locator("#batch-close").click();
    for (Refund refund : refunds) {
      assertThat(card(page, refund)).hasCount(0);
      assertThat(refund.state()).isEqualTo(refund.equals(taken) ? "rejected" : "refunded");
    }
    assertThat(page.locator(".nacre-batch")).isHidden();
  }

  @Test
  void opensATaskByItsLinkAfterSigningInAndSaysLaterHowItEnded() {
    Refund refund = refund("INBOX-LINK");
    String link = "/app/order_hub/tasks/" + refund.task();
    Page page = phone(link, "finance");
    assertThat(page).hasURL(Pattern.compile(".*" + link));
    assertThat(page.locator(".nacre-read")).containsText("INBOX-LINK");
    page.locator("[data-action=approve]").click();
    assertThat(page.locator(".nacre-decision.ended .how"))
        .containsText(Pattern.compile("Approved by .+ on "));
    fits(page);

    Page late = STAGE.open(link, "manager");
    assertThat(late.locator(".nacre-decision.ended .how")).containsText("Approved by Finance");
    assertThat(late.locator("[data-action=approve]")).hasCount(0);
  }

  @Test
  void saysPlainlyThatATaskIsNotTheirsToSee() {
    Refund refund = refund("INBOX-CLOSED");
    Page page = STAGE.open("/app/order_hub/tasks/" + refund.task(), "warehouse");
    assertThat(page.locator(".nacre-empty")).containsText("You can’t see this task");
    page.navigate("/app/order_hub/tasks?task=" + refund.task());
    assertThat(page.locator(".nacre-empty")).containsText("You can’t see this task");
    page.navigate("/app/order_hub/tasks/no-id");
    assertThat(page.locator(".nacre-empty")).containsText("You can’t see this task");
  }

  @Test
  void followsAReminderToItsTaskAndCountsLive() {
    Refund refund = refund("INBOX-URGED");
    Page page = STAGE.open(GROUP, "finance");
    Locator number = page.locator("[data-tab=group] .nacre-count");
    int before = Integer.parseInt(number.innerText());
    Refund another = refund("INBOX-LIVE");
    assertThat(card(page, another)).isVisible();
    assertThat(number).hasText(String.valueOf(before + 1));

    STAGE.post(APP + "/tasks/" + refund.task() + "/urge", "{\"comment\": \"INBOX-URGED please\"}");
    page.locator(".nacre-bell vaadin-button").first().click();
    page.locator(".nacre-notifications vaadin-button")
        .filter(new Locator.FilterOptions().setHasText("INBOX-URGED please"))
        .click();
    assertThat(page).hasURL(Pattern.compile(".*/tasks/" + refund.task()));
    assertThat(page.locator(".nacre-read")).containsText("INBOX-URGED");
  }

  @Test
  void keepsWhatIsTypedBesideATaskWhileOthersCome() {
    Refund refund = refund("INBOX-TYPED");
    Page page = STAGE.open(GROUP, "finance");
    card(page, refund).click();
    Locator comment = page.locator("[data-task='" + refund.task() + "'] vaadin-text-area textarea");
    assertThat(comment).isVisible();
    comment.fill("half a sen");
    Refund another = refund("INBOX-COMES");
    assertThat(card(page, another)).isVisible();
    assertThat(comment).hasValue("half a sen");
  }

  @Test
  void saysWhyACommentIsNeededAsksBeforeItEndsAndTellsWhoWasFaster() {
    STAGE.install(
        Map.of(
            "app.json",
            """
            {"schemaVersion": 1, "id": "errands", "name": "Errands"}\
            """,
            "forms/errand.json",
            """
            {"id": "errand", "name": "Errand", "fields": [{"id": "what", "type": "text"}]}\
            """,
            "roles/boss.json",
            """
            {"id": "boss", "name": "Boss", "forms": {"errand": {"read": true}}}\
            """,
            "workflows/go.json",
            """
            {"id": "go", "name": "Go there", "trigger": {"type": "record", "form": "errand", "on": ["create"]},
             "steps": [{"id": "may", "type": "approve", "settings": {"assign": {"role": "boss"}, "comment": ["reject"]}}]}\
            """));
    String first = errand("Bread");
    Page page = STAGE.open("/app/errands/tasks/" + first);
    page.locator("[data-action=reject]").click();
    Locator comment = page.locator(".nacre-decision vaadin-text-area");
    assertThat(comment).containsText("Say why: this needs a comment.");

    page.locator("[data-action=more] vaadin-menu-bar-button").first().click();
    page.locator("[data-action=withdraw]").click();
    Locator question = page.locator("vaadin-confirm-dialog");
    assertThat(question).containsText("“Go there” ends here");
    question.getByText("Cancel").click();
    assertThat(comment).isVisible();
    assertThat(STAGE.get("/apps/errands/tasks").at("/tasks")).hasSize(1);
    page.locator("[data-action=more] vaadin-menu-bar-button").first().click();
    page.locator("[data-action=withdraw]").click();
    question.locator("vaadin-button[slot=confirm-button]").click();
    assertThat(page.locator(".nacre-decision.ended")).isVisible();
    assertThat(STAGE.get("/apps/errands/tasks").at("/tasks")).isEmpty();

    String faster = STAGE.nacre().account("errands", "errand.faster", "boss");
    Locator told = page.getByText("somebody was faster: Approved by errand.faster");
    // the screen may see by itself how it ended, in the moment before the click
    for (int n = 0; n < 3 && !told.isVisible(); n++) {
      String taken = errand("Milk " + n);
      page.navigate("/app/errands/tasks/" + taken);
      assertThat(page.locator("[data-action=approve]")).isVisible();
      String approve = "/api/v1/apps/errands/tasks/" + taken + "/approve";
      assertThat(STAGE.nacre().send("POST", approve, "{}", faster).statusCode()).isEqualTo(200);
      page.evaluate("document.querySelector('[data-action=approve]')?.click()");
      assertThat(page.locator(".nacre-decision.ended .how")).containsText("errand.faster");
    }
    assertThat(told).isVisible();
    assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
  }

  private static String errand(String what) {
    JsonNode record =
        STAGE.post("/apps/errands/forms/errand/records", "{\"what\": \"" + what + "\"}");
    return await()
        .until(
            () ->
                STAGE
                    .get("/apps/errands/tasks?record=" + record.path("id").asText())
                    .at("/tasks/0/id"),
            found -> !found.isMissingNode())
        .asText();
  }
}
