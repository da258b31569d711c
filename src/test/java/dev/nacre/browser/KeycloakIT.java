package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts at a Keycloak: people sign in there, and programs bring its tokens. */
class KeycloakIT {
  private static final String PASSWORD = "a-password-at-keycloak";

  private static Browser browser;
  private static Keycloak keycloak;
  private static RunningNacre nacre;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    browser = Browser.open();
    int port = RunningNacre.freePort();
    keycloak =
        Keycloak.start(
            RunningNacre.root(), "http://localhost:" + port, folder.resolve("keycloak.log"));
    keycloak.allowPasswords();
    nacre =
        RunningNacre.on(
            folder.resolve("data"),
            port,
            Map.of(
                "NACRE_OIDC_ISSUER",
                keycloak.issuer(),
                "NACRE_OIDC_CLIENT_ID",
                "nacre",
                "NACRE_OIDC_CLIENT_SECRET",
                Keycloak.SECRET));
  }

  @AfterAll
  static void close() throws Exception {
    for (AutoCloseable one : new AutoCloseable[] {nacre, keycloak, browser}) {
      if (one != null) {
        one.close();
      }
    }
  }

  private static HttpResponse<String> me(String name) {
    return nacre.get(
        "/api/v1/me",
        "Bearer " + keycloak.token("nacre", "nacre", Keycloak.SECRET, name, PASSWORD));
  }

  @Test
  void letsPeopleInWithWhatTheirRolesAllowAndOutAgain() {
    keycloak.person("ann", PASSWORD, "order_hub:sales");
    Page page = browser.page(nacre.address(), "en-US", 1440, 1000);
    page.navigate("/app/order_hub/list/order");
    page.waitForURL(keycloak.issuer() + "/**");
    page.locator("#username").fill("ann");
    Stage.picture(page, "keycloak-sign-in");
    page.locator("#password").fill(PASSWORD);
    page.locator("#kc-login").click();
    page.waitForURL("**/app/order_hub/list/order");
    assertThat(page.locator("#new-record")).isVisible();

    page.locator(".nacre-user vaadin-menu-bar-button").first().click();
    assertThat(page.locator(".nacre-who")).containsText("Ann ann");
    Stage.picture(page, "keycloak-account");
    page.getByText("Sign out").click();
    page.waitForURL(keycloak.issuer() + "/**");
    page.navigate("/app/order_hub/list/order");
    assertThat(page.locator("#username")).isVisible();
  }

  @Test
  void takesARoleAsSoonAsATokenNoLongerNamesIt() {
    String ben = keycloak.person("ben", PASSWORD, "order_hub:sales", "order_hub:finance");
    assertThat(me("ben").body()).contains("\"order_hub\":[\"finance\",\"sales\"]");
    keycloak.take(ben, "order_hub:finance");
    assertThat(me("ben").body()).contains("\"order_hub\":[\"sales\"]");
  }

  @Test
  void knowsTheAdministratorsOfTheRealm() {
    keycloak.person("eve", PASSWORD, "nacre-administrator");
    assertThat(me("eve").body()).contains("\"administrator\":true");
  }

  @Test
  void refusesTokensOfAnotherRealmOrForAnotherClient() {
    keycloak.person("dan", PASSWORD, "order_hub:manager");
    String foreign = keycloak.masterToken();
    assertThat(nacre.get("/api/v1/me", "Bearer " + foreign).statusCode()).isEqualTo(401);
    String elsewhere = keycloak.token("nacre", "admin-cli", "", "dan", PASSWORD);
    HttpResponse<String> answer = nacre.get("/api/v1/me", "Bearer " + elsewhere);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(nacre.get("/api/v1/me", "Bearer nonsense").statusCode()).isEqualTo(401);
  }

  @Test
  void knowsNoLocalPasswords() {
    assertThat(nacre.get("/api/v1/me").statusCode()).isEqualTo(401);
  }
}
