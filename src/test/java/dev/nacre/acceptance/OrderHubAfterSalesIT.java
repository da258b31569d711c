package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenarios of the order hub about changes, returns and money. */
class OrderHubAfterSalesIT {
  @RegisterExtension static final Hub HUB = new Hub();

  private static final String PHONE = "13800138123";

  private static JsonNode paid(String channel, String more) {
    return HUB.order(
        channel,
        "\"phone\":\"%s\",\"province\":\"浙江\",\"city\":\"杭州\",\"paid_at\":\"%s\",\"lines\":[%s]%s"
            .formatted(PHONE, Instant.now(), Hub.line("HM-3005", 20), more));
  }

  private static String asked(JsonNode order, String phone, String province) {
    return "{\"order_no\":\"%s\",\"phone\":\"%s\",\"province\":\"%s\",\"city\":\"广州\",\"address\":\"体育路 9 号\"}"
        .formatted(order.path("order_no").asText(), phone, province);
  }

  @Test
  void E1_the_keeper_approves_an_address_change_and_it_flows_back() {
    String keeper = HUB.account("e1.keeper", "warehouse");
    String warehouse = HUB.warehouse(",\"staff\":\"e1.keeper\"");
    HUB.create(
        "reach",
        "{\"warehouse\":\"%s\",\"region\":\"华南\",\"days\":2,\"cost\":6}".formatted(warehouse));
    JsonNode order = paid("web", ",\"warehouse\":\"" + warehouse + "\"");
    String id = Hub.id(order);
    JsonNode change = HUB.create("address_change", asked(order, PHONE, "广东省"));
    assertThat(change.path("in_range").asBoolean()).isTrue();
    HUB.until("order", id, "address_change", Hub.id(change));
    assertThat(HUB.tried("order", id, "{\"status\":\"packed\"}").statusCode()).isEqualTo(422);
    HUB.refused("address_change", asked(order, PHONE, "广东省"));

    JsonNode task = HUB.task(Hub.id(change));
    HttpResponse<String> decided =
        HUB.nacre().send("POST", Hub.APP + "/tasks/" + Hub.id(task) + "/approve", "{}", keeper);
    assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
    HUB.until("address_change", Hub.id(change), "state", "done");
    JsonNode changed = HUB.get("order", id);
    assertThat(changed.path("address").asText()).isEqualTo("体育路 9 号");
    assertThat(changed.path("province").asText()).isEqualTo("广东省");
    HUB.until(() -> HUB.outgoing("sms", Hub.id(change)).isEmpty() ? null : true);
    assertThat(HUB.outgoing("sms", Hub.id(change)).toString()).contains(PHONE, "体育路 9 号");
  }

  @Test
  void E1_outside_the_range_it_says_so_and_a_refusal_keeps_the_address() {
    JsonNode order = paid("web", ",\"warehouse\":\"" + HUB.warehouse() + "\"");
    JsonNode change = HUB.create("address_change", asked(order, PHONE, "西藏"));
    assertThat(change.path("in_range").asBoolean()).isFalse();
    assertThat(HUB.task(Hub.id(change)).path("title").toString())
        .contains("outside the delivery range");
    HUB.decide(Hub.id(change), "reject");
    HUB.until("address_change", Hub.id(change), "state", "refused");
    HUB.until("order", Hub.id(order), "address_change", "null");
    assertThat(HUB.get("order", Hub.id(order)).path("address").asText()).isEqualTo("文三路 8 号");
    HUB.until(() -> HUB.outgoing("sms", Hub.id(change)).isEmpty() ? null : true);
  }

  @Test
  void E1_only_a_paid_order_of_that_phone_can_be_changed() {
    JsonNode order = paid("web", "");
    String wrong = HUB.refused("address_change", asked(order, "13800138124", "广东")).body();
    JsonNode shipped = paid("web", ",\"shop_status\":\"shipped\"");
    String late = HUB.refused("address_change", asked(shipped, PHONE, "广东")).body();
    String none =
        HUB.refused("address_change", asked(order, PHONE, "广东").replace("MOD-", "X")).body();
    for (String answer : new String[] {wrong, late, none}) {
      assertThat(answer).contains("rule_blocks").doesNotContain("文三路");
    }
  }

