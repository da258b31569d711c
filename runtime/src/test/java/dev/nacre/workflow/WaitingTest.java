package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is waited for comes at the very moment in which somebody begins to wait. */
class WaitingTest {
  private static final int MANY = 40;

  /** An order is paid while its workflow looks whether it is: that must never be missed. */
  @Test
  void noChangeIsMissed() throws Exception {
    TestFlow flow = TestFlow.of(Corpus.app("wait_for_a_condition"));
    var orders = new ArrayList<UUID>();
    for (int i = 0; i < MANY; i++) {
      orders.add(flow.create("order", "{'order_no': 'O" + i + "', 'status': 'unpaid'}"));
    }
    together(
        List.of(
            () -> work(flow),
            () -> work(flow),
            () -> {
              for (UUID order : orders) {
                flow.change(
                    "order",
                    Change.update(order, null, TestFlow.json("{'status': 'paid'}")),
                    TestFlow.ADMIN);
              }
              return orders.size();
            }));
    flow.worker.runReady();

    assertThat(all(flow))
        .hasSize(MANY)
        .allMatch(instance -> instance.state() == Instance.State.DONE)
        .allMatch(instance -> instance.steps().at("/paid/by").asText().equals("condition"));
  }

  /** A message that is kept reaches whoever begins to wait while it is being sent, once. */
  @Test
  void noKeptMessageIsMissed() throws Exception {
    TestFlow flow = TestFlow.of(Corpus.app("wait_for_a_message_that_was_kept"));
    together(
        List.of(
            () -> work(flow),
            () -> work(flow),
            () -> {
              for (int i = 0; i < MANY; i++) {
                flow.create("order", "{'order_no': 'N" + i + "'}");
              }
              return MANY;
            },
            () -> {
              for (int i = 0; i < MANY; i++) {
                flow.create("refund", "{'refund_no': 'N" + i + "', 'amount': " + i + "}");
              }
              return MANY;
            }));
    flow.worker.runReady();

    assertThat(all(flow))
        .hasSize(2 * MANY)
        .allMatch(instance -> instance.state() == Instance.State.DONE);
    assertThat(all(flow).stream().filter(instance -> instance.workflow().equals("recv")))
        .allMatch(instance -> instance.steps().at("/w/by").asText().equals("message"));
  }

  private static int work(TestFlow flow) {
    int all = 0;
    for (int i = 0; i < 150; i++) {
      all += flow.queue.ready(3) + flow.queue.due(3);
    }
    return all;
  }

  private static void together(List<Callable<Integer>> work) throws Exception {
    try (var threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<Integer> one : threads.invokeAll(work)) {
        assertThat(one.get()).isNotNegative();
      }
    }
  }

  private static List<Instance> all(TestFlow flow) {
    return flow.instances
        .list(flow.forms(), InstanceQuery.all().page(500, null), TestFlow.ADMIN)
        .instances();
  }
}
