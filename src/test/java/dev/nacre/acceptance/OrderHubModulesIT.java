package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules of the order hub, and the scenarios that are decided by their tables. */
class OrderHubModulesIT {
  @RegisterExtension static final Hub HUB = new Hub();

  private static String line(String sku) {
    return "\"lines\":[{\"sku\":\"%s\",\"qty\":2,\"price\":99}]".formatted(sku);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order",
        "product",
        "bundle",
        "stock",
        "warehouse",
        "customer",
        "shop",
        "shipment",
        "tracking",
        "after_sales",
        "ticket",
        "replenishment",
        "stocktake",
        "price_rule",
        "survey",
        "glossary",
        "policy"
      })
  void I1_every_module_is_there_with_sample_records_and_in_the_menu(String form) {
    assertThat(HUB.read(Hub.records(form) + "?limit=1").path("records")).isNotEmpty();
    assertThat(HUB.read(Hub.APP + "/draft/app.json").path("menu").findValuesAsText("form"))
        .contains(form);
    assertThat(HUB.read(Hub.APP + "/draft/roles/manager.json").path("forms").has(form)).isTrue();
  }

  @Test
  void I1_a_role_sees_only_the_modules_that_it_was_given() {
    String keeper = HUB.account("mod.keeper", "warehouse");
    String sales = HUB.account("mod.sales", "sales");
    assertThat(status("GET", "price_rule", "", keeper)).isEqualTo(403);
    assertThat(status("GET", "survey", "", keeper)).isEqualTo(403);
    assertThat(status("GET", "stocktake", "", keeper)).isEqualTo(200);
    assertThat(status("GET", "stocktake", "", sales)).isEqualTo(403);
    assertThat(status("GET", "price_rule", "", sales)).isEqualTo(200);
    assertThat(status("POST", "price_rule", "{}", sales)).isEqualTo(403);
    JsonNode bundles =
        RunningNacre.json(HUB.nacre().get(Hub.records("bundle") + "?limit=5", keeper));
    assertThat(bundles.toString()).contains("ZH-9001").doesNotContain("\"price\"", "\"worth\"");
  }

  private static int status(String method, String form, String body, String who) {
    return HUB.nacre().send(method, Hub.records(form), body, who).statusCode();
  }

  private static JsonNode rule(String product, String channel, String base, String more) {
    String made =
        Hub.id(
            HUB.create(
                "price_rule",
                "{\"product\":\"%s\",\"channel\":\"%s\",\"base\":%s,\"state\":\"planned\"%s}"
                    .formatted(product, channel, base, more)));
    return HUB.until("price_rule", made, "state", "in_force");
  }

  @Test
  void B3_price_rules_give_one_settlement_price_per_line_which_the_order_keeps() {
    String sku = Hub.some("B3");
    String product = HUB.product(sku);
    JsonNode all =
        rule(product, "all", "100", ",\"adjustment\":-10,\"tax_included\":false,\"tax_rate\":13");
    Hub.assertNumber(all, "/settlement").isEqualByComparingTo("101.70");
    JsonNode live = rule(product, "douyin", "95", "");

    JsonNode web = HUB.order("web", line(sku));
    Hub.assertNumber(web, "/lines/0/settlement").isEqualByComparingTo("101.70");
    JsonNode douyin = HUB.order("douyin", line(sku));
    Hub.assertNumber(douyin, "/lines/0/settlement").isEqualByComparingTo("95");
    assertThat(douyin.at("/lines/0/price_rule")).isEqualTo(live.path("rule_no"));
    Hub.assertNumber(douyin, "/settled").isEqualByComparingTo("190");
    Hub.assertNumber(douyin, "/price_gap").isEqualByComparingTo("8");

    JsonNode next = rule(product, "douyin", "90", "");
    assertThat(next.path("replaces").asText()).isEqualTo(Hub.id(live));
    assertThat(HUB.get("price_rule", Hub.id(live)).path("state").asText()).isEqualTo("retired");
    JsonNode kept = HUB.change("order", Hub.id(douyin), "{\"note\":\"改地址\"}");
    Hub.assertNumber(kept, "/lines/0/settlement").isEqualByComparingTo("95");
    Hub.assertNumber(HUB.order("douyin", line(sku)), "/lines/0/settlement")
        .isEqualByComparingTo("90");
    Hub.assertNumber(HUB.order("web", line(Hub.some("NONE"))), "/settled")
        .as("without a rule the price settles")
        .isEqualByComparingTo("198");
  }

  @Test
  void B3_a_rule_that_begins_later_leaves_the_one_in_force() {
    String sku = Hub.some("B3");
    String product = HUB.product(sku);
    rule(product, "all", "100", "");
    JsonNode later =
        HUB.create(
            "price_rule",
            "{\"product\":\"%s\",\"base\":70,\"state\":\"planned\",\"valid_from\":\"%s\"}"
                .formatted(product, Instant.now().plus(30, ChronoUnit.DAYS)));
    Hub.assertNumber(HUB.order("web", line(sku)), "/lines/0/settlement")
        .isEqualByComparingTo("100");
    assertThat(HUB.get("price_rule", Hub.id(later)).path("state").asText()).isEqualTo("planned");
    HttpResponse<String> changed =
        HUB.nacre().patch(Hub.records("price_rule") + "/" + Hub.id(later), "{\"adjustment\":-71}");
    assertThat(changed.statusCode()).as("no price below zero").isEqualTo(422);
  }

  private static JsonNode tagged(String level, String shop, String sku) {
    String customer =
        Hub.id(
            HUB.create(
                "customer",
                "{\"external_no\":\"%s\",\"name\":\"周清和\",\"level\":\"%s\"}"
                    .formatted(Hub.some("B5"), level)));
    return HUB.order(
        "douyin",
        "\"shop\":\"%s\",\"customer\":\"%s\",\"promotions\":\"满 300 减 40\",%s"
            .formatted(shop, customer, line(sku)));
  }

  @Test
  void B5_four_tags_together_make_an_order_urgent_and_of_high_value() {
    JsonNode precious = tagged("v3", "青瓷生活直播间", "CL-2001");
    assertThat(precious.path("tag_channel").asText()).isEqualTo("live");
    assertThat(precious.path("tag_level").asText()).isEqualTo("v3");
    assertThat(precious.path("tag_goods").asText()).isEqualTo("coat");
    assertThat(precious.path("tag_promotion").asText()).isEqualTo("full_reduction");
    assertThat(precious.path("labels").toString()).isEqualTo("[\"urgent\",\"high_value\",\"vip\"]");
    assertThat(precious.path("urgent").asBoolean()).isTrue();
    assertThat(precious.path("store").asText()).as("the shop's record").isNotEmpty();

    for (JsonNode other :
        new JsonNode[] {
          tagged("v1", "青瓷生活直播间", "CL-2001"),
          tagged("v3", "青瓷母婴抖音店", "CL-2001"),
          tagged("v3", "青瓷生活直播间", "HM-3004")
        }) {
      assertThat(other.path("labels").toString()).doesNotContain("urgent", "high_value");
      assertThat(other.path("urgent").asBoolean()).isFalse();
    }
  }

  private static JsonNode paid(String channel, Instant when) {
    return HUB.order(
        channel,
        "\"paid_at\":\"%s\",\"ordered_at\":\"%s\",%s".formatted(when, when, line("HM-3005")));
  }

  private static Duration between(JsonNode record, String from, String to) {
    return Duration.between(
        Instant.parse(record.path(from).asText()), Instant.parse(record.path(to).asText()));
  }

  private static JsonNode afterSales(JsonNode order, String more) {
    return HUB.create(
        "after_sales",
        "{\"order\":\"%s\",\"kind\":\"return\",\"amount\":99%s}".formatted(Hub.id(order), more));
  }

  @Test
  void B9_the_policy_of_the_channel_decides_deadlines() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    JsonNode pdd = paid("pdd", now);
    assertThat(between(pdd, "paid_at", "promised_by")).isEqualTo(Duration.ofDays(1));
    assertThat(pdd.path("invoice").asText()).isEqualTo("on_request");
    JsonNode douyin = paid("douyin", now);
    assertThat(between(douyin, "paid_at", "promised_by")).isEqualTo(Duration.ofDays(2));
    assertThat(douyin.path("invoice").asText()).isEqualTo("electronic");

    JsonNode quick = afterSales(pdd, ",\"reason\":\"quality\"");
    assertThat(between(quick, "requested_at", "answer_by")).isEqualTo(Duration.ofHours(6));
    assertThat(quick.path("freight_by").asText()).isEqualTo("seller");
    JsonNode slow = afterSales(douyin, ",\"reason\":\"quality\"");
    assertThat(between(slow, "requested_at", "answer_by")).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void B9_the_policy_of_the_channel_decides_the_steps() {
    Instant now = Instant.now();
    JsonNode first = afterSales(paid("pdd", now), ",\"reason\":\"quality\"");
    JsonNode refunding = HUB.until("after_sales", Hub.id(first), "state", "refunding");
    Hub.assertNumber(HUB.get("refund", refunding.path("refund").asText()), "/amount")
        .isEqualByComparingTo("99");

    JsonNode second = afterSales(paid("douyin", now), ",\"reason\":\"quality\"");
    JsonNode waiting = HUB.until("after_sales", Hub.id(second), "state", "waiting");
    assertThat(waiting.path("refund").asText("")).isIn("", "null");
    assertThat(Instant.parse(waiting.path("parcel_by").asText()))
        .isBetween(now.plus(6, ChronoUnit.DAYS), now.plus(8, ChronoUnit.DAYS));
    HUB.change("after_sales", Hub.id(second), "{\"state\":\"received\"}");
    HUB.until("after_sales", Hub.id(second), "state", "refunding");

    JsonNode old = paid("douyin", now.minus(40, ChronoUnit.DAYS));
    HttpResponse<String> late =
        HUB.nacre()
            .post(
                Hub.records("after_sales"),
                "{\"order\":\"%s\",\"kind\":\"return\",\"amount\":9,\"reason\":\"no_reason\"}"
                    .formatted(Hub.id(old)));
    assertThat(late.statusCode()).as(late.body()).isEqualTo(422);
    assertThat(late.body()).contains("rule_blocks");
  }
}
