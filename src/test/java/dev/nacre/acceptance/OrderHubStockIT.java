package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenarios of the order hub about goods: what lies where, who holds it, what is counted. */
class OrderHubStockIT {
  @RegisterExtension static final Hub HUB = new Hub();

  @Test
  void C4_stock_stands_in_three_tiers_per_warehouse_and_lot() {
    String product = HUB.product(Hub.some("C4"));
    LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC);
    JsonNode stock =
        HUB.create(
            "stock",
            """
            {"product": "%s", "warehouse": "%s", "shelf": "Z-1", "available": 0, "lots": [
              {"lot_no": "LATE", "expires": "%s", "available": 30, "in_transit": 8},
              {"lot_no": "SOON", "expires": "%s", "available": 12, "reserved": 3},
              {"lot_no": "GONE", "expires": "%s", "available": 0}]}
            """
                .formatted(
                    product,
                    HUB.warehouse(),
                    day.plusDays(200),
                    day.plusDays(40),
                    day.plusDays(9)));
    assertThat(stock.path("available").asInt()).isEqualTo(42);
    assertThat(stock.path("reserved").asInt()).isEqualTo(3);
    assertThat(stock.path("in_transit").asInt()).isEqualTo(8);
    assertThat(stock.path("next_lot").asText()).isEqualTo("SOON");
    assertThat(stock.path("next_expiry").asText()).isEqualTo(day.plusDays(40).toString());
    JsonNode everywhere = HUB.get("product", product);
    assertThat(everywhere.path("in_stock").asInt()).isEqualTo(42);
    assertThat(everywhere.path("held").asInt()).isEqualTo(3);
    assertThat(everywhere.path("on_the_way").asInt()).isEqualTo(8);

