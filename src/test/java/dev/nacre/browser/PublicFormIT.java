package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A customer without an account sends a request in, with a photo. */
class PublicFormIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static Locator field(Page page, String id) {
    return page.locator(".field:has([name=" + id + "])");
  }

  @Test
  void takesARequestInAndTellsBadInputBesideItsField() {
    String link =
        STAGE.post("/apps/order_hub/pages/return_request/links", "{}").path("path").textValue();
    String note = "杯子碎了 " + UUID.randomUUID();
    Page customer = STAGE.page("zh-CN", 390, 844);
    customer.navigate(link);
    assertThat(customer.locator("h1")).hasText("申请退换货");

    // a browser that checks nothing by itself
    customer.locator("form").evaluate("form => { form.noValidate = true; }");
    customer.locator("[name=contact]").fill("12");
    assertThat(Stage.send(customer).status()).isEqualTo(422);
    assertThat(field(customer, "contact").locator(".problem")).containsText("12");
    assertThat(customer.locator("[name=contact]")).hasValue("12");
    assertThat(field(customer, "content").locator(".problem")).isVisible();
    assertThat(field(customer, "given_no").locator(".problem")).hasCount(0);
    Stage.picture(customer, "public-form");

    customer.locator("[name=given_no]").fill("3017394937538124505");
    customer.locator("[name=contact]").fill("13900001111");
    customer.locator("[name=content]").fill(note);
    customer
        .locator("[name=photos]")
        .setInputFiles(
            new FilePayload("run.svg", "image/svg+xml", "<svg onload='x()'/>".getBytes(UTF_8)));
    assertThat(Stage.send(customer).status()).isEqualTo(422);
    assertThat(field(customer, "photos").locator(".problem")).isVisible();
    assertThat(customer.locator("[name=content]")).hasValue(note);

    customer
        .locator("[name=photos]")
        .setInputFiles(new FilePayload("cup.png", "image/png", Pictures.png()));
    assertThat(Stage.send(customer).status()).isEqualTo(200);
    assertThat(customer.locator(".done")).containsText("谢谢");

    Page support = STAGE.open("/app/order_hub/list/ticket/all", "support");
    support.locator(".nacre-grid a.title").first().click();
    support.waitForURL("**/record/ticket/**");
    Locator read = support.locator(".nacre-read");
    assertThat(read).containsText(note);
    assertThat(read).containsText("13900001111");
    Locator photo = read.locator("img.nacre-thumb");
    assertThat(photo).isVisible();
    assertThat(photo.evaluate("image => image.naturalWidth > 0")).isEqualTo(true);
  }

  @Test
  void takesNothingFromAProgramAndNothingWithoutALink() {
    String link =
        STAGE.post("/apps/order_hub/pages/return_request/links", "{}").path("path").textValue();
    int before =
        STAGE.get("/apps/order_hub/forms/ticket/records?count=exact").path("count").asInt();
    Page program = STAGE.page("en-US", 390, 844);
    program.navigate(link);
    program.locator("[name=contact]").fill("13900001111");
    program.locator("[name=content]").fill("buy");
    program.evaluate("document.querySelector('[name=website]').value = 'http://spam'");
    assertThat(Stage.send(program).status()).isEqualTo(200);
    int after = STAGE.get("/apps/order_hub/forms/ticket/records?count=exact").path("count").asInt();
    assertThat(after).isEqualTo(before);
  }
}
