package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.server.demo.Carrier;
import dev.nacre.server.demo.DouyinShop;
import dev.nacre.server.demo.GroupRobots;
import dev.nacre.server.demo.PaymentService;
import dev.nacre.server.demo.ShopApi;
import dev.nacre.server.demo.ShopServer;
import dev.nacre.server.demo.TaobaoShop;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenarios of the order hub in which it speaks with partners, through the packaged application
 * alone: connectors are pointed at make-believe partners as a merchant would point them at real
 * ones.
 */
class OrderHubPartnersIT {
  private static final String HUB = "/api/v1/apps/order_hub";
  private static final String SECRET = "what-both-sides-know";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final TaobaoShop TAOBAO = new TaobaoShop("23000001", () -> SECRET, () -> SECRET);
  private static final DouyinShop DOUYIN =
      new DouyinShop("7000000000000000001", () -> SECRET, () -> SECRET);
  private static final Carrier CARRIER =
      new Carrier("23000001", () -> SECRET, () -> SECRET, () -> SECRET, Duration.ofHours(5));
  private static final GroupRobots ROBOTS =
      new GroupRobots(() -> SECRET, () -> SECRET, () -> SECRET);

  private static final PaymentService PAYMENTS = new PaymentService(() -> SECRET);

  private static final Map<ShopApi, List<String>> PARTNERS =
      Map.of(
          TAOBAO, List.of("taobao"),
          DOUYIN, List.of("douyin"),
          CARRIER, List.of("cainiao", "kuaidi100"),
          PAYMENTS, List.of("payments"),
          ROBOTS, List.of("wecom", "dingtalk"));

  @TempDir private static Path folder;
  private static RunningNacre nacre;
  private static List<ShopServer> servers = List.of();

  @BeforeAll
  static void open() {
    nacre =
        RunningNacre.on(
            folder.resolve("data"),
            RunningNacre.freePort(),
            Map.of("NACRE_EGRESS_ALLOW", "127.0.0.1/32", "NACRE_MOMENTS_EVERY", "PT2S"));
    servers =
        PARTNERS.entrySet().stream()
            .map(
                partner -> {
                  var server = new ShopServer(partner.getKey(), InstantSource.system());
                  partner.getValue().forEach(connector -> move(connector, server));
                  return server;
                })
            .toList();
    for (String secret :
        List.of(
            "taobao_app_secret",
            "taobao_session",
            "douyin_app_secret",
            "douyin_access_token",
            "cainiao_app_secret",
            "cainiao_session",
            "kuaidi100_key",
            "payments_key",
            "wecom_robot",
            "dingtalk_token",
            "dingtalk_sign")) {
      HttpResponse<String> set =
          nacre.put(HUB + "/secrets/" + secret, "{\"value\":\"" + SECRET + "\"}");
      assertThat(set.statusCode()).isEqualTo(204);
    }
    assertThat(nacre.post(HUB + "/publish", "{}").statusCode()).isEqualTo(200);
  }

  /** Writes another address into the connector, in the draft. */
  private static void move(String connector, ShopServer server) {
    String file = HUB + "/draft/connectors/" + connector + ".json";
    String moved =
        nacre
            .get(file)
            .body()
            .replace(
                "http://" + connector + ".demo.test",
                "http://127.0.0.1:" + server.address().getPort());
    assertThat(nacre.put(file, moved).statusCode()).isEqualTo(200);
  }