    String soon = stock.at("/lots/1/id").asText();
    JsonNode picked =
        HUB.change("stock", Hub.id(stock), "{\"lots\":{\"%s\":{\"available\":0}}}".formatted(soon));
    assertThat(picked.path("available").asInt()).isEqualTo(30);
    assertThat(picked.path("next_lot").asText()).isEqualTo("LATE");
  }

  @Test
  void C4_ordered_goods_are_in_transit_until_they_arrive() {
    JsonNode stock =
        HUB.create(
            "stock",
            "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-2\",\"available\":50}"
                .formatted(HUB.product(Hub.some("C4")), HUB.warehouse()));
    String asked =
        Hub.id(
            HUB.create("replenishment", "{\"stock\":\"%s\",\"qty\":20}".formatted(Hub.id(stock))));
    HUB.change(
        "replenishment",
        asked,
        "{\"state\":\"ordered\",\"supplier\":\"绍兴纱布厂\",\"expected\":\"2030-01-01\"}");
    HUB.until("stock", Hub.id(stock), "in_transit", "20");
    HUB.change("replenishment", asked, "{\"state\":\"received\",\"received\":19}");
    assertThat(HUB.until("stock", Hub.id(stock), "available", "69").path("in_transit").asInt())
        .isZero();
  }

  @Test
  void C3_an_order_reserves_all_of_its_goods_or_none() {
    String warehouse = HUB.warehouse();
    String much = Hub.some("C3");
    String little = Hub.some("C3");
    JsonNode there = HUB.stock(warehouse, HUB.product(much), "\"available\":10");
    JsonNode few = HUB.stock(warehouse, HUB.product(little), "\"available\":1");

    String both = HUB.paid(warehouse, Hub.line(much, 4) + "," + Hub.line(little, 2));
    HUB.until("order", both, "goods", "short");
    assertThat(HUB.get("stock", Hub.id(there)).path("available").asInt()).isEqualTo(10);

    HUB.change("stock", Hub.id(few), "{\"available\":5}");
    HttpResponse<String> again =
        HUB.nacre()
            .post(
                Hub.APP + "/workflows/hold_again/instances", "{\"record\":\"%s\"}".formatted(both));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
    HUB.until("order", both, "goods", "held");
    JsonNode held = HUB.get("stock", Hub.id(there));
    assertThat(held.path("available").asInt()).isEqualTo(6);
    assertThat(held.path("reserved").asInt()).isEqualTo(4);

    HUB.change("order", both, "{\"status\":\"cancelled\"}");
    JsonNode back = HUB.until("stock", Hub.id(there), "available", "10");
    assertThat(back.path("reserved").asInt()).isZero();
  }

  @Test
  void C4_the_lot_that_expires_first_leaves_first_and_one_that_has_all_of_it_is_preferred() {
    String warehouse = HUB.warehouse();
    String sku = Hub.some("C4");
    LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC);
    JsonNode stock =
        HUB.stock(
            warehouse,
            HUB.product(sku),
            """
            "lots": [{"lot_no": "LATE", "expires": "%s", "available": 30},
                     {"lot_no": "GONE", "expires": "%s", "available": 50},
                     {"lot_no": "SOON", "expires": "%s", "available": 3},
                     {"lot_no": "NEXT", "expires": "%s", "available": 8}]
            """
                .formatted(
                    day.plusDays(200), day.minusDays(2), day.plusDays(20), day.plusDays(40)));

    HUB.until("order", HUB.paid(warehouse, Hub.line(sku, 2)), "goods", "held");
    assertLots(Hub.id(stock), "30+0 50+0 1+2 8+0");
    String whole = HUB.paid(warehouse, Hub.line(sku, 7));
    HUB.until("order", whole, "goods", "held");
    assertLots(Hub.id(stock), "30+0 50+0 1+2 1+7");
    HUB.until("order", HUB.paid(warehouse, Hub.line(sku, 32)), "goods", "held");
    assertLots(Hub.id(stock), "0+30 50+0 0+3 0+8");

    HUB.change("order", whole, "{\"status\":\"shipped\"}");
    HUB.until("order", whole, "goods", "gone");
    assertLots(Hub.id(stock), "0+30 50+0 0+3 0+1");
    assertThat(HUB.get("stock", Hub.id(stock)).path("reserved").asInt()).isEqualTo(34);
  }

  private static void assertLots(String stock, String expected) {
    var lots = new ArrayList<String>();
    HUB.get("stock", stock)
        .path("lots")
        .forEach(
            lot -> lots.add(lot.path("available").asInt() + "+" + lot.path("reserved").asInt()));
    assertThat(String.join(" ", lots)).isEqualTo(expected);
  }

  @Test
  void C5_a_sold_bundle_takes_its_parts_off_the_shelf_in_proportion() {
    String warehouse = HUB.warehouse();
    String cup = HUB.product(Hub.some("C5"));
    String tea = HUB.product(Hub.some("C5"));
    JsonNode cups = HUB.stock(warehouse, cup, "\"available\":17");
    JsonNode teas = HUB.stock(warehouse, tea, "\"available\":9");
    String sku = Hub.some("C5");
    HUB.create(
        "bundle",
        """
        {"sku": "%s", "name": "下午茶", "price": 297,
         "parts": [{"product": "%s", "qty": 2}, {"product": "%s", "qty": 1}]}
        """
            .formatted(sku, cup, tea));

    String order = HUB.paid(warehouse, Hub.line(sku, 3));
    HUB.until("order", order, "goods", "held");
    JsonNode holds = HUB.read(Hub.records("order") + "/" + order + "/holds").path("holds");
    assertThat(holds).hasSize(2);
    assertThat(holds.at("/0/title").asText()).isEqualTo("Z-9");
    JsonNode by = HUB.read(Hub.records("stock") + "/" + Hub.id(cups) + "/holds").path("heldBy");
    assertThat(by).hasSize(1);
    assertThat(by.at("/0/record").asText()).isEqualTo(order);
    assertThat(by.at("/0/quantity").asInt()).isEqualTo(6);
    assertThat(HUB.get("stock", Hub.id(cups)).path("reserved").asInt()).isEqualTo(6);
    assertThat(HUB.get("stock", Hub.id(teas)).path("reserved").asInt()).isEqualTo(3);

    HUB.change("order", order, "{\"status\":\"shipped\"}");
    HUB.until("order", order, "goods", "gone");
    assertThat(HUB.get("stock", Hub.id(cups)).path("total").asInt()).isEqualTo(11);
    assertThat(HUB.get("stock", Hub.id(teas)).path("total").asInt()).isEqualTo(6);
  }

  @Test
  void C5_the_price_of_a_bundle_is_shared_among_its_parts_in_proportion() {
    String cup = HUB.product(Hub.some("C5"));
    String tea =
        Hub.id(
            HUB.create(
                "product",
                "{\"sku\":\"%s\",\"name\":\"茶\",\"price\":198}".formatted(Hub.some("C5"))));
    HUB.create(
        "stock",
        "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-3\",\"available\":17}"
            .formatted(cup, HUB.warehouse()));
    JsonNode bundle =
        HUB.create(
            "bundle",
            """
            {"sku": "%s", "name": "下午茶", "price": 297,
             "parts": [{"product": "%s", "qty": 2}, {"product": "%s", "qty": 1}]}
            """
                .formatted(Hub.some("C5"), cup, tea));
    Hub.assertNumber(bundle, "/worth").isEqualByComparingTo("396");
    Hub.assertNumber(bundle, "/saves").isEqualByComparingTo("99");
    Hub.assertNumber(bundle, "/parts/0/share").isEqualByComparingTo("50");
    Hub.assertNumber(bundle, "/parts/0/share_amount").isEqualByComparingTo("148.50");
    Hub.assertNumber(bundle, "/parts/1/share_amount").isEqualByComparingTo("148.50");
    assertThat(HUB.get("bundle", Hub.id(bundle)).at("/parts/0/in_stock").asInt()).isEqualTo(17);
  }

  @Test
  void C7_a_counted_difference_changes_the_stock_once_a_manager_approves() {
    JsonNode stock =
        HUB.create(
            "stock",
            "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-4\",\"available\":50}"
                .formatted(HUB.product(Hub.some("C7")), HUB.warehouse()));
    String count = Hub.id(HUB.create("stocktake", "{\"stock\":\"%s\"}".formatted(Hub.id(stock))));
    HttpResponse<String> unexplained =
        HUB.nacre()
            .patch(
                Hub.records("stocktake") + "/" + count, "{\"counted\":47,\"state\":\"counted\"}");
    assertThat(unexplained.statusCode()).as("a difference has its reason").isEqualTo(422);
    HUB.change("stocktake", count, "{\"counted\":47,\"state\":\"counted\",\"reason\":\"damaged\"}");
    String tasks = Hub.APP + "/tasks?record=" + count;
    await().atMost(Duration.ofMinutes(1)).until(() -> HUB.read(tasks).path("tasks").size() == 1);
    assertThat(HUB.get("stock", Hub.id(stock)).path("available").asInt()).isEqualTo(50);
    String task = HUB.read(tasks).at("/tasks/0/id").asText();
    assertThat(HUB.nacre().post(Hub.APP + "/tasks/" + task + "/approve", "{}").statusCode())
        .isEqualTo(200);
    HUB.until("stocktake", count, "state", "adjusted");
    assertThat(HUB.get("stock", Hub.id(stock)).path("available").asInt()).isEqualTo(47);
  }

  @Test
  void C7_of_a_shelf_kept_by_lot_a_manager_says_which_lots() {
    JsonNode stock =
        HUB.stock(
            HUB.warehouse(),
            HUB.product(Hub.some("C7")),
            "\"lots\":[{\"lot_no\":\"L1\",\"available\":5},{\"lot_no\":\"L2\",\"available\":4}]");
    String shelf = Hub.id(stock);
    String count = Hub.id(HUB.create("stocktake", "{\"stock\":\"%s\"}".formatted(shelf)));
    HUB.change("stocktake", count, "{\"counted\":7,\"state\":\"counted\",\"reason\":\"damaged\"}");
    HUB.decide(count, "approve");
    JsonNode task = HUB.task(shelf);
    assertThat(task.path("title").toString()).contains("Z-9", "-2");
    assertThat(HUB.get("stocktake", count).path("state").asText()).isEqualTo("counted");

    String second = Hub.id(HUB.get("stock", shelf).at("/lots/1"));
    HttpResponse<String> done =
        HUB.nacre()
            .send(
                "POST",
                Hub.APP + "/tasks/" + Hub.id(task) + "/complete",
                "{\"data\":{\"lots\":{\"%s\":{\"available\":2}}}}".formatted(second),
                HUB.account("c7.manager", "manager"));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    HUB.until("stocktake", count, "state", "adjusted");
    JsonNode right = HUB.get("stock", shelf);
    assertThat(right.at("/lots/0/available").asInt()).isEqualTo(5);
    assertThat(right.at("/lots/1/available").asInt()).isEqualTo(2);
    assertThat(right.path("available").asInt()).isEqualTo(7);
  }

  @Test
  void C3_many_orders_at_once_never_oversell_a_shelf() {
    String warehouse = HUB.warehouse();
    String sku = Hub.some("C3");
    JsonNode shelf = HUB.stock(warehouse, HUB.product(sku), "\"available\":25");
    List<String> orders =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> HUB.paid(warehouse, Hub.line(sku, 4)))
            .toList();
    Hub.soon()
        .until(
            () ->
                orders.stream()
                    .map(order -> HUB.get("order", order).path("goods").asText(""))
                    .allMatch(goods -> goods.matches("held|short")));
    assertThat(orders)
        .filteredOn(order -> HUB.get("order", order).path("goods").asText().equals("held"))
        .hasSize(6);
    assertThat(HUB.get("stock", Hub.id(shelf)).path("available").asInt()).isEqualTo(1);
    assertThat(HUB.get("stock", Hub.id(shelf)).path("reserved").asInt()).isEqualTo(24);
  }

  @Test
  void C6_low_stock_asks_for_more_and_tells_purchasing_and_operations() {
    String name = Hub.some("C6");
    JsonNode shelf =
        HUB.stock(HUB.warehouse(), HUB.product(name), "\"available\":50,\"safety\":30");
    HUB.change("stock", Hub.id(shelf), "{\"available\":20}");
    JsonNode asked =
        HUB.until(
            () ->
                HUB.linked("replenishment", "stock", Hub.id(shelf)).stream()
                    .findFirst()
                    .orElse(null));
    assertThat(asked.path("qty").asInt()).isEqualTo(40);
    Hub.soon().until(() -> HUB.told(Hub.id(shelf)).toString().contains("purchasing: "));
    assertThat(HUB.told(Hub.id(shelf)).toString()).contains("manager: ", name);
  }

  @Test
  void C6_a_promise_less_than_four_hours_away_on_low_stock_is_told_to_purchasing() {
    HUB.account("c6.seller", "sales");
    String shop = Hub.some("C6SHOP");
    HUB.create(
        "shop",
        "{\"code\":\"%s\",\"name\":\"%s\",\"channel\":\"pdd\",\"owner\":\"c6.seller\"}"
            .formatted(shop, shop));
    String warehouse = HUB.warehouse();
    String low = Hub.some("LOW");
    String fine = Hub.some("FINE");
    HUB.stock(warehouse, HUB.product(low), "\"available\":43,\"safety\":30");
    HUB.stock(warehouse, HUB.product(fine), "\"available\":60,\"safety\":30");
    // what Pinduoduo promises is a day
    String near = near(shop, warehouse, low + "," + fine, Duration.ofHours(21));
    String far = near(shop, warehouse, low + "," + fine, Duration.ofHours(19));
    // that it stands still may be told first
    Hub.soon().until(() -> HUB.outgoing("wecom", near).toString().contains(low));
    assertThat(HUB.outgoing("wecom", near).toString()).contains("c6.seller").doesNotContain(fine);
    Hub.soon().until(() -> HUB.told(near).toString().contains("c6.seller: " + low));
    assertThat(HUB.told(near).toString()).contains("purchasing: " + low);
    assertThat(HUB.outgoing("wecom", far).toString()).doesNotContain(low);
  }

  private static String near(String shop, String warehouse, String skus, Duration ago) {
    String lines =
        Stream.of(skus.split(","))
            .map(
                sku -> "{\"sku\":\"%s\",\"name\":\"%s\",\"qty\":1,\"price\":9}".formatted(sku, sku))
            .collect(Collectors.joining(","));
    return Hub.id(
        HUB.order(
            "pdd",
            "\"shop\":\"%s\",\"warehouse\":\"%s\",\"paid_at\":\"%s\",\"lines\":[%s]"
                .formatted(shop, warehouse, Instant.now().minus(ago), lines)));
  }

  @Test
  void C7_the_monthly_stocktake_gives_every_shelf_its_count() {
    JsonNode shelf = HUB.stock(HUB.warehouse(), HUB.product(Hub.some("C7")), "\"available\":50");
    HUB.start("monthly_count");
    List<JsonNode> counts =
        HUB.until(
            () -> {
              List<JsonNode> now = HUB.linked("stocktake", "stock", Hub.id(shelf));
              return now.isEmpty() ? null : now;
            });
    assertThat(counts).hasSize(1);
    assertThat(counts.getFirst().path("booked").asInt()).isEqualTo(50);
    assertThat(counts.getFirst().path("state").asText()).isEqualTo("counting");
    HUB.start("monthly_count");
    HUB.change("stocktake", Hub.id(counts.getFirst()), "{\"counted\":50,\"state\":\"counted\"}");
    HUB.until("stocktake", Hub.id(counts.getFirst()), "state", "adjusted");
    assertThat(HUB.linked("stocktake", "stock", Hub.id(shelf))).hasSize(1);
  }
}
