package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.UUID;
import org.assertj.core.api.AbstractBigDecimalAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules of the order hub, and the scenarios that are decided by their tables. */
class OrderHubModulesIT {
  @RegisterExtension static final SharedNacre SHARED = new SharedNacre();

  private static final String HUB = "/api/v1/apps/order_hub";
  private static final String SECRET = "a shelf of pearls 7";

  private static String records(String form) {
    return HUB + "/forms/" + form + "/records";
  }

  private static JsonNode get(String form, String id) {
    return read(records(form) + "/" + id);
  }

  private static JsonNode read(String path) {
    HttpResponse<String> answer = SHARED.nacre().get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningNacre.json(answer);
  }

  private static JsonNode create(String form, String json) {
    HttpResponse<String> made = SHARED.nacre().post(records(form), json);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return RunningNacre.json(made);
  }

  private static JsonNode change(String form, String id, String json) {
    HttpResponse<String> changed = SHARED.nacre().patch(records(form) + "/" + id, json);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    return RunningNacre.json(changed);
  }

  private static String id(JsonNode record) {
    return record.path("id").asText();
  }

  /** Waits until workflows have brought a field of a record to that value. */
  private static JsonNode until(String form, String id, String field, String value) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> get(form, id).path(field).asText().equals(value));
    return get(form, id);
  }

  private static AbstractBigDecimalAssert<?> assertNumber(JsonNode record, String pointer) {
    return assertThat(new BigDecimal(record.at(pointer).asText())).as(pointer);
  }

  private static String some(String prefix) {
    return prefix
        + "-"
        + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
  }

  private static String product(String sku) {
    return id(
        create(
            "product",
            "{\"sku\":\"%s\",\"name\":\"%s\",\"price\":99,\"cost\":40}".formatted(sku, sku)));
  }

  private static JsonNode order(String channel, String more) {
    return create(
        "order",
        "{\"order_no\":\"%s\",\"channel\":\"%s\",\"address\":\"文三路 8 号\",%s}"
            .formatted(some("MOD"), channel, more));
  }

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
  void i1_every_module_is_there_with_sample_records_and_in_the_menu(String form) {
    assertThat(read(records(form) + "?limit=1").path("records")).isNotEmpty();
    assertThat(read(HUB + "/draft/app.json").path("menu").findValuesAsText("form")).contains(form);
    assertThat(read(HUB + "/draft/roles/manager.json").path("forms").has(form)).isTrue();
  }

  @Test
  void i1_a_role_sees_only_the_modules_that_it_was_given() {
    String keeper = account("mod.keeper", "warehouse");
    String sales = account("mod.sales", "sales");
    assertThat(status("GET", "price_rule", "", keeper)).isEqualTo(403);
    assertThat(status("GET", "survey", "", keeper)).isEqualTo(403);
    assertThat(status("GET", "stocktake", "", keeper)).isEqualTo(200);
    assertThat(status("GET", "stocktake", "", sales)).isEqualTo(403);
    assertThat(status("GET", "price_rule", "", sales)).isEqualTo(200);
    assertThat(status("POST", "price_rule", "{}", sales)).isEqualTo(403);
    JsonNode bundles =
        RunningNacre.json(SHARED.nacre().get(records("bundle") + "?limit=5", keeper));
    assertThat(bundles.toString()).contains("ZH-9001").doesNotContain("\"price\"", "\"worth\"");
  }

  private static String account(String user, String role) {
    SHARED
        .nacre()
        .post(
            "/api/v1/users",
            "{\"id\":\"%s\",\"name\":\"%s\",\"password\":\"%s\"}".formatted(user, user, SECRET));
    SHARED.nacre().put(HUB + "/members/" + user, "{\"roles\":[\"" + role + "\"]}");
    byte[] both = (user + ":" + SECRET).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static int status(String method, String form, String body, String who) {
    return SHARED.nacre().send(method, records(form), body, who).statusCode();
  }

  private static JsonNode rule(String product, String channel, String base, String more) {
    String made =
        id(
            create(
                "price_rule",
                "{\"product\":\"%s\",\"channel\":\"%s\",\"base\":%s,\"state\":\"planned\"%s}"
                    .formatted(product, channel, base, more)));
    return until("price_rule", made, "state", "in_force");
  }

  @Test
  void b3_price_rules_give_one_settlement_price_per_line_which_the_order_keeps() {
    String sku = some("B3");
    String product = product(sku);
    JsonNode all =
        rule(product, "all", "100", ",\"adjustment\":-10,\"tax_included\":false,\"tax_rate\":13");
    assertNumber(all, "/settlement").isEqualByComparingTo("101.70");
    JsonNode live = rule(product, "douyin", "95", "");

    JsonNode web = order("web", line(sku));
    assertNumber(web, "/lines/0/settlement").isEqualByComparingTo("101.70");
    JsonNode douyin = order("douyin", line(sku));
    assertNumber(douyin, "/lines/0/settlement").isEqualByComparingTo("95");
    assertThat(douyin.at("/lines/0/price_rule")).isEqualTo(live.path("rule_no"));
    assertNumber(douyin, "/settled").isEqualByComparingTo("190");
    assertNumber(douyin, "/price_gap").isEqualByComparingTo("8");

    JsonNode next = rule(product, "douyin", "90", "");
    assertThat(next.path("replaces").asText()).isEqualTo(id(live));
    assertThat(get("price_rule", id(live)).path("state").asText()).isEqualTo("retired");
    JsonNode kept = change("order", id(douyin), "{\"note\":\"改地址\"}");
    assertNumber(kept, "/lines/0/settlement").isEqualByComparingTo("95");
    assertNumber(order("douyin", line(sku)), "/lines/0/settlement").isEqualByComparingTo("90");
    assertNumber(order("web", line(some("NONE"))), "/settled")
        .as("without a rule the price settles")
        .isEqualByComparingTo("198");
  }

  @Test
  void b3_a_rule_that_begins_later_leaves_the_one_in_force() {
    String sku = some("B3");
    String product = product(sku);
    rule(product, "all", "100", "");
    JsonNode later =
        create(
            "price_rule",
            "{\"product\":\"%s\",\"base\":70,\"state\":\"planned\",\"valid_from\":\"%s\"}"
                .formatted(product, Instant.now().plus(30, ChronoUnit.DAYS)));
    assertNumber(order("web", line(sku)), "/lines/0/settlement").isEqualByComparingTo("100");
    assertThat(get("price_rule", id(later)).path("state").asText()).isEqualTo("planned");
    HttpResponse<String> changed =
        SHARED.nacre().patch(records("price_rule") + "/" + id(later), "{\"adjustment\":-71}");
    assertThat(changed.statusCode()).as("no price below zero").isEqualTo(422);
  }

  private static JsonNode tagged(String level, String shop, String sku) {
    String customer =
        id(
            create(
                "customer",
                "{\"external_no\":\"%s\",\"name\":\"周清和\",\"level\":\"%s\"}"
                    .formatted(some("B5"), level)));
    return order(
        "douyin",
        "\"shop\":\"%s\",\"customer\":\"%s\",\"promotions\":\"满 300 减 40\",%s"
            .formatted(shop, customer, line(sku)));
  }

  @Test
  void b5_four_tags_together_make_an_order_urgent_and_of_high_value() {
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
    return order(
        channel,
        "\"paid_at\":\"%s\",\"ordered_at\":\"%s\",%s".formatted(when, when, line("HM-3005")));
  }

  private static Duration between(JsonNode record, String from, String to) {
    return Duration.between(
        Instant.parse(record.path(from).asText()), Instant.parse(record.path(to).asText()));
  }

  private static JsonNode afterSales(JsonNode order, String more) {
    return create(
        "after_sales",
        "{\"order\":\"%s\",\"kind\":\"return\",\"amount\":99%s}".formatted(id(order), more));
  }

  @Test
  void b9_the_policy_of_the_channel_decides_deadlines() {
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
  void b9_the_policy_of_the_channel_decides_the_steps() {
    Instant now = Instant.now();
    JsonNode first = afterSales(paid("pdd", now), ",\"reason\":\"quality\"");
    JsonNode refunding = until("after_sales", id(first), "state", "refunding");
    assertNumber(get("refund", refunding.path("refund").asText()), "/amount")
        .isEqualByComparingTo("99");

    JsonNode second = afterSales(paid("douyin", now), ",\"reason\":\"quality\"");
    JsonNode waiting = until("after_sales", id(second), "state", "waiting");
    assertThat(waiting.path("refund").asText("")).isIn("", "null");
    assertThat(Instant.parse(waiting.path("parcel_by").asText()))
        .isBetween(now.plus(6, ChronoUnit.DAYS), now.plus(8, ChronoUnit.DAYS));
    change("after_sales", id(second), "{\"state\":\"received\"}");
    until("after_sales", id(second), "state", "refunding");

    JsonNode old = paid("douyin", now.minus(40, ChronoUnit.DAYS));
    HttpResponse<String> late =
        SHARED
            .nacre()
            .post(
                records("after_sales"),
                "{\"order\":\"%s\",\"kind\":\"return\",\"amount\":9,\"reason\":\"no_reason\"}"
                    .formatted(id(old)));
    assertThat(late.statusCode()).as(late.body()).isEqualTo(422);
    assertThat(late.body()).contains("rule_blocks");
  }

  private static String warehouse() {
    String code = some("C4").replace("-", "");
    return id(create("warehouse", "{\"code\":\"%s\",\"name\":\"%s\"}".formatted(code, code)));
  }

  @Test
  void c4_stock_stands_in_three_tiers_per_warehouse_and_lot() {
    String product = product(some("C4"));
    LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC);
    JsonNode stock =
        create(
            "stock",
            """
            {"product": "%s", "warehouse": "%s", "shelf": "Z-1", "available": 0, "lots": [
              {"lot_no": "LATE", "expires": "%s", "available": 30, "in_transit": 8},
              {"lot_no": "SOON", "expires": "%s", "available": 12, "reserved": 3},
              {"lot_no": "GONE", "expires": "%s", "available": 0}]}
            """
                .formatted(
                    product, warehouse(), day.plusDays(200), day.plusDays(40), day.plusDays(9)));
    assertThat(stock.path("available").asInt()).isEqualTo(42);
    assertThat(stock.path("reserved").asInt()).isEqualTo(3);
    assertThat(stock.path("in_transit").asInt()).isEqualTo(8);
    assertThat(stock.path("next_lot").asText()).isEqualTo("SOON");
    assertThat(stock.path("next_expiry").asText()).isEqualTo(day.plusDays(40).toString());
    JsonNode everywhere = get("product", product);
    assertThat(everywhere.path("in_stock").asInt()).isEqualTo(42);
    assertThat(everywhere.path("held").asInt()).isEqualTo(3);
    assertThat(everywhere.path("on_the_way").asInt()).isEqualTo(8);

    String soon = stock.at("/lots/1/id").asText();
    JsonNode picked =
        change("stock", id(stock), "{\"lots\":{\"%s\":{\"available\":0}}}".formatted(soon));
    assertThat(picked.path("available").asInt()).isEqualTo(30);
    assertThat(picked.path("next_lot").asText()).isEqualTo("LATE");
  }

  @Test
  void c4_ordered_goods_are_in_transit_until_they_arrive() {
    JsonNode stock =
        create(
            "stock",
            "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-2\",\"available\":50}"
                .formatted(product(some("C4")), warehouse()));
    String asked =
        id(create("replenishment", "{\"stock\":\"%s\",\"qty\":20}".formatted(id(stock))));
    change(
        "replenishment",
        asked,
        "{\"state\":\"ordered\",\"supplier\":\"绍兴纱布厂\",\"expected\":\"2030-01-01\"}");
    until("stock", id(stock), "in_transit", "20");
    change("replenishment", asked, "{\"state\":\"received\",\"received\":19}");
    assertThat(until("stock", id(stock), "available", "69").path("in_transit").asInt()).isZero();
  }

  private static JsonNode stock(String warehouse, String product, String numbers) {
    return create(
        "stock",
        "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-9\",%s}"
            .formatted(product, warehouse, numbers));
  }

  /** A paid order that ships from that warehouse. */
  private static String paid(String warehouse, String lines) {
    return id(
        order(
            "offline",
            "\"warehouse\":\"%s\",\"paid_at\":\"%s\",\"lines\":[%s]"
                .formatted(warehouse, Instant.now(), lines)));
  }

  private static String line(String sku, int quantity) {
    return "{\"sku\":\"%s\",\"qty\":%d,\"price\":9}".formatted(sku, quantity);
  }

  @Test
  void c3_an_order_reserves_all_of_its_goods_or_none() {
    String warehouse = warehouse();
    String much = some("C3");
    String little = some("C3");
    JsonNode there = stock(warehouse, product(much), "\"available\":10");
    JsonNode few = stock(warehouse, product(little), "\"available\":1");

    String both = paid(warehouse, line(much, 4) + "," + line(little, 2));
    until("order", both, "goods", "short");
    assertThat(get("stock", id(there)).path("available").asInt()).isEqualTo(10);

    change("stock", id(few), "{\"available\":5}");
    HttpResponse<String> again =
        SHARED
            .nacre()
            .post(HUB + "/workflows/hold_again/instances", "{\"record\":\"%s\"}".formatted(both));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
    until("order", both, "goods", "held");
    JsonNode held = get("stock", id(there));
    assertThat(held.path("available").asInt()).isEqualTo(6);
    assertThat(held.path("reserved").asInt()).isEqualTo(4);

    change("order", both, "{\"status\":\"cancelled\"}");
    JsonNode back = until("stock", id(there), "available", "10");
    assertThat(back.path("reserved").asInt()).isZero();
  }

  @Test
  void c4_the_lot_that_expires_first_leaves_first_and_one_that_has_all_of_it_is_preferred() {
    String warehouse = warehouse();
    String sku = some("C4");
    LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC);
    JsonNode stock =
        stock(
            warehouse,
            product(sku),
            """
            "lots": [{"lot_no": "LATE", "expires": "%s", "available": 30},
                     {"lot_no": "GONE", "expires": "%s", "available": 50},
                     {"lot_no": "SOON", "expires": "%s", "available": 3},
                     {"lot_no": "NEXT", "expires": "%s", "available": 8}]
            """
                .formatted(
                    day.plusDays(200), day.minusDays(2), day.plusDays(20), day.plusDays(40)));

    until("order", paid(warehouse, line(sku, 2)), "goods", "held");
    assertLots(id(stock), "30+0 50+0 1+2 8+0");
    String whole = paid(warehouse, line(sku, 7));
    until("order", whole, "goods", "held");
    assertLots(id(stock), "30+0 50+0 1+2 1+7");
    until("order", paid(warehouse, line(sku, 32)), "goods", "held");
    assertLots(id(stock), "0+30 50+0 0+3 0+8");

    change("order", whole, "{\"status\":\"shipped\"}");
    until("order", whole, "goods", "gone");
    assertLots(id(stock), "0+30 50+0 0+3 0+1");
    assertThat(get("stock", id(stock)).path("reserved").asInt()).isEqualTo(34);
  }

  private static void assertLots(String stock, String expected) {
    var lots = new ArrayList<String>();
    get("stock", stock)
        .path("lots")
        .forEach(
            lot -> lots.add(lot.path("available").asInt() + "+" + lot.path("reserved").asInt()));
    assertThat(String.join(" ", lots)).isEqualTo(expected);
  }

  @Test
  void c5_a_sold_bundle_takes_its_parts_off_the_shelf_in_proportion() {
    String warehouse = warehouse();
    String cup = product(some("C5"));
    String tea = product(some("C5"));
    JsonNode cups = stock(warehouse, cup, "\"available\":17");
    JsonNode teas = stock(warehouse, tea, "\"available\":9");
    String sku = some("C5");
    create(
        "bundle",
        """
        {"sku": "%s", "name": "下午茶", "price": 297,
         "parts": [{"product": "%s", "qty": 2}, {"product": "%s", "qty": 1}]}
        """
            .formatted(sku, cup, tea));

    String order = paid(warehouse, line(sku, 3));
    until("order", order, "goods", "held");
    JsonNode holds = read(records("order") + "/" + order + "/holds").path("holds");
    assertThat(holds).hasSize(2);
    assertThat(holds.at("/0/title").asText()).isEqualTo("Z-9");
    JsonNode by = read(records("stock") + "/" + id(cups) + "/holds").path("heldBy");
    assertThat(by).hasSize(1);
    assertThat(by.at("/0/record").asText()).isEqualTo(order);
    assertThat(by.at("/0/quantity").asInt()).isEqualTo(6);
    assertThat(get("stock", id(cups)).path("reserved").asInt()).isEqualTo(6);
    assertThat(get("stock", id(teas)).path("reserved").asInt()).isEqualTo(3);

    change("order", order, "{\"status\":\"shipped\"}");
    until("order", order, "goods", "gone");
    assertThat(get("stock", id(cups)).path("total").asInt()).isEqualTo(11);
    assertThat(get("stock", id(teas)).path("total").asInt()).isEqualTo(6);
  }

  @Test
  void c5_the_price_of_a_bundle_is_shared_among_its_parts_in_proportion() {
    String cup = product(some("C5"));
    String tea =
        id(
            create(
                "product", "{\"sku\":\"%s\",\"name\":\"茶\",\"price\":198}".formatted(some("C5"))));
    create(
        "stock",
        "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-3\",\"available\":17}"
            .formatted(cup, warehouse()));
    JsonNode bundle =
        create(
            "bundle",
            """
            {"sku": "%s", "name": "下午茶", "price": 297,
             "parts": [{"product": "%s", "qty": 2}, {"product": "%s", "qty": 1}]}
            """
                .formatted(some("C5"), cup, tea));
    assertNumber(bundle, "/worth").isEqualByComparingTo("396");
    assertNumber(bundle, "/saves").isEqualByComparingTo("99");
    assertNumber(bundle, "/parts/0/share").isEqualByComparingTo("50");
    assertNumber(bundle, "/parts/0/share_amount").isEqualByComparingTo("148.50");
    assertNumber(bundle, "/parts/1/share_amount").isEqualByComparingTo("148.50");
    assertThat(get("bundle", id(bundle)).at("/parts/0/in_stock").asInt()).isEqualTo(17);
  }

  @Test
  void c7_a_counted_difference_changes_the_stock_once_a_manager_approves() {
    JsonNode stock =
        create(
            "stock",
            "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-4\",\"available\":50}"
                .formatted(product(some("C7")), warehouse()));
    String count = id(create("stocktake", "{\"stock\":\"%s\"}".formatted(id(stock))));
    HttpResponse<String> unexplained =
        SHARED
            .nacre()
            .patch(records("stocktake") + "/" + count, "{\"counted\":47,\"state\":\"counted\"}");
    assertThat(unexplained.statusCode()).as("a difference has its reason").isEqualTo(422);
    change("stocktake", count, "{\"counted\":47,\"state\":\"counted\",\"reason\":\"damaged\"}");
    String tasks = HUB + "/tasks?record=" + count;
    await().atMost(Duration.ofMinutes(1)).until(() -> read(tasks).path("tasks").size() == 1);
    assertThat(get("stock", id(stock)).path("available").asInt()).isEqualTo(50);
    String task = read(tasks).at("/tasks/0/id").asText();
    assertThat(SHARED.nacre().post(HUB + "/tasks/" + task + "/approve", "{}").statusCode())
        .isEqualTo(200);
    until("stocktake", count, "state", "adjusted");
    assertThat(get("stock", id(stock)).path("available").asInt()).isEqualTo(47);
  }
}