  @AfterAll
  static void close() {
    if (nacre != null) {
      nacre.close();
    }
    servers.forEach(ShopServer::close);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(300));
  }

  private static JsonNode sample(String channel, String pointer) {
    try (InputStream in =
        OrderHubPartnersIT.class.getResourceAsStream("/channels/" + channel + ".json")) {
      return Json.MAPPER.readTree(in).at(pointer);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sells something at Taobao, paid; gives its number. */
  private static String sellAtTaobao() {
    ObjectNode trade =
        sample("taobao", "/trades_sold_increment_get_response/trades/trade/0").deepCopy();
    long number = 3_098_765_432_109_000_000L + COUNT.incrementAndGet() * 100L;
    String now = TIME.format(Instant.now().minusSeconds(2));
    trade.put("tid", number).put("created", now).put("modified", now).put("pay_time", now);
    TAOBAO.sell(trade);
    return String.valueOf(number);
  }

  private static String sellAtDouyin() {
    ObjectNode order = sample("douyin", "/data/shop_order_list/0").deepCopy();
    String number = String.valueOf(6_920_011_223_344_000_000L + COUNT.incrementAndGet());
    long now = Instant.now().getEpochSecond() - 2;
    order.put("order_id", number).put("create_time", now).put("update_time", now);
    order.put("pay_time", now);
    DOUYIN.sell(order);
    return number;
  }

  private static Optional<JsonNode> order(String number) {
    String filter = "{\"field\":\"order_no\",\"op\":\"eq\",\"value\":\"" + number + "\"}";
    JsonNode found =
        RunningNacre.json(
            nacre.get(HUB + "/forms/order/records?filter=" + RunningNacre.encode(filter)));
    return Optional.ofNullable(found.at("/records/0")).filter(JsonNode::isObject);
  }

  /** Has the connector polled until that order is there. */
  private static JsonNode polled(String connector, String number) {
    soon()
        .until(
            () -> {
              if (order(number).isEmpty()) {
                nacre.post(HUB + "/connectors/" + connector + "/run", "");
              }
              return order(number).isPresent();
            });
    return order(number).orElseThrow();
  }

  @Test
  void a1_orders_of_two_channels_land_in_one_form_with_a_source_tag() {
    String taobao = sellAtTaobao();
    String douyin = sellAtDouyin();
    JsonNode trade = polled("taobao", taobao);
    assertThat(trade.path("channel").asText()).isEqualTo("taobao");
    assertThat(trade.path("amount").decimalValue()).isEqualByComparingTo("208.80");
    assertThat(trade.path("status").asText()).isEqualTo("paid");
    JsonNode order = polled("douyin", douyin);
    assertThat(order.path("channel").asText()).isEqualTo("douyin");
    assertThat(order.path("amount").decimalValue()).isEqualByComparingTo("324.80");
    assertThat(order.path("createdBy").asText()).isEqualTo("connector:douyin");
    JsonNode connectors = RunningNacre.json(nacre.get(HUB + "/connectors"));
    assertThat(connectors.path("connectors"))
        .filteredOn(c -> c.path("id").asText().matches("taobao|douyin"))
        .extracting(c -> c.path("state").asText())
        .containsOnly("ready");
  }

  /** An order that is on its way; gives its record. */
  private static JsonNode shipped() {
    String number = sellAtTaobao();
    String record = "/forms/order/records/" + polled("taobao", number).path("id").asText();
    HttpResponse<String> packed = nacre.patch(HUB + record, "{\"status\":\"packed\"}");
    assertThat(packed.statusCode()).as(packed.body()).isEqualTo(200);
    soon().until(() -> TAOBAO.shipped(number).isPresent());
    return RunningNacre.json(nacre.get(HUB + record));
  }

  @Test
  void d2_packed_gets_a_waybill_which_is_stored_and_written_back_to_the_shop() {
    JsonNode order = shipped();
    String number = order.path("order_no").asText();
    String waybill = CARRIER.waybill(number).orElseThrow();
    assertThat(order.path("tracking_no").asText()).isEqualTo(waybill);
    assertThat(order.path("status").asText()).isEqualTo("shipped");
    assertThat(TAOBAO.shipped(number)).contains(waybill);
    soon().until(() -> outgoing(order).size() == 2);
    assertThat(outgoing(order))
        .extracting(e -> e.path("connector").asText(), e -> e.path("state").asText())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("taobao", "sent"),
            org.assertj.core.groups.Tuple.tuple("cainiao", "sent"));
  }

  private static List<JsonNode> outgoing(JsonNode record) {
    JsonNode entries = RunningNacre.json(nacre.get(HUB + "/outbox?limit=500")).path("entries");
    return entries
        .valueStream()
        .filter(e -> e.path("record").equals(record.path("id")))
        .filter(e -> e.path("state").asText().equals("sent"))
        .toList();
  }

  @Test
  void d4_tracking_is_shown_and_a_parcel_without_movement_for_48_hours_is_told_to_the_group() {
    JsonNode order = shipped();
    String id = order.path("id").asText();
    Instant stopped = Instant.now().minus(Duration.ofHours(49));
    CARRIER.strand(order.path("tracking_no").asText(), "【杭州转运中心】已发出", stopped);
    HttpResponse<String> asked =
        nacre.post(HUB + "/workflows/look_for_parcel/instances", "{\"record\":\"" + id + "\"}");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);
    String number = order.path("order_no").asText();
    soon().until(() -> said(number).isPresent());
    assertThat(said(number).orElseThrow().at("/markdown/content").asText())
        .contains(
            number, order.path("buyer").asText(), "49 小时没有更新", "/app/order_hub/record/order/" + id);
    JsonNode now = RunningNacre.json(nacre.get(HUB + "/forms/order/records/" + id));
    assertThat(now.path("last_place").asText()).isEqualTo("【杭州转运中心】已发出");
  }

  private static Optional<JsonNode> said(String words) {
    return ROBOTS.messages().stream().filter(m -> m.toString().contains(words)).findFirst();
  }

  private static JsonNode refund(String amount, String orderNumber) {
    return refund("web", amount, orderNumber);
  }

  private static JsonNode refund(String channel, String amount, String orderNumber) {
    HttpResponse<String> made =
        nacre.post(
            HUB + "/forms/refund/records",
            """
            {"channel": "%s", "order_no": "%s", "reason": "quality", "amount": %s}\
            """
                .formatted(channel, orderNumber, amount));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return RunningNacre.json(made);
  }

  /** Approves as somebody of that role: who asked for a refund may not. */
  private static void approve(JsonNode refund, String role) {
    String who = nacre.account("order_hub", "e3." + role, role);
    String tasks = HUB + "/tasks?record=" + refund.path("id").asText();
    soon().until(() -> RunningNacre.json(nacre.get(tasks)).path("tasks").size() == 1);
    String task = RunningNacre.json(nacre.get(tasks)).at("/tasks/0/id").asText();
    HttpResponse<String> answer =
        nacre.send("POST", HUB + "/tasks/" + task + "/approve", "{}", who);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String state(JsonNode refund) {
    String path = HUB + "/forms/refund/records/" + refund.path("id").asText();
    return RunningNacre.json(nacre.get(path)).path("state").asText();
  }

  @Test
  void e3_a_refund_of_200_takes_one_approval_and_a_larger_one_two_and_is_announced() {
    JsonNode small = refund("200", "E3-SMALL");
    approve(small, "finance");
    assertThat(state(small)).isEqualTo("refunded");

    JsonNode large = refund("200.01", "E3-LARGE");
    approve(large, "finance");
    assertThat(state(large)).isEqualTo("requested");
    approve(large, "manager");
    assertThat(state(large)).isEqualTo("refunded");
    soon().until(() -> said("E3-LARGE").isPresent());
    assertThat(said("E3-LARGE").orElseThrow().at("/markdown/text").asText())
        .contains("大额退款", "200.01");
    assertThat(said("E3-SMALL")).isEmpty();
  }

  @Test
  void e7_the_payment_service_pays_a_refund_once_whatever_is_clicked_or_lost() {
    JsonNode refund = refund("wechat", "88.8", "E7-WECHAT");
    String id = refund.path("id").asText();
    String number = refund.path("refund_no").asText();
    // the button of the workflow, pressed besides
    HttpResponse<String> besides =
        nacre.post(HUB + "/workflows/refund/instances", "{\"record\":\"" + id + "\"}");
    assertThat(besides.statusCode()).as(besides.body()).isEqualTo(201);
    String tasks = HUB + "/tasks?record=" + id;
    soon().until(() -> RunningNacre.json(nacre.get(tasks)).path("tasks").size() == 2);
    int before = PAYMENTS.asked();
    PAYMENTS.loseAnAnswer();
    String finance = nacre.account("order_hub", "e7.finance", "finance");
    for (JsonNode task : RunningNacre.json(nacre.get(tasks)).path("tasks")) {
      nacre.send("POST", HUB + "/tasks/" + task.path("id").asText() + "/approve", "{}", finance);
    }
    soon().until(() -> state(refund).equals("refunded"));
    assertThat(PAYMENTS.asked() - before).as("the lost answer was asked for again").isEqualTo(2);
    assertThat(PAYMENTS.refunds())
        .filteredOn(paid -> paid.number().equals(number))
        .singleElement()
        .satisfies(paid -> assertThat(paid.fen()).isEqualTo(8880))
        .satisfies(paid -> assertThat(paid.order()).isEqualTo("E7-WECHAT"));
    String filter = "{\"field\":\"refund\",\"op\":\"eq\",\"value\":\"" + id + "\"}";
    JsonNode ledger =
        RunningNacre.json(
                nacre.get(HUB + "/forms/payment/records?filter=" + RunningNacre.encode(filter)))
            .path("records");
    assertThat(ledger).hasSize(1);
    assertThat(ledger.at("/0/state").asText()).isEqualTo("paid");
    assertThat(ledger.at("/0/reference").asText()).isEqualTo(number);
    assertThat(PAYMENTS.refunds())
        .extracting(PaymentService.Refund::id)
        .contains(ledger.at("/0/service_no").asText());
  }

  /** Polls it now; a poll that is under way still has the settings that it began with. */
  private static void run(String connector) {
    String path = HUB + "/connectors/" + connector + "/run";
    soon().until(() -> nacre.post(path, "").statusCode() != 409);
  }

  @Test
  void tellsAWrongSecretAtItsConnectorAndGoesOnWithTheOthers() {
    nacre.put(HUB + "/secrets/douyin_app_secret", "{\"value\":\"wrong\"}");
    try {
      run("douyin");
      soon().until(() -> connector("douyin").path("state").asText().equals("failing"));
      assertThat(connector("douyin").at("/problems/0/message").asText())
          .contains("40003 isv.sign-invalid");
      String taobao = sellAtTaobao();
      assertThat(polled("taobao", taobao).path("channel").asText()).isEqualTo("taobao");
    } finally {
      nacre.put(HUB + "/secrets/douyin_app_secret", "{\"value\":\"" + SECRET + "\"}");
      run("douyin");
    }
    soon().until(() -> connector("douyin").path("state").asText().equals("ready"));
  }

  @Test
  void tellsOfAPrivateAddressAndOfAPartnerThatNeverAnswersAndGoesOnWithTheOthers()
      throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      draft("silent", "http://127.0.0.1:" + silent.getLocalPort());
      draft("inside", "http://10.0.0.1");
      assertThat(nacre.post(HUB + "/publish", "{}").statusCode()).isEqualTo(200);
      soon().until(() -> connector("silent").path("state").asText().equals("failing"));
      soon().until(() -> connector("inside").path("state").asText().equals("failing"));
      assertThat(connector("silent").at("/problems/0/message").asText())
          .contains("gave no whole answer within");
      assertThat(connector("inside").at("/problems/0/message").asText())
          .contains("10.0.0.1", "private");
      String taobao = sellAtTaobao();
      assertThat(polled("taobao", taobao).path("channel").asText()).isEqualTo("taobao");
    } finally {
      for (String connector : List.of("silent", "inside")) {
        nacre.delete(HUB + "/draft/connectors/" + connector + ".json");
      }
      nacre.post(HUB + "/publish", "{}");
    }
  }

  /** A connector to that address, in the draft. */
  private static void draft(String id, String address) {
    String json =
        """
        {"id": "%s", "kind": "http", "settings": {"baseUrl": "%s", "timeout": "PT2S", "retry": {"tries": 1}},
         "operations": [{"id": "list", "request": {"path": "/orders"}, "items": "/list"}],
         "ingest": [{"id": "orders", "operation": "list", "every": "PT10M", "form": "order",
           "key": ["channel", "order_no"], "map": {"channel": {"value": "web"}, "order_no": "/id"}}]}\
        """
            .formatted(id, address);
    assertThat(nacre.put(HUB + "/draft/connectors/" + id + ".json", json).statusCode())
        .isEqualTo(200);
  }

  private static JsonNode connector(String id) {
    return RunningNacre.json(nacre.get(HUB + "/connectors"))
        .path("connectors")
        .valueStream()
        .filter(c -> c.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
