package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.message.RobotSimulator;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Change;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scenarios of the order hub in which it speaks with partners, by the pack as it is shipped. */
class OrderHubPartnersTest {
  private final EgressPolicy policy =
      new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName);
  private final Egress egress = new Egress(policy);
  private final CarrierSimulator carrier = new CarrierSimulator();
  private final Instant[] time = {Instant.EPOCH};
  private final RobotSimulator robots = new RobotSimulator(() -> time[0]);
  private final Map<String, String> secrets =
      Map.of(
          "wecom_robot", RobotSimulator.KEY,
          "dingtalk_token", RobotSimulator.KEY,
          "dingtalk_sign", RobotSimulator.SECRET,
          "kuaidi100_key", CarrierSimulator.KEY,
          "cainiao_app_secret", CarrierSimulator.SECRET,
          "cainiao_session", "6100demoSession",
          "taobao_app_secret", CarrierSimulator.SECRET,
          "taobao_session", "6100demoSession");
  private final TestFlow flow = hub();

  OrderHubPartnersTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    carrier.close();
    robots.close();
    egress.close();
  }

  /** The shipped pack; only the addresses of the partners are those of the simulators. */
  private TestFlow hub() {
    AppFiles files =
        HubPack.files(
            text ->
                text.replace("http://taobao.demo.test", carrier.url())
                    .replace("http://cainiao.demo.test", carrier.url())
                    .replace("http://kuaidi100.demo.test", carrier.url())
                    .replace("http://wecom.demo.test/cgi-bin/webhook/send", robots.wecom())
                    .replace("http://dingtalk.demo.test/robot/send", robots.dingtalk()));
    TestFlow made =
        TestFlow.of(files, UnaryOperator.identity(), secrets, HubPack.kinds(egress, policy));
    time[0] = made.now();
    made.worker.runReady(); // from now on time starts what it starts
    return made;
  }

  /** Lets everything happen that is due. */
  private void settle() {
    time[0] = flow.now();
    int done;
    do {
      done = flow.worker.runReady() + flow.sender.work();
    } while (done > 0);
  }

  private void pass(Duration some) {
    flow.pass(some);
    settle();
  }

  private void decide(String step, String who) {
    Task task = flow.open().stream().filter(t -> t.step().equals(step)).findFirst().orElseThrow();
    flow.tasks.act(
        flow.forms(), task.id(), TaskAction.APPROVE, null, TestFlow.json("{}"), flow.user(who));
    settle();
  }

  private UUID refund(String amount) {
    UUID id =
        flow.create(
            "refund",
            "{'channel':'web','order_no':'A1','reason':'quality','amount':" + amount + "}");
    settle();
    return id;
  }

  @Test
  void e3_aRefundUpTo200NeedsOneApprovalAndIsNotAnnounced() {
    UUID id = refund("200");
    decide("finance", "fin1");
    assertThat(flow.record("refund", id).get("state")).isEqualTo("refunded");
    assertThat(flow.open()).isEmpty();
    assertThat(robots.messages()).isEmpty();
  }

  @Test
  void e3_aLargerRefundNeedsTwoAndIsAnnouncedInTheGroup() {
    UUID id = refund("200.01");
    decide("finance", "fin1");
    assertThat(flow.record("refund", id).get("state")).isEqualTo("requested");
    decide("second", "man1");
    assertThat(flow.record("refund", id).get("state")).isEqualTo("refunded");
    assertThat(robots.messages())
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.at("/markdown/text").asText())
                    .contains("大额退款", "200.01", "A1", "/app/order_hub/refund/" + id));
  }

  private UUID order() {
    UUID id =
        flow.create(
            "order",
            "{'order_no':'3098765432109876501','channel':'taobao','buyer':'陈小门',"
                + "'phone':'13800000505','province':'湖北','city':'武汉','address':'关山大道1号',"
                + "'lines':[{'sku':'S1','qty':1,'price':20}]}");
    settle();
    update(id, "{'status':'paid'}");
    update(id, "{'status':'packed'}");
    return id;
  }

  private void update(UUID id, String data) {
    assertThat(flow.change("order", Change.update(id, null, TestFlow.json(data)), TestFlow.ADMIN))
        .matches(outcome -> !outcome.failed());
    settle();
  }

  private Object value(UUID id, String field) {
    return flow.record("order", id).get(field);
  }

  @Test
  void d2_packedGetsAWaybillAndTellsTheShop() {
    UUID id = order();
    assertThat(value(id, "tracking_no")).isEqualTo("YT8800112233445");
    assertThat(value(id, "status")).isEqualTo("shipped");
    assertThat(carrier.asked)
        .extracting(a -> a.get("method"))
        .containsExactly("cainiao.waybill.ii.get", "taobao.logistics.offline.send");
    assertThat(carrier.asked.getLast())
        .containsEntry("tid", "3098765432109876501")
        .containsEntry("out_sid", "YT8800112233445");
    assertThat(carrier.asked.getFirst().get("param_waybill_cloud_print_apply_new_request"))
        .contains("陈小门", "13800000505", "关山大道1号");
    assertThat(flow.outgoing.states("order_hub")).containsOnlyKeys(OutboxState.SENT);
  }

  @Test
  void d4_trackingIsShownAndAParcelThatStandsStillIsAnnouncedAfter48Hours() {
    UUID id = order();
    carrier.time = "2026-11-23 12:00:00";
    pass(Duration.ofHours(2));
    assertThat(value(id, "last_place")).isEqualTo("【杭州转运中心】已发出");
    assertThat(value(id, "moved_at")).isEqualTo(Instant.parse("2026-11-23T04:00:00Z"));
    for (int i = 0; i < 15; i++) {
      pass(Duration.ofHours(2));
    }
    // it moves once more: the 48 hours begin anew
    carrier.place = "【武汉转运中心】已到达";
    carrier.time = "2026-11-25 00:00:00";
    for (int i = 0; i < 23; i++) {
      pass(Duration.ofHours(2));
    }
    assertThat(value(id, "last_place")).isEqualTo("【武汉转运中心】已到达");
    assertThat(robots.messages()).isEmpty();
    for (int i = 0; i < 4; i++) {
      pass(Duration.ofHours(2));
    }
    assertThat(robots.messages()).hasSize(1);
    JsonNode card = robots.messages().getFirst();
    assertThat(card.at("/markdown/content").asText())
        .contains("3098765432109876501", "陈小门", "小时没有更新", "/app/order_hub/order/" + id);
    carrier.place = "已签收，签收人：本人";
    carrier.time = "2026-11-27 12:00:00";
    pass(Duration.ofHours(2));
    assertThat(value(id, "status")).isEqualTo("done");
    pass(Duration.ofDays(5));
    assertThat(robots.messages()).hasSize(1);
    assertThat(flow.outgoing.list(OutboxFilter.of("order_hub").in(OutboxState.DEAD))).isEmpty();
  }
}
