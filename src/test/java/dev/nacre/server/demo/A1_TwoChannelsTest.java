package dev.nacre.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Compared;
import dev.nacre.connector.Compared.State;
import dev.nacre.connector.PollState;
import dev.nacre.connector.TestHub;
import dev.nacre.event.EntryState;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Scenarios A1 and A8: orders of two channels land in one form, each by its own mapping, and it is
 * found out whether all of them came.
 */
class A1_TwoChannelsTest {
  private final TestHub hub = new TestHub(TestApp.of(pack()));
  private final TaobaoShop taobao =
      new TaobaoShop("23000001", () -> "top-secret", () -> "top-session");
  private final DouyinShop douyin =
      new DouyinShop("7000000000000000001", () -> "dy-secret", () -> "dy-token");
  private final ShopServer taobaoServer = new ShopServer(taobao, () -> hub.app.now);
  private final ShopServer douyinServer = new ShopServer(douyin, () -> hub.app.now);

  @BeforeEach
  void open() throws IOException {
    hub.app.now = Instant.parse("2025-11-11T02:30:00Z"); // 10:30 in the shops' zone
    hub.secrets.putAll(
        Map.of(
            "taobao_app_secret", "top-secret",
            "taobao_session", "top-session",
            "douyin_app_secret", "dy-secret",
            "douyin_access_token", "dy-token"));
    moved("taobao", taobaoServer, "/router/rest");
    moved("douyin", douyinServer, "");
    sample("taobao")
        .at("/trades_sold_increment_get_response/trades/trade")
        .forEach(trade -> taobao.sell((ObjectNode) trade));
    sample("douyin").at("/data/shop_order_list").forEach(order -> douyin.sell((ObjectNode) order));
  }

  @AfterEach
  void close() {
    taobaoServer.close();
    douyinServer.close();
  }

  @Test
  void a1_two_channels_land_in_one_order_form() {
    poll();
    assertThat(hub.entries()).extracting(e -> e.findings()).allMatch(f -> f.isEmpty());
    assertThat(hub.records("order")).hasSize(10);

    // ids of 19 digits exactly, yuan in texts, local times
    StoredRecord trade = order("3098765432109876501");
    assertThat(trade.get("channel")).isEqualTo("taobao");
    assertThat(trade.get("status")).isEqualTo("paid");
    assertThat(trade.get("ordered_at")).isEqualTo(Instant.parse("2025-11-10T16:01:07Z"));
    assertThat((BigDecimal) trade.get("amount")).isEqualByComparingTo("208.80");
    assertThat((BigDecimal) trade.get("payable")).isEqualByComparingTo("184.80");
    assertThat(trade.get("phone")).isNull(); // covered there
    assertThat(order("3098765432109877601").get("status")).isEqualTo("shipped");
    assertThat(order("3098765432109878701").get("status")).isEqualTo("unpaid");
    assertThat((BigDecimal) order("3098765432109879801").get("payable"))
        .isEqualByComparingTo("1199.00");
    assertThat((BigDecimal) order("3098765432109870901").get("payable"))
        .isEqualByComparingTo("188.00");

    // fen, seconds since 1970, 0 for no time
    StoredRecord order = order("6920011223344556601");
    assertThat(order.get("channel")).isEqualTo("douyin");
    assertThat(order.get("status")).isEqualTo("paid");
    assertThat(order.get("ordered_at")).isEqualTo(Instant.ofEpochSecond(1762790465));
    assertThat((BigDecimal) order.get("amount")).isEqualByComparingTo("324.80");
    assertThat((BigDecimal) order.get("freight")).isEqualByComparingTo("6.00");
    assertThat((BigDecimal) order.get("payable")).isEqualByComparingTo("278.80");
    assertThat(order.get("note")).isEqualTo("快点发货呀🚀🚀");
    assertThat(order("6920011223344556603").get("paid_at")).isNull();
    assertThat(order("6920011223344556603").get("status")).isEqualTo("unpaid");
    assertThat(order("6920011223344556605").get("address")).asString().contains("XX大厦");
  }

