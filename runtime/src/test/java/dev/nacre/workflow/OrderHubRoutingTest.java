package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many orders of the order hub that are routed at once, by the pack as it is shipped. */
class OrderHubRoutingTest {
  private final EgressPolicy policy =
      new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName);
  private final Egress egress = new Egress(policy);
  private final TestFlow flow =
      TestFlow.of(
          HubPack.files(UnaryOperator.identity()),
          UnaryOperator.identity(),
          Map.of(),
          HubPack.kinds(egress, policy));

  OrderHubRoutingTest() {
    flow.worker.runReady();
  }

  @AfterEach
  void close() throws IOException {
    egress.close();
  }

  private UUID warehouse(String code, int capacity, String more) {
    UUID id =
        flow.create(
            "warehouse",
            "{'code': '%s', 'name': '%s', 'capacity': %d%s}".formatted(code, code, capacity, more));
    flow.worker.runReady();
    return id;
  }

  private List<UUID> orders(UUID home, int count) {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < count; i++) {
      changes.add(
          Change.create(
              TestFlow.json(
                  """
                  {'order_no': 'A%d', 'channel': 'web', 'address': 'a', 'home': '%s', 'status': 'paid',
                   'paid_at': '%s', 'lines': [{'sku': 'S', 'qty': 1, 'price': 9}]}\
                  """
                      .formatted(i, home, flow.now()))));
    }
    var batch =
        new Batch("order", changes, Batch.Mode.PER_ROW, TestFlow.ADMIN, Origin.of(Origin.Kind.API));
    return flow.records.write(flow.forms(), batch).stream()
        .map(Outcome::id)
        .map(Objects::requireNonNull)
        .toList();
  }

  private List<Object> warehouses(List<UUID> orders) {
    int field = flow.forms().get("order").field("warehouse").orElseThrow().index();
    var found = new ArrayList<>();
    orders.forEach(id -> found.add(String.valueOf(flow.record("order", id).get(field))));
    return found;
  }

  private void off(UUID warehouse) {
    Change off = Change.update(warehouse, null, TestFlow.json("{'enabled': false}"));
    assertThat(flow.change("warehouse", off, TestFlow.ADMIN)).matches(done -> !done.failed());
  }

  @Test
  void whatOneWarehouseHasNoRoomForGoesToTheNextAtOnce() {
    UUID home = warehouse("HOME", 2, "");
    UUID large = warehouse("LARGE", 4, "");
    UUID small = warehouse("SMALL", 3, "");
    UUID stand = warehouse("STAND", 100, ",'temporary': true");

    List<UUID> orders = orders(home, 12);
    flow.worker.runReady();

    assertThat(warehouses(orders)).filteredOn(home.toString()::equals).hasSize(2);
    assertThat(warehouses(orders)).filteredOn(large.toString()::equals).hasSize(4);
    assertThat(warehouses(orders)).filteredOn(small.toString()::equals).hasSize(3);
    assertThat(warehouses(orders)).filteredOn(stand.toString()::equals).hasSize(3);
  }

  @Test
  void theOrdersOfAClosedWarehouseFillOneTemporaryAfterTheOther() {
    UUID home = warehouse("HOME", 100, "");
    List<UUID> orders = orders(home, 12);
    flow.worker.runReady();
    assertThat(warehouses(orders)).containsOnly(home.toString());
    UUID one = warehouse("ONE", 7, ",'temporary': true");
    UUID other = warehouse("OTHER", 5, ",'temporary': true");

    off(home);
    flow.worker.runReady();

    assertThat(warehouses(orders)).filteredOn(one.toString()::equals).hasSize(7);
    assertThat(warehouses(orders)).filteredOn(other.toString()::equals).hasSize(5);
  }

  @Test
  void anOrderThatWasOnItsWayIntoAWarehouseWhenItWasClosedLeavesItToo() {
    UUID home = warehouse("HOME", 100, "");
    UUID stand = warehouse("STAND", 100, ",'temporary': true");
    off(home);
    flow.worker.runReady();
    UUID late = orders(stand, 1).getFirst();
    flow.worker.runReady();
    // as if it had been routed by what was true a moment before
    Change there = Change.update(late, null, TestFlow.json("{'warehouse': '%s'}".formatted(home)));
    assertThat(flow.change("order", there, TestFlow.ADMIN)).matches(done -> !done.failed());
    flow.worker.runReady();

    flow.pass(Duration.ofMinutes(2));
    flow.worker.runReady();

    assertThat(warehouses(List.of(late))).containsOnly(stand.toString());
  }

  @Test
  void anOrderEntersAQueueOnce() {
    UUID home = warehouse("HOME", 100, "");
    UUID order = orders(home, 1).getFirst();
    while (!warehouses(List.of(order)).contains(home.toString())) {
      assertThat(flow.queue.ready(100)).isPositive();
    }
    Change note = Change.update(order, null, TestFlow.json("{'note': 'before it was queued'}"));
    assertThat(flow.change("order", note, TestFlow.ADMIN)).matches(done -> !done.failed());
    flow.worker.runReady();

    assertThat(flow.all())
        .filteredOn(i -> i.workflow().equals("into_queue") && order.equals(i.record()))
        .hasSize(1);
  }
}
