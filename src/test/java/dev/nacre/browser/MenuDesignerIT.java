package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody who writes no code arranges what people see at the left of the workspace. */
class MenuDesignerIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final Map<String, String> GARDEN =
      Map.of(
          "app.json",
          """
          {"schemaVersion": 1, "id": "garden", "version": "1.0.0", "name": "Garden"}\
          """,
          "forms/bed.json",
          """
          {"id": "bed", "name": "Beds", "fields": [{"id": "what", "type": "text"}]}\
          """,
          "forms/plant.json",
          """
          {"id": "plant", "name": "Plants", "fields": [{"id": "what", "type": "text"}, {"id": "thirsty", "type": "boolean"}],
           "views": [{"id": "all", "name": "All", "type": "grid"},
            {"id": "dry", "name": "Thirsty ones", "type": "grid", "filter": {"field": "thirsty", "op": "eq", "value": true}}]}\
          """,
          "forms/tool.json",
          """
          {"id": "tool", "name": "Tools", "fields": [{"id": "what", "type": "text"}]}\
          """,
          "dashboards/harvest.json",
          """
          {"id": "harvest", "name": "Harvest", "widgets": []}\
          """);

  private static Locator entry(Page page, String place) {
    return page.locator("[data-menu-entry='" + place + "']");
  }

  private static Locator group(Page page, int index) {
    return page.locator("[data-menu-group='" + index + "']");
  }

  @Test
  void arrangesTheMenuThatPeopleSee() {
    STAGE.install(GARDEN);
    Page page = STAGE.open("/designer/garden");
    page.locator(".nd-tree [data-path='app.json']").click();
    // nothing is arranged yet: everything is there
    assertThat(page.locator(".nd-menu .nd-usual"))
        .hasText(Pattern.compile("Harvest\\s*Beds\\s*Plants\\s*Tools"));
    page.locator("[data-add=arrange]").click();
    assertThat(entry(page, "0.3")).containsText("Tools");

    // a second group, closed at first, with the tools in it
    page.locator("[data-add=menu-group]").click();
    assertThat(group(page, 1)).hasClass(Pattern.compile(".*nd-selected.*"));
    Designing.write(page, "/label", "Rarely needed");
    assertThat(group(page, 1)).containsText("Rarely needed");
    page.locator("[data-property='/collapsed'] input").check();
    assertThat(group(page, 1)).containsText("closed at first");
    entry(page, "0.3").dragTo(page.locator("[data-menu-group='1'] [data-add=menu-entry]"));
    assertThat(entry(page, "1.0")).containsText("Tools");
    assertThat(entry(page, "0.3")).hasCount(0);

    // by keys: the plants before the beds
    entry(page, "0.2").click();
    assertThat(entry(page, "0.2")).hasClass(Pattern.compile(".*nd-selected.*"));
    entry(page, "0.2").focus();
    page.keyboard().press("Alt+ArrowUp");
    assertThat(entry(page, "0.1")).containsText("Plants");
    assertThat(entry(page, "0.1")).hasClass(Pattern.compile(".*nd-selected.*"));

    // opens the plants that want water, under a name of its own
    Designing.pick(page, page.locator("[data-setting=view]"), "Thirsty ones");
    assertThat(entry(page, "0.1")).containsText("Plants · Thirsty ones");
    Designing.write(page, "/label", "To be watered");
    assertThat(entry(page, "0.1")).containsText("To be watered");

    // what is taken away is offered again, and comes back where somebody works
    entry(page, "0.2").click();
    assertThat(page.locator("[data-setting=opens] input")).hasValue("Beds");
    page.locator(".nd-inspector-head vaadin-button").last().click();
    assertThat(page.locator("[data-absent=bed]")).isVisible();
    group(page, 1).locator(".nd-menu-head").click();
    assertThat(group(page, 1)).hasClass(Pattern.compile(".*nd-selected.*"));
    page.locator("[data-absent=bed]").click();
    assertThat(entry(page, "1.1")).containsText("Beds");
    assertThat(page.locator(".nd-menu-absent")).hasCount(0);
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    Stage.picture(page, "menu-designer");
    Designing.publish(page);

    JsonNode menu = STAGE.get("/apps/garden/draft/app.json").at("/menu");
    assertThat(menu.toString())
        .isEqualTo(
            """
            [{"items":[{"dashboard":"harvest"},{"form":"plant","view":"dry","label":{"en":"To be watered"}}]},\
            {"label":{"en":"Rarely needed"},"items":[{"form":"tool"},{"form":"bed"}],"collapsed":true}]\
            """);
    Page people = STAGE.open("/app/garden/list/plant");
    Locator shown = people.locator(".nacre-menu vaadin-side-nav-item");
    assertThat(shown.getByText("To be watered")).isVisible();
    assertThat(shown.getByText("Tools")).isHidden();
    people.locator(".nacre-menu").getByText("Rarely needed").click();
    assertThat(shown.getByText("Tools")).isVisible();
  }

  @Test
  void leadsToAnEntryThatOpensSomethingThatIsGone() {
    STAGE.install(
        Map.of(
            "app.json",
            """
            {"schemaVersion": 1, "id": "shed", "name": "Shed", "menu": [{"label": "Things", "items": [{"form": "tool"}]}]}\
            """,
            "forms/tool.json",
            """
            {"id": "tool", "name": "Tools", "fields": [{"id": "what", "type": "text"}]}\
            """));
    STAGE.put(
        "/apps/shed/draft/app.json",
        "application/json",
        """
        {"schemaVersion": 1, "id": "shed", "name": "Shed", "menu": [{"label": "Things", "items": [{"form": "tools"}]}]}\
        """);
    Page page = STAGE.open("/designer/shed");
    page.locator(".nd-problem").getByText("Menu › Things").click();
    assertThat(entry(page, "0.0")).hasClass(Pattern.compile(".*nd-selected.*"));
    assertThat(entry(page, "0.0")).hasClass(Pattern.compile(".*nd-wrong.*"));
    assertThat(page.locator("[data-setting=opens]")).hasAttribute("invalid", "");
    Designing.pick(page, page.locator("[data-setting=opens]"), "Tools");
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    assertThat(entry(page, "0.0")).not().hasClass(Pattern.compile(".*nd-wrong.*"));
  }
}