  @Test
  void a1_a_page_that_comes_again_changes_nothing() {
    poll();
    var before = hub.records("order").stream().map(StoredRecord::version).toList();
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(10));
    poll(); // the overlap brings some again
    var entries = hub.ledger.states("order_hub", null);
    assertThat(entries.keySet()).containsOnly(EntryState.DONE, EntryState.SKIPPED);
    assertThat(hub.records("order").stream().map(StoredRecord::version).toList()).isEqualTo(before);
    assertThat(hub.records("order")).hasSize(10);
  }

  @Test
  void a1_a_newer_state_arrives_and_an_older_one_is_left_out() throws IOException {
    poll();
    ObjectNode trade =
        (ObjectNode) sample("taobao").at("/trades_sold_increment_get_response/trades/trade/2");
    trade.put("modified", "2025-11-11 10:35:00").put("pay_time", "2025-11-11 10:35:00");
    trade.put("status", "WAIT_SELLER_SEND_GOODS");
    taobao.sell(trade);
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(10));
    poll();
    assertThat(order("3098765432109878701").get("status")).isEqualTo("paid");
  }

  @Test
  void a8_counts_of_each_hour_are_compared_and_what_lacks_is_fetched_by_itself()
      throws IOException {
    poll();
    // made two hours ago, but by its time of change it would never be asked for
    ObjectNode order = (ObjectNode) sample("douyin").at("/data/shop_order_list/0");
    order.put("order_id", "6920011223344559999");
    order.put("create_time", Instant.parse("2025-11-11T00:05:00Z").getEpochSecond());
    order.put("update_time", Instant.parse("2025-10-01T00:00:00Z").getEpochSecond());
    douyin.sell(order);
    ObjectNode trade =
        (ObjectNode) sample("taobao").at("/trades_sold_increment_get_response/trades/trade/0");
    trade.put("tid", 3098765432109999999L).put("modified", "2025-10-01 00:00:00");
    trade.put("created", "2025-11-11 08:05:00");
    taobao.sell(trade);
    poll();
    assertThat(hub.records("order")).hasSize(10);
    hub.totals.runDue();
    hub.work();
    assertThat(hub.records("order")).hasSize(12);
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(2));
    hub.totals.runDue();
    for (String channel : List.of("taobao", "douyin")) {
      List<Compared> found = hub.totals.found("order_hub", channel, Instant.EPOCH);
      assertThat(found).hasSize(24).extracting(Compared::state).containsOnly(State.COMPLETE);
      assertThat(found).extracting(Compared::theirs).contains(1L);
      assertThat(found)
          .filteredOn(hour -> hour.fetched() > 0)
          .extracting(Compared::since)
          .containsExactly(Instant.parse("2025-11-11T00:00:00Z"));
    }
  }

  @Test
  void a1_waits_out_a_ban_and_goes_on() {
    taobao.ban(1);
    douyin.ban(1);
    poll();
    // being told to wait is no failure, and the clock stands still while it is waited
    assertThat(hub.poller.states("order_hub", "taobao").getFirst().failures()).isZero();
    hub.app.now = hub.app.now.plusSeconds(2);
    poll();
    assertThat(hub.records("order")).hasSize(10);
  }

  @Test
  void a1_a_wrong_secret_is_told_and_nothing_is_taken_for_read() {
    hub.secrets.put("douyin_app_secret", "wrong");
    poll();
    PollState state = hub.poller.states("order_hub", "douyin").getFirst();
    assertThat(state.watermark()).isNull();
    assertThat(Objects.requireNonNull(state.problem()).message(java.util.Locale.ENGLISH))
        .contains("40003 isv.sign-invalid");
    assertThat(hub.records("order")).hasSize(5);
  }

  private void poll() {
    hub.poller.runDue();
    hub.work();
  }

  private StoredRecord order(String number) {
    return hub.records("order").stream()
        .filter(r -> number.equals(r.get("order_no")))
        .findFirst()
        .orElseThrow();
  }

  /** The connector of the pack, at the simulator's address. */
  private void moved(String id, ShopServer server, String path) {
    ObjectNode json = Json.MAPPER.valueToTree(hub.app.documents.connectors().get(id));
    ((ObjectNode) json.get("settings"))
        .put("baseUrl", "http://127.0.0.1:" + server.address().getPort() + path);
    // wide, so that the second run brings again what the first brought
    ((ObjectNode) json.at("/ingest/0")).put("overlap", "PT1H");
    hub.publish(Json.MAPPER.convertValue(json, ConnectorDefinition.class));
  }

  private static JsonNode sample(String channel) throws IOException {
    try (InputStream in =
        A1_TwoChannelsTest.class.getResourceAsStream("/channels/" + channel + ".json")) {
      return Json.MAPPER.readTree(in);
    }
  }

  private static Path pack() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("templates/order_hub/app.json"))) {
      folder = folder.getParent();
    }
    return folder.resolve("templates/order_hub");
  }
}