  private static void assertApproves(String refund, String who) {
    HttpResponse<String> answer = HUB.approve(refund, who);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void assertMayNotApprove(String refund, String who) {
    HttpResponse<String> answer = HUB.approve(refund, who);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("task_barred");
  }

  @Test
  void E3_who_asked_for_a_refund_may_not_approve_it_and_above_200_two_people_do() {
    String asker = HUB.account("e3.asker", "finance");
    String both = HUB.account("e3.both", "finance", "manager");
    String manager = HUB.account("e3.manager", "manager");
    HttpResponse<String> made =
        HUB.nacre()
            .send(
                "POST",
                Hub.records("refund"),
                "{\"channel\":\"web\",\"order_no\":\"E3-OWN\",\"reason\":\"quality\",\"amount\":200.01}",
                asker);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String large = Hub.id(RunningNacre.json(made));
    assertMayNotApprove(large, asker);
    assertApproves(large, both);
    assertMayNotApprove(large, both);
    assertThat(HUB.get("refund", large).path("state").asText()).isEqualTo("requested");
    assertApproves(large, manager);
    HUB.until("refund", large, "state", "refunded");
  }

  @Test
  void E3_who_opened_the_case_may_not_approve_its_refund() {
    String asker = HUB.account("e3.opener", "support", "finance");
    HttpResponse<String> made =
        HUB.nacre()
            .send(
                "POST",
                Hub.records("after_sales"),
                "{\"order\":\"%s\",\"kind\":\"return\",\"amount\":99,\"reason\":\"quality\"}"
                    .formatted(Hub.id(paid("pdd", ""))),
                asker);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String opened = Hub.id(RunningNacre.json(made));
    String refund = HUB.until("after_sales", opened, "state", "refunding").path("refund").asText();
    assertMayNotApprove(refund, asker);
    assertApproves(refund, HUB.account("e3.finance", "finance"));
    HUB.until("refund", refund, "state", "refunded");
  }

  private static JsonNode returned(JsonNode order, String more) {
    return HUB.create(
        "after_sales",
        "{\"order\":\"%s\",\"kind\":\"return\",\"amount\":99,\"reason\":\"quality\"%s}"
            .formatted(Hub.id(order), more));
  }

  @Test
  void E4_a_return_goes_from_request_to_refund_with_a_deadline_at_each_step() {
    JsonNode made = returned(paid("jd", ""), "");
    String id = Hub.id(made);
    assertThat(made.path("answer_by").asText()).isNotEmpty();
    JsonNode waiting = HUB.until("after_sales", id, "state", "waiting");
    assertThat(Instant.parse(waiting.path("parcel_by").asText())).isAfter(Instant.now());
    String ticket = waiting.path("ticket").asText();
    assertThat(HUB.get("ticket", ticket).path("kind").asText()).isEqualTo("exchange");

    HUB.change("after_sales", id, "{\"state\":\"received\"}");
    JsonNode refunding = HUB.until("after_sales", id, "state", "refunding");
    assertThat(Instant.parse(refunding.path("refund_by").asText()))
        .isAfter(Instant.now().plus(Duration.ofHours(40)));
    assertApproves(refunding.path("refund").asText(), HUB.account("e4.finance", "finance"));
    HUB.until("after_sales", id, "state", "settled");
    HUB.until("ticket", ticket, "state", "solved");
  }

  @Test
  void E4_a_parcel_that_never_comes_back_closes_the_case() {
    String id = Hub.id(returned(paid("jd", ""), ""));
    HUB.until("after_sales", id, "state", "waiting");
    HUB.change(
        "after_sales", id, "{\"parcel_by\":\"%s\"}".formatted(Instant.now().minusSeconds(5)));
    HUB.until("after_sales", id, "state", "closed");
  }

  @Test
  void E5_a_day_after_the_delivery_the_customer_is_asked_and_a_poor_score_is_called_back() {
    JsonNode order = paid("web", "");
    JsonNode parcel =
        HUB.create(
            "shipment",
            "{\"order\":\"%s\",\"state\":\"delivered\",\"delivered_at\":\"%s\"}"
                .formatted(Hub.id(order), Instant.now().minus(Duration.ofHours(25))));
    JsonNode fresh =
        HUB.create(
            "shipment",
            "{\"order\":\"%s\",\"state\":\"delivered\",\"delivered_at\":\"%s\"}"
                .formatted(Hub.id(order), Instant.now().minus(Duration.ofHours(23))));
    HUB.until(() -> HUB.outgoing("sms", Hub.id(parcel)).isEmpty() ? null : true);
    String said = HUB.outgoing("sms", Hub.id(parcel)).toString();
    assertThat(said).contains(PHONE);
    Matcher address = Pattern.compile("/p/[A-Za-z0-9_-]{22}\\?order_no=[\\w-]+").matcher(said);
    assertThat(address.find()).as(said).isTrue();
    HttpResponse<String> page = HUB.nacre().get(address.group());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("name=\"goods\"", "value=\"" + order.path("order_no").asText() + "\"");
    assertThat(HUB.outgoing("sms", Hub.id(fresh))).isEmpty();

    JsonNode poor =
        HUB.create(
            "survey",
            "{\"order_no\":\"%s\",\"goods\":5,\"delivery\":3}"
                .formatted(order.path("order_no").asText()));
    JsonNode calling = HUB.until("survey", Hub.id(poor), "state", "calling");
    assertThat(HUB.get("ticket", calling.path("ticket").asText()).path("kind").asText())
        .isEqualTo("call_back");
    assertThat(calling.path("order").asText()).isEqualTo(Hub.id(order));
  }

  @Test
  void E7_a_refund_is_paid_once_whatever_is_clicked() {
    JsonNode order = paid("pdd", "");
    JsonNode made = returned(order, ",\"freight\":12.5,\"freight_by\":\"seller\"");
    JsonNode refunding = HUB.until("after_sales", Hub.id(made), "state", "refunding");
    String refund = refunding.path("refund").asText();
    String coupon = refunding.path("coupon").asText();
    assertThat(HUB.get("coupon", coupon).path("state").asText()).isEqualTo("granted");

    // the button of the workflow, pressed besides; then everything that can be approved
    HUB.start("refund", refund);
    String tasks = Hub.APP + "/tasks?record=" + refund;
    Hub.soon().until(() -> HUB.read(tasks).path("tasks").size() == 2);
    String finance = HUB.account("e7.finance", "finance");
    for (JsonNode task : HUB.read(tasks).path("tasks")) {
      for (int click = 0; click < 2; click++) {
        HUB.nacre().send("POST", Hub.APP + "/tasks/" + Hub.id(task) + "/approve", "{}", finance);
      }
    }
    HUB.until("after_sales", Hub.id(made), "state", "settled");
    JsonNode payment =
        HUB.until(() -> HUB.linked("payment", "refund", refund).stream().findFirst().orElse(null));
    Hub.assertNumber(payment, "/total").isEqualByComparingTo("111.5");
    HUB.until("coupon", coupon, "state", "settled");
    assertThat(HUB.linked("payment", "refund", refund)).hasSize(1);

    assertThat(
            HUB.refused(
                    "payment",
                    "{\"refund\":\"%s\",\"amount\":1,\"reference\":\"other\"}".formatted(refund))
                .statusCode())
        .isEqualTo(409);
    assertThat(
            HUB.refused(
                    "refund",
                    "{\"after_sales\":\"%s\",\"order\":\"%s\",\"amount\":1}"
                        .formatted(Hub.id(made), Hub.id(order)))
                .statusCode())
        .as("one refund for a case")
        .isEqualTo(409);
  }

  @Test
  void E7_no_more_goes_back_than_the_order_cost() {
    JsonNode order = paid("web", "");
    String refund = "{\"order\":\"%s\",\"channel\":\"web\",\"amount\":%s}";
    HUB.create("refund", refund.formatted(Hub.id(order), "100"));
    assertThat(HUB.refused("refund", refund.formatted(Hub.id(order), "80.01")).body())
        .contains("rule_blocks");
    HUB.create("refund", refund.formatted(Hub.id(order), "80"));
  }
}
