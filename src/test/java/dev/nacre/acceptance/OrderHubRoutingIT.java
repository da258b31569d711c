package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenarios of the order hub about which warehouse an order leaves from. */
class OrderHubRoutingIT {
  @RegisterExtension static final Hub HUB = new Hub();

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private static String paid(String province, String channel, LocalTime at, String line) {
    Instant when = LocalDate.now(SHANGHAI).atTime(at).atZone(SHANGHAI).toInstant();
    return Hub.id(
        HUB.order(
            channel,
            "\"province\":\"%s\",\"paid_at\":\"%s\",\"lines\":[%s]"
                .formatted(province, when, line)));
  }

  private static JsonNode routed(String order) {
    Hub.soon().until(() -> HUB.get("order", order).path("warehouse").asText("").length() == 36);
    return HUB.get("order", order);
  }

  private static String code(JsonNode order) {
    return HUB.get("warehouse", order.path("warehouse").asText()).path("code").asText();
  }

  @Test
  void C1_provinces_and_goods_decide_the_warehouse() {
    LocalTime ten = LocalTime.of(10, 0);
    String cup = Hub.line("HM-3004", 1);
    String onesie = "{\"sku\":\"BB-1001\",\"name\":\"婴儿纯棉连体衣\",\"qty\":1,\"price\":89}";
    assertThat(code(routed(paid("浙江省", "web", ten, cup)))).isEqualTo("HZ");
    assertThat(code(routed(paid("湖北", "web", ten, cup)))).isEqualTo("GZ");
    assertThat(code(routed(paid("湖北", "douyin", ten, onesie)))).isEqualTo("HZ");
    assertThat(code(routed(paid("湖北", "web", ten, onesie)))).isEqualTo("GZ");
  }

  @Test
  void C1_what_is_paid_before_the_cut_off_is_urgent_vip() {
    String cup = Hub.line("HM-3004", 1);
    JsonNode early = routed(paid("湖北", "web", LocalTime.of(15, 59), cup));
    assertThat(early.path("urgent").asBoolean()).isTrue();
    assertThat(early.path("labels").toString()).contains("urgent", "vip");
    JsonNode late = routed(paid("湖北", "web", LocalTime.of(16, 0), cup));
    assertThat(late.path("urgent").asBoolean()).isFalse();
    assertThat(late.path("labels").toString()).doesNotContain("urgent", "vip");
  }

  private static String waiting(String home, int count) {
    var changes = new ArrayList<String>();
    String day = Hub.some("C2");
    for (int i = 0; i < count; i++) {
      changes.add(
          """
          {"op":"create","data":{"order_no":"%s-%d","channel":"web","address":"a","home":"%s",
           "status":"paid","paid_at":"%s","note":"%s","lines":[{"sku":"C2","qty":1,"price":9}]}}
          """
              .formatted(day, i, home, Instant.now(), day));
    }
    JsonNode made =
        RunningNacre.json(
            HUB.nacre()
                .post(
                    Hub.records("order") + ":batch",
                    "{\"changes\":[" + String.join(",", changes) + "]}"));
    assertThat(made.path("results")).hasSize(count);
    return day;
  }

  /** The orders of that batch by the warehouse that they stand in. */
  private static List<String> warehouses(String batch) {
    return HUB
        .find("order", "{\"field\":\"note\",\"op\":\"eq\",\"value\":\"" + batch + "\"}")
        .stream()
        .map(order -> order.path("warehouse").asText(""))
        .toList();
  }

  @Test
  void C2_a_full_warehouse_is_helped_and_a_closed_one_gives_its_orders_to_a_temporary_one() {
    String home = HUB.warehouse(",\"capacity\":3");
    HUB.until(() -> HUB.linked("warehouse_day", "warehouse", home).size() == 2 ? true : null);
    String batch = waiting(home, 5);
    Hub.soon().until(() -> warehouses(batch).stream().allMatch(w -> w.length() == 36));
    assertThat(warehouses(batch)).filteredOn(home::equals).hasSize(3);

    String stand = HUB.warehouse(",\"capacity\":2000000,\"temporary\":true");
    HUB.until(() -> HUB.linked("warehouse_day", "warehouse", stand).size() == 2 ? true : null);
    HUB.change("warehouse", home, "{\"enabled\":false}");
    Hub.soon().until(() -> warehouses(batch).stream().filter(stand::equals).count() == 3);
    assertThat(warehouses(batch)).doesNotContain(home);
    String late = waiting(home, 1);
    Hub.soon().until(() -> warehouses(late).equals(List.of(stand)));
    HUB.change("warehouse", stand, "{\"enabled\":false}");
  }

  private record Two(String near, String far, String cup, String tea) {}

  /** Two warehouses, of which the first is nearer to Hubei. */
  private static Two two() {
    var two = new Two(HUB.warehouse(), HUB.warehouse(), Hub.some("CUP"), Hub.some("TEA"));
    reach(two.near(), "1");
    reach(two.far(), "4");
    return two;
  }

