package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Change;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scenarios of the order hub in which time passes, by the pack as it is shipped. */
class OrderHubTimesTest {
  private final EgressPolicy policy =
      new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName);
  private final Egress egress = new Egress(policy);

  /** On a Monday, half past ten in Shanghai. */
  private final TestFlow flow =
      TestFlow.of(
          HubPack.files(UnaryOperator.identity()),
          UnaryOperator.identity(),
          Map.of(),
          HubPack.kinds(egress, policy));

  OrderHubTimesTest() {
    flow.worker.runReady();
  }

  @AfterEach
  void close() throws IOException {
    egress.close();
  }

  private void pass(Duration time) {
    flow.pass(time);
    flow.worker.runReady();
  }

  private UUID create(String form, String json) {
    UUID id = flow.create(form, json);
    flow.worker.runReady();
    return id;
  }

  private void update(String form, UUID id, String json) {
    assertThat(flow.change(form, Change.update(id, null, TestFlow.json(json)), TestFlow.ADMIN))
        .matches(outcome -> !outcome.failed());
    flow.worker.runReady();
  }

  private List<String> told() {
    return flow
        .notifications
        .list(flow.forms(), 100, null, TestFlow.ADMIN)
        .notifications()
        .reversed()
        .stream()
        .map(n -> (n.role() == null ? n.user() : n.role()) + ": " + n.text().in(Locale.ENGLISH))
        .toList();
  }

  private UUID warehouse() {
    return create("warehouse", "{'code':'HZ','name':'HZ','hours':'warehouse'}");
  }

  private UUID order(String more) {
    return create(
        "order",
        "{'order_no':'A1','channel':'web','address':'a','province':'浙江',"
            + "'lines':[{'sku':'S','qty':4,'price':9}]"
            + more
            + "}");
  }

  @Test
  void C3_anUnpaidReservationIsReleasedAfterAQuarterOfAnHour() {
    UUID warehouse = warehouse();
    UUID product = create("product", "{'sku':'S','name':'S','price':9}");
    UUID shelf =
        create(
            "stock",
            "{'product':'%s','warehouse':'%s','available':10}".formatted(product, warehouse));
    UUID order = order("");
    assertThat(flow.record("stock", shelf).get("available")).hasToString("6");
    pass(Duration.ofMinutes(14));
    assertThat(flow.record("stock", shelf).get("available")).hasToString("6");
    pass(Duration.ofMinutes(2));
    assertThat(flow.record("stock", shelf).get("available")).hasToString("10");

    update("order", order, "{'status':'paid'}");
    assertThat(flow.record("order", order).get("goods")).isEqualTo("held");
    pass(Duration.ofHours(1));
    assertThat(flow.record("stock", shelf).get("available")).as("paid").hasToString("6");
  }

  @Test
  void D6_stagesAreLateByTheWorkingHoursOfTheWarehouseAndEscalate() {
    warehouse();
    create("day_off", "{'day':'2026-11-24','name':'closed','place':'warehouse'}");
    flow.pass(Duration.ofHours(6)); // half past four in the afternoon
    UUID order = order(",'status':'paid'");
    pass(Duration.ofMinutes(89));
    assertThat(told()).noneMatch(text -> text.contains("should be picked"));
    pass(Duration.ofHours(38).plusMinutes(59)); // Tuesday is off: Wednesday, two minutes to nine
    assertThat(told()).noneMatch(text -> text.contains("should be picked"));
    pass(Duration.ofMinutes(3));
    assertThat(told()).contains("warehouse: Order A1 should be picked by now: print its list.");
    pass(Duration.ofMinutes(121));
    assertThat(told())
        .contains("manager: Order A1 hasn't been picked for four working hours (HZ).");

    update("order", order, "{'status':'picking'}");
    update("order", order, "{'status':'shipped'}");
    int before = told().size();
    pass(Duration.ofDays(2));
    assertThat(told()).hasSize(before);
  }

  @Test
  void D6_whatIsPickedInTimeIsNotToldToAnybody() {
    warehouse();
    UUID order = order(",'status':'paid'");
    pass(Duration.ofMinutes(25));
    update("order", order, "{'status':'picking'}");
    pass(Duration.ofMinutes(20));
    update("order", order, "{'status':'shipped'}");
    pass(Duration.ofDays(3));
    assertThat(told()).noneMatch(text -> text.contains("should"));
  }

  @Test
  void D5_halfAnHourIsToldAndAnHourNeedsAPerson() {
    warehouse();
    UUID order = order(",'status':'paid'");
    pass(Duration.ofMinutes(29));
    assertThat(told()).noneMatch(text -> text.contains("half an hour"));
    pass(Duration.ofMinutes(2));
    assertThat(told()).contains("manager: Order A1 has stood still for half an hour.");
    assertThat(flow.record("order", order).get("needs_person")).isEqualTo(false);
    pass(Duration.ofMinutes(30));
    assertThat(flow.record("order", order).get("needs_person")).isEqualTo(true);
    update("order", order, "{'status':'picking'}");
    assertThat(flow.record("order", order).get("needs_person")).isEqualTo(false);
  }

  @Test
  void H1_anUrgentTicketEscalatesAgainUntilItIsSolved() {
    UUID ticket = create("ticket", "{'subject':'broken','priority':'urgent'}");
    pass(Duration.ofMinutes(119));
    assertThat(flow.record("ticket", ticket).get("escalated")).hasToString("0");
    pass(Duration.ofMinutes(2));
    assertThat(flow.record("ticket", ticket).get("escalated")).hasToString("1");
    pass(Duration.ofHours(5));
    assertThat(flow.record("ticket", ticket).get("escalated")).hasToString("2");
    update("ticket", ticket, "{'state':'solved','answer':'mended'}");
    pass(Duration.ofDays(2));
    assertThat(flow.record("ticket", ticket).get("escalated")).hasToString("2");
  }
}
