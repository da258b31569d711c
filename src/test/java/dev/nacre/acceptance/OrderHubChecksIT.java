package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenarios of the order hub about what is looked at when an order arrives. */
class OrderHubChecksIT {
  @RegisterExtension static final Hub HUB = new Hub();

  private static String phone() {
    return "139" + ThreadLocalRandom.current().nextLong(10_000_000L, 99_999_999L);
  }

  private static JsonNode paid(String phone, String sku, int quantity, int price) {
    return HUB.order(
        "web",
        """
        "phone":"%s","province":"湖北","paid_at":"%s",
        "lines":[{"sku":"%s","qty":%d,"price":%d}]
        """
            .formatted(phone, Instant.now(), sku, quantity, price));
  }

  private static void assertHeldBack(String order) {
    HttpResponse<String> picked = HUB.tried("order", order, "{\"status\":\"picking\"}");
    assertThat(picked.statusCode()).as(picked.body()).isEqualTo(422);
    assertThat(picked.body()).contains("rule_blocks");
  }

  @Test
  void B2_a_first_large_order_is_reviewed_before_it_ships() {
    String phone = phone();
    String first = Hub.id(paid(phone, Hub.some("B2"), 1, 2001));
    assertHeldBack(first);
    HUB.until("order", first, "review", "waiting");
    assertHeldBack(first);
    HUB.decide(first, "approve");
    HUB.until("order", first, "review", "passed");
    HUB.change("order", first, "{\"status\":\"picking\"}");

    String second = Hub.id(paid(phone, Hub.some("B2"), 1, 2001));
    HUB.until("order", second, "review", "passed");
    assertThat(HUB.read(Hub.APP + "/tasks?record=" + second).path("tasks")).isEmpty();
    JsonNode small = paid(phone(), Hub.some("B2"), 1, 2000);
    assertThat(small.path("review").asText("")).isIn("", "null");
  }

  @Test
  void B2_special_goods_are_reviewed_and_a_refused_order_stays() {
    String sku = Hub.some("B2");
    HUB.product(sku, ",\"special\":true");
    String order = Hub.id(paid(phone(), sku, 1, 10));
    HUB.until("order", order, "review", "waiting");
    HUB.decide(order, "reject");
    HUB.until("order", order, "review", "refused");
    assertHeldBack(order);
    HUB.start("review_again", order);
    HUB.until("order", order, "review", "waiting");
    HUB.decide(order, "approve");
    HUB.until("order", order, "review", "passed");
    HUB.change("order", order, "{\"status\":\"picking\"}");
  }

  private static JsonNode promotion(String json) {
    String made =
        Hub.id(HUB.create("promotion", "{\"state\":\"planned\",\"name\":\"B6\"," + json + "}"));
    return HUB.until("promotion", made, "state", "running");
  }

  /** Waits for a gift; gives how many there are of each that comes with something. */
  private static List<String> gifts(String order) {
    return HUB.until(
        () -> {
          List<String> gifts =
              HUB.get("order", order)
                  .path("lines")
                  .valueStream()
                  .filter(line -> line.path("gift").asBoolean())
                  .map(line -> line.path("qty").asInt() + " of " + line.path("sku").asText())
                  .toList();
          return gifts.isEmpty() ? null : gifts;
        });
  }

  @Test
  void B6_for_every_two_that_are_bought_one_comes_free() {
    String sku = Hub.some("B6");
    promotion("\"kind\":\"gift\",\"product\":\"%s\",\"buy\":2".formatted(HUB.product(sku)));
    JsonNode order = HUB.order("web", "\"lines\":[%s]".formatted(Hub.line(sku, 5)));
    assertThat(gifts(Hub.id(order))).containsExactly("2 of " + sku);
    JsonNode with = HUB.get("order", Hub.id(order));
    Hub.assertNumber(with, "/amount").isEqualByComparingTo("45");
    Hub.assertNumber(with, "/lines/1/settlement").isEqualByComparingTo("0");

    String line = with.at("/lines/0/id").asText();
    HUB.change("order", Hub.id(order), "{\"lines\":{\"%s\":{\"qty\":7}}}".formatted(line));
    assertThat(
            HUB.until(
                () -> {
                  List<String> now = gifts(Hub.id(order));
                  return now.size() == 2 ? now : null;
                }))
        .as("what is missing comes besides")
        .containsExactly("2 of " + sku, "1 of " + sku);
    JsonNode one = HUB.order("web", "\"lines\":[%s]".formatted(Hub.line(sku, 1)));
    HUB.until("order", Hub.id(one), "home", HUB.get("order", Hub.id(order)).path("home").asText());
    assertThat(HUB.get("order", Hub.id(one)).path("lines")).hasSize(1);
  }

