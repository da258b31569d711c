package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody gets wrong while connecting a partner is told where it is tried. */
class ConnectorMistakesIT {
  private static final String FILE = "connectors/partner.json";
  private static final String DRAFT = "/apps/order_hub/draft/" + FILE;
  private static final String WRONG = "wrong-secret-of-the-shop";

  @RegisterExtension static final Stage STAGE = new Stage();

  @BeforeEach
  void aConnectorThatIsBeingMade() {
    STAGE.put(
        DRAFT,
        "application/json",
        """
        {"id": "partner", "name": {"en": "Partner", "zh": "伙伴"}, "kind": "http",
         "settings": {"baseUrl": "http://10.20.30.40:8080", "timeout": "PT20S",
           "auth": {"type": "signed", "key": {"secret": "partner_key"},
             "signature": {"algorithm": "md5", "secretAt": "both"}},
           "errors": {"code": "/code", "ok": ["0"], "message": "/msg"}},
         "operations": [{"id": "orders", "request": {"path": "/orders", "query": {"page": "1"}}}]}\
        """);
  }

  @AfterEach
  void nothingStays() {
    STAGE.delete(DRAFT);
  }

  private static Page opened() {
    Page page = STAGE.open("/designer/order_hub/" + FILE);
    setSecret(page, "partner_key", WRONG);
    return page;
  }

  private static void setSecret(Page page, String name, String value) {
    page.locator("[data-secret=" + name + "] vaadin-button").click();
    page.locator("vaadin-password-field input").fill(value);
    page.locator("[data-action=keep-secret]").click();
    assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
    assertThat(page.locator(".nd-secret-set[data-secret=" + name + "]")).isVisible();
  }

  private static Locator tried(Page page) {
    page.locator("[data-action=try]").click();
    return page.locator(".nd-try-problem");
  }

  @Test
  void aPrivateAddressIsRefusedAndNothingGoesThere() {
    Page page = opened();
    Locator problem = tried(page);
    assertThat(problem).containsText("10.20.30.40 is at 10.20.30.40, a private or special address");
    assertThat(problem).containsText("NACRE_EGRESS_ALLOW=10.20.30.40");
    assertThat(page.locator("[data-try=response]")).containsText("No answer came");

    Designing.write(page, "/settings/baseUrl", "ftp://shop.example");
    Locator address = page.locator("[data-property='/settings/baseUrl']");
    assertThat(address).containsText("ftp://shop.example is no address that can be called");
    assertThat(page.locator(".nd-problem")).containsText("Partner › /settings/baseUrl");
    page.locator("[data-action=publish]").click();
    assertThat(page.locator("[data-action=publish-now]")).isDisabled();
  }

  @Test
  void aPartnerThatNeverAnswersIsGivenUpInTime() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Page page = opened();
      Designing.write(page, "/settings/baseUrl", "http://127.0.0.1:" + silent.getLocalPort());
      Locator limit = page.locator("[data-property='/settings/timeout'] input").first();
      assertThat(limit).hasValue("20");
      Designing.write(page, "/settings/timeout", "2");

      Instant before = Instant.now();
      assertThat(tried(page)).containsText("127.0.0.1 gave no whole answer within 2 s. Try again");
      assertThat(Duration.between(before, Instant.now())).isBetween(seconds(2), seconds(12));
      assertThat(page.locator("[data-try=response]")).containsText("No answer came");
    }
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }

  @Test
  void aWrongSecretIsToldInThePartnersWordsAndNeverShown() throws IOException {
    HttpServer shop =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/orders",
        exchange -> {
          byte[] no =
              "{\"code\": 25, \"msg\": \"Invalid signature\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, no.length);
          exchange.getResponseBody().write(no);
          exchange.close();
        });
    shop.start();
    try {
      Page page = opened();
      Designing.write(page, "/settings/baseUrl", "http://127.0.0.1:" + shop.getAddress().getPort());
      assertThat(tried(page)).containsText("Invalid signature");
      assertThat(page.locator("[data-try=request]")).containsText("sign=");
      assertThat(page.content()).doesNotContain(WRONG);
    } finally {
      shop.stop(0);
    }
  }
}
