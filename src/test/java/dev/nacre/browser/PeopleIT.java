package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PeopleIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void makesAKeeperWhoSeesWhatTheRoleGrantsAndNoMore() {
    Page administrator = STAGE.open("/app/order_hub/members");
    administrator.locator("#new-person").click();
    Locator dialog = administrator.locator("vaadin-dialog");
    dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true)).fill("Li Wei");
    assertThat(dialog.getByLabel("Sign-in name")).hasValue("li.wei");
    dialog.getByText("Warehouse keeper").click();
    String password = dialog.getByLabel("Password").inputValue();
    administrator.locator("#create-person").click();
    Locator row = administrator.locator("[data-person='li.wei']");
    assertThat(row.locator("[data-role=warehouse]")).hasAttribute("checked", "");
    Stage.picture(administrator, "people");

    Page keeper = STAGE.english();
    keeper.navigate("/app/order_hub/list/stock");
    STAGE.signIn(keeper, "li.wei", password);
    assertThat(keeper.locator(".nacre-grid a.title").first()).isVisible();
    assertThat(keeper.getByText("Customers")).hasCount(0);

    Page designer = STAGE.open("/designer/order_hub/roles/warehouse.json");
    Locator customers = designer.locator(".nd-rights-row[data-form=customer]");
    customers.locator("[data-action=read] input").check();
    customers.locator("vaadin-button").first().click();
    assertThat(designer.locator("[data-property='/read'] vaadin-select").first())
        .containsText("Every record");
    designer.locator("[data-action=publish]").click();
    designer.locator("[data-action=publish-now]").click();
    assertThat(designer.getByText(Pattern.compile("Version \\d+ is live for everybody")))
        .isVisible();
    Stage.picture(designer, "roles");

    keeper.navigate("/app/order_hub/list/customer");
    assertThat(keeper.locator(".nacre-grid a.title").first()).isVisible();

    row.locator("vaadin-menu-bar-button").first().click();
    administrator.locator("vaadin-menu-bar-item").getByText("Deactivate").click();
    assertThat(row).containsText("Inactive");
    keeper.reload();
    keeper.waitForURL("**/login");
  }

  @Test
  void keepsTheLastAdministrator() {
    Page administrator = STAGE.open("/app/order_hub/members");
    Locator row = administrator.locator("[data-person=admin]");
    row.locator("vaadin-menu-bar-button").first().click();
    administrator.locator("vaadin-menu-bar-item").getByText("Deactivate").click();
    assertThat(administrator.getByText("admin is the only administrator left")).isVisible();
    assertThat(row).not().containsText("Inactive");
  }
}
