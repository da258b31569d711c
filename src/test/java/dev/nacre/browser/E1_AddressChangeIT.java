package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scenario E1: a customer asks for another address on a page, and the keeper decides on a phone.
 */
class E1_AddressChangeIT {
  private static final String APP = "/apps/order_hub";
  private static final String PHONE = "13800138123";

  @RegisterExtension static final Stage STAGE = new Stage();

  private static Page phone() {
    return STAGE.page("zh-CN", 390, 844);
  }

  /** An order that is paid, and waits in a warehouse of the demo's keeper that has its goods. */
  private static String order(String no) {
    String code = "E" + UUID.randomUUID().toString().substring(0, 6).toUpperCase(Locale.ROOT);
    String warehouse =
        STAGE.record(
            "warehouse",
            "{\"code\":\"%s\",\"name\":\"%s\",\"staff\":\"warehouse\"}".formatted(code, code));
    STAGE.record(
        "reach",
        "{\"warehouse\":\"%s\",\"region\":\"华南\",\"days\":2,\"cost\":6}".formatted(warehouse));
    String product =
        STAGE.record("product", "{\"sku\":\"%s\",\"name\":\"竹编收纳篮\",\"price\":9}".formatted(code));
    STAGE.record(
        "stock",
        "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-9\",\"available\":5}"
            .formatted(product, warehouse));
    return STAGE.record(
        "order",
        """
        {"order_no": "%s", "channel": "web", "buyer": "张三丰", "phone": "%s", "province": "浙江",
         "city": "杭州", "address": "文三路 8 号", "warehouse": "%s", "paid_at": "%s",
         "lines": [{"sku": "%s", "name": "竹编收纳篮", "qty": 1, "price": 9}]}\
        """
            .formatted(no, PHONE, warehouse, Instant.now(), code));
  }

  private static void fill(Page customer, String name, String value) {
    customer.locator("[name=" + name + "]").fill(value);
  }

  private static void fits(Page page) {
    Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
  }

  @Test
  void e1_a_customer_asks_for_another_address_and_the_keeper_approves_on_the_phone() {
    String no = "E1-" + UUID.randomUUID().toString().substring(0, 8);
    String order = order(no);
    Page customer = phone();
    customer.navigate(
        STAGE.post(APP + "/pages/change_address/links", "{}").path("path").textValue());
    assertThat(customer.locator("h1")).hasText("修改收货地址");
    fill(customer, "order_no", no);
    fill(customer, "phone", "13800138124");
    fill(customer, "province", "广东省");
    fill(customer, "city", "广州");
    fill(customer, "address", "体育路 9 号");
    assertThat(Stage.send(customer).status()).isEqualTo(422);
    assertThat(customer.locator(".notice")).containsText("没有找到可以修改地址的订单");
    assertThat(customer.locator("[name=address]")).hasValue("体育路 9 号");
    assertThat(customer.content()).doesNotContain("文三路");
    fits(customer);

    fill(customer, "phone", PHONE);
    assertThat(Stage.send(customer).status()).isEqualTo(200);
    assertThat(customer.locator(".done")).containsText("已收到您的改址申请");

    Page keeper = phone();
    keeper.navigate("/app/order_hub/tasks");
    STAGE.signIn(keeper, "warehouse");
    Locator card = keeper.locator(".nacre-task").filter(new Locator.FilterOptions().setHasText(no));
    assertThat(card).containsText("改址审批：" + no + "，广东省广州");
    assertThat(card).not().containsText("超出配送范围");
    String task = card.getAttribute("data-task");
    card.click();
    Locator approve = keeper.locator("[data-task='" + task + "'] [data-action=approve]");
    assertThat(approve).isVisible();
    fits(keeper);
    approve.click();
    assertThat(card).hasCount(0);

    JsonNode changed =
        await()
            .atMost(Duration.ofSeconds(40))
            .until(
                () -> STAGE.get(APP + "/forms/order/records/" + order),
                found -> found.path("address").asText().equals("体育路 9 号"));
    assertThat(changed.path("province").asText()).isEqualTo("广东省");
    assertThat(changed.path("address_change").isNull()).isTrue();
  }
}