  @Test
  void B6_a_new_year_bag_brings_another_product_which_is_reserved_with_it() {
    String bag = Hub.some("BAG");
    String card = Hub.some("CARD");
    String warehouse = HUB.warehouse();
    String bags = HUB.product(bag, ",\"tag\":\"lucky_bag\"");
    String cards = HUB.product(card);
    HUB.stock(warehouse, bags, "\"available\":9");
    JsonNode shelf = HUB.stock(warehouse, cards, "\"available\":9");
    promotion("\"kind\":\"gift\",\"product\":\"%s\",\"gift\":\"%s\"".formatted(bags, cards));
    String order = HUB.paid(warehouse, Hub.line(bag, 3));
    assertThat(gifts(order)).containsExactly("3 of " + card);
    HUB.until("stock", Hub.id(shelf), "reserved", "3");
    assertThat(HUB.until("order", order, "goods", "held").path("labels").toString())
        .contains("gift_wrap");
  }

  @Test
  void B6_flash_sale_items_do_not_count_towards_a_full_reduction() {
    String flash = Hub.some("FLASH");
    String plain = Hub.some("PLAIN");
    promotion("\"kind\":\"flash\",\"product\":\"%s\"".formatted(HUB.product(flash)));
    JsonNode full = promotion("\"kind\":\"full\",\"channel\":\"jd\",\"threshold\":300,\"off\":40");
    try {
      JsonNode both = lines("jd", flash, plain, 310);
      Hub.assertNumber(both, "/eligible").isEqualByComparingTo("310");
      Hub.assertNumber(both, "/reduction").isEqualByComparingTo("40");
      assertThat(both.path("tag_promotion").asText()).isEqualTo("flash");
      Hub.assertNumber(lines("jd", flash, plain, 299), "/reduction").isEqualByComparingTo("0");
      Hub.assertNumber(lines("jd", flash, plain, 600), "/reduction").isEqualByComparingTo("80");
    } finally {
      HUB.change("promotion", Hub.id(full), "{\"state\":\"over\"}");
    }
    Hub.assertNumber(lines("jd", flash, plain, 600), "/reduction").isEqualByComparingTo("0");
  }

  private static JsonNode lines(String channel, String flash, String plain, int price) {
    return HUB.order(
        channel,
        """
        "lines":[{"sku":"%s","qty":1,"price":500},{"sku":"%s","qty":1,"price":%d}]
        """
            .formatted(flash, plain, price));
  }

  @Test
  void B7_a_presale_from_guangzhou_is_held_and_the_buyer_in_charge_is_told() {
    String sku = Hub.some("B7");
    String product = HUB.product(sku, ",\"buyer\":\"admin\",\"buyer_phone\":\"13800009911\"");
    LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(20);
    promotion(
        "\"kind\":\"presale\",\"product\":\"%s\",\"ship_from\":\"%s\"".formatted(product, day));
    JsonNode order = paid(phone(), sku, 1, 99);
    String id = Hub.id(order);
    JsonNode held = HUB.until("order", id, "presale", "held");
    assertThat(held.path("labels").toString()).contains("hold");
    assertThat(held.path("presale_until").asText()).isEqualTo(day.toString());
    assertHeldBack(id);
    JsonNode message =
        HUB.until(() -> HUB.outgoing("dingtalk", id).stream().findFirst().orElse(null));
    assertThat(message.toString()).contains("13800009911", held.path("order_no").asText());

    HUB.start("presale_release", id);
    HUB.until("order", id, "presale", "released");
    HUB.change("order", id, "{\"status\":\"picking\"}");
    String east =
        Hub.id(
            HUB.order(
                "web",
                "\"province\":\"浙江\",\"paid_at\":\"%s\",\"lines\":[%s]"
                    .formatted(Instant.now(), Hub.line(sku, 1))));
    Hub.soon().until(() -> !HUB.get("order", east).path("warehouse").asText("").isEmpty());
    assertThat(HUB.get("order", east).path("presale").asText("")).isIn("", "null");
  }
}
