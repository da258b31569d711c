package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenario F1: a customer without an account looks an order up, and learns nothing else. */
class F1_PublicLookupIT {
  private static final String PHONE = "13812345678";

  @RegisterExtension static final Stage STAGE = new Stage();

  private static Page phone(String language) {
    return STAGE.page(language, 390, 844);
  }

  private static String order(String status) {
    String no = "F1-" + UUID.randomUUID().toString().substring(0, 8);
    STAGE.record(
        "order",
        """
        {"order_no": "%s", "channel": "offline", "status": "%s", "buyer": "张三丰", "phone": "%s",
         "province": "浙江省", "city": "杭州", "address": "文一路 88 号", "carrier": "顺丰速运",
         "tracking_no": "SF998877", "deliver_by": "%s",
         "lines": [{"sku": "HM-3004", "name": "手工陶瓷马克杯", "qty": 2, "price": 58}]}\
        """
            .formatted(no, status, PHONE, LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(2)));
    return no;
  }

  /** What an administrator does to get a link. */
  private static String link(Page pages, String note) {
    Locator maker = pages.locator("[data-page-box=track]");
    maker.locator("vaadin-text-field input").first().fill(note);
    maker.locator("[data-action=new-link]").click();
    Locator once = pages.locator("#new-link input");
    assertThat(once).hasValue(Pattern.compile("http.*/p/[A-Za-z0-9_-]{22}"));
    assertThat(maker.locator(".link-row").first()).containsText(note);
    return once.inputValue();
  }

  private static Response ask(Page customer, String orderNo, String phone) {
    customer.locator("input[name=order_no]").fill(orderNo);
    customer.locator("input[name=phone]").fill(phone);
    return Stage.send(customer);
  }

  @Test
  void f1_a_customer_sees_state_parcel_and_expected_delivery_and_nothing_else() {
    String no = order("shipped");
    String link = link(STAGE.open("/app/order_hub/pages"), "SMS of November");

    Page support = STAGE.open("/app/order_hub/list/glossary", "support");
    support.locator(".nacre-grid a.title").getByText("shipped").click();
    support.locator("#edit-record").click();
    support.locator("[data-field=words_zh] input").fill("正在飞奔向您");
    support.locator("#save-record").click();
    support.waitForURL("**/record/glossary/**");

    Page customer = phone("zh-CN");
    customer.navigate(link);
    assertThat(customer.locator("h1")).hasText("查询我的订单");
    assertThat(ask(customer, no, PHONE).status()).isEqualTo(200);
    Locator found = customer.locator(".found");
    assertThat(found).containsText("正在飞奔向您");
    assertThat(found).containsText("还有 2 天");
    assertThat(found).containsText("顺丰速运");
    assertThat(found).containsText("SF998877");
    assertThat(found).containsText("手工陶瓷马克杯");
    assertThat(found.getByText("张*", new Locator.GetByTextOptions().setExact(true))).isVisible();
    assertThat(found).containsText("138****5678");
    assertThat(customer.content()).doesNotContain(PHONE, "张三丰", "文一路", "58");
    Object overflow = customer.evaluate("document.documentElement.scrollWidth - innerWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
    Stage.picture(customer, "public-page");
    assertThat(customer.context().cookies()).isEmpty();

    Page english = phone("en-US");
    english.navigate(link);
    ask(english, no, PHONE);
    assertThat(english.locator(".found")).containsText("On its way to you");
    assertThat(english.locator(".found")).containsText("In 2 days");
  }

  @Test
  void f1_a_wrong_pair_is_answered_like_an_order_that_there_is_not() {
    String no = order("paid");
    String link = link(STAGE.open("/app/order_hub/pages"), "Wrong pairs");
    Page customer = phone("en-US");
    customer.navigate(link);
    assertThat(ask(customer, no, "13812345679").status()).isEqualTo(200);
    assertThat(customer.locator(".notice")).containsText("nothing that fits both");
    String wrong = customer.content().replace("13812345679", "").replace(no, "");
    assertThat(wrong).doesNotContain(PHONE, "张", "Paid");

    String unknown = "F1-" + UUID.randomUUID().toString().substring(0, 8);
    ask(customer, unknown, "13812345679");
    assertThat(customer.content().replace("13812345679", "").replace(unknown, "")).isEqualTo(wrong);
  }

  @Test
  void f1_guessing_is_slowed_down() {
    String no = order("paid");
    Page pages = STAGE.open("/app/order_hub/pages");
    String link = link(pages, "Guesses");
    Page customer = phone("en-US");
    customer.navigate(link);
    Response answer = null;
    for (int i = 0; i < 11; i++) {
      answer = ask(customer, no, "1380000000" + i % 10);
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(customer.locator(".notice")).containsText("wait a minute");
    assertThat(ask(customer, no, PHONE).status()).as("right, but too often").isEqualTo(429);
    assertThat(customer.locator(".found")).hasCount(0);
  }

  @Test
  void f1_guessed_withdrawn_and_expired_links_look_the_same() {
    Page customer = phone("en-US");
    assertThat(customer.navigate("/p/" + "A".repeat(22)).status()).isEqualTo(404);
    assertThat(customer.locator("h1")).hasText("This link doesn't work");
    assertThat(customer.locator("main")).containsText("Ask whoever gave it to you");
    String guessed = customer.content();
    assertThat(guessed).doesNotContain("Order hub");
    assertThat(customer.navigate("/p/x").status()).isEqualTo(404);
    assertThat(customer.content()).isEqualTo(guessed);

    Page pages = STAGE.open("/app/order_hub/pages");
    String link = link(pages, "To be withdrawn");
    assertThat(customer.navigate(link).status()).isEqualTo(200);
    Locator row =
        pages.locator(".link-row").filter(new Locator.FilterOptions().setHasText("To be withdr"));
    row.locator("[data-action=revoke]").click();
    Stage.picture(pages, "public-pages");
    pages.locator("vaadin-confirm-dialog").getByText("Withdraw").last().click();
    assertThat(row).containsText("Withdrawn");
    assertThat(customer.navigate(link).status()).isEqualTo(404);
    assertThat(customer.content()).isEqualTo(guessed);

    String short_ =
        STAGE
            .post(
                "/apps/order_hub/pages/track/links",
                "{\"expiresAt\": \"%s\"}".formatted(Instant.now().plusSeconds(3)))
            .path("path")
            .textValue();
    await().until(() -> customer.navigate(short_).status() == 404);
    assertThat(customer.content()).isEqualTo(guessed);
  }
}