  private static void reach(String warehouse, String days) {
    HUB.create(
        "reach",
        "{\"warehouse\":\"%s\",\"region\":\"华中\",\"days\":%s,\"cost\":5}"
            .formatted(warehouse, days));
  }

  private static String order(String warehouse, String lines) {
    return Hub.id(
        HUB.order(
            "web",
            "\"province\":\"湖北\",\"warehouse\":\"%s\",\"paid_at\":\"%s\",\"lines\":[%s]"
                .formatted(warehouse, Instant.now(), lines)));
  }

  @Test
  void C8_the_nearest_that_has_everything_takes_what_the_first_choice_lacks() {
    Two two = two();
    String home = HUB.warehouse();
    String cups = HUB.product(two.cup());
    HUB.stock(home, cups, "\"available\":1");
    HUB.stock(two.far(), cups, "\"available\":50");
    HUB.stock(two.near(), cups, "\"available\":5");
    String order = order(home, Hub.line(two.cup(), 4));
    JsonNode held = HUB.until("order", order, "goods", "held");
    assertThat(held.path("warehouse").asText()).isEqualTo(two.near());
    assertThat(held.path("split").asBoolean()).isFalse();
    assertThat(HUB.linked("offer", "order", order))
        .extracting(offer -> offer.path("warehouse").asText())
        .contains(home, two.near(), two.far());
  }

  @Test
  void C8_an_order_that_no_warehouse_can_fill_is_split_and_its_parts_are_one_order() {
    Two two = two();
    String cups = HUB.product(two.cup());
    String teas = HUB.product(two.tea());
    JsonNode nearCups = HUB.stock(two.near(), cups, "\"available\":3");
    JsonNode farCups = HUB.stock(two.far(), cups, "\"available\":2");
    HUB.stock(two.far(), teas, "\"available\":9");
    String order = order(two.near(), Hub.line(two.cup(), 5) + "," + Hub.line(two.tea(), 1));
    JsonNode held = HUB.until("order", order, "goods", "held");
    assertThat(held.path("split").asBoolean()).isTrue();
    Hub.assertNumber(held, "/amount").isEqualByComparingTo("54");
    assertThat(HUB.get("stock", Hub.id(nearCups)).path("reserved").asInt()).isEqualTo(3);
    assertThat(HUB.get("stock", Hub.id(farCups)).path("reserved").asInt()).isEqualTo(2);

    HUB.until("order", order, "parts", "2");
    List<JsonNode> parts = HUB.linked("shipment", "order", order);
    assertThat(parts)
        .extracting(part -> part.path("warehouse").asText())
        .containsExactlyInAnyOrder(two.near(), two.far());
    String send = "{\"state\":\"moving\",\"carrier\":\"中通快递\",\"tracking_no\":\"%s\"}";
    HUB.change("shipment", Hub.id(parts.get(0)), send.formatted(Hub.some("ZT")));
    HUB.until("order", order, "parts_here", "1");
    assertThat(HUB.get("order", order).path("status").asText()).isEqualTo("paid");
    HUB.change("shipment", Hub.id(parts.get(1)), send.formatted(Hub.some("ZT")));
    HUB.until("order", order, "status", "shipped");
    HUB.until("order", order, "goods", "gone");
    assertThat(HUB.get("stock", Hub.id(farCups)).path("total").asInt()).isZero();
  }

  @Test
  void C8_transfers_reserve_travel_and_arrive_the_most_pressing_first() {
    Two two = two();
    String cups = HUB.product(two.cup());
    JsonNode from = HUB.stock(two.near(), cups, "\"available\":10");
    String transfer = "{\"product\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"qty\":%d%s}";
    String one =
        Hub.id(HUB.create("transfer", transfer.formatted(cups, two.near(), two.far(), 6, "")));
    HUB.until("transfer", one, "state", "ready");
    String much =
        Hub.id(
            HUB.create(
                "transfer", transfer.formatted(cups, two.near(), two.far(), 5, ",\"priority\":1")));
    HUB.until("transfer", much, "state", "lacking");
    JsonNode open =
        HUB.read(
            Hub.records("transfer")
                + "?limit=500&sort=priority&filter="
                + RunningNacre.encode(
                    "{\"field\":\"product\",\"op\":\"eq\",\"value\":\"" + cups + "\"}"));
    assertThat(Hub.id(open.at("/records/0"))).isEqualTo(much);

    HUB.change("transfer", one, "{\"state\":\"sent\"}");
    JsonNode there =
        HUB.until(
            () ->
                HUB.linked("stock", "warehouse", two.far()).stream()
                    .filter(s -> s.path("in_transit").asInt() == 6)
                    .findFirst()
                    .orElse(null));
    HUB.until("stock", Hub.id(from), "total", "4");
    HUB.change("transfer", one, "{\"state\":\"received\",\"arrived\":5}");
    assertThat(HUB.until("stock", Hub.id(there), "available", "5").path("in_transit").asInt())
        .isZero();
  }
}
