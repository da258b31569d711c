package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Instances beside each other, whose ends come at the same time. */
class BesideTest {
  private static final int ORDERS = 25;

  private final TestFlow flow = TestFlow.of(Corpus.app("each_line"));

  /**
   * Each order's lines are gone over by instances of their own. However many threads advance them,
   * the order goes on exactly once: after its last line, and never before.
   */
  @Test
  void theLastOneThatEndsWakesTheirParentOnce() throws Exception {
    var lines = new ArrayList<String>();
    for (int i = 1; i <= 8; i++) {
      lines.add("{'sku': 's" + i + "', 'qty': " + i + "}");
    }
    for (int i = 0; i < ORDERS; i++) {
      flow.create(
          "order", "{'order_no': 'O" + i + "', 'lines': [" + String.join(",", lines) + "]}");
    }
    var work = new ArrayList<Callable<Integer>>();
    for (int thread = 0; thread < 6; thread++) {
      work.add(
          () -> {
            int all = 0;
            for (int i = 0; i < 80; i++) {
              all += flow.queue.ready(3) + flow.queue.due(3);
            }
            return all;
          });
    }
    try (var threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<Integer> one : threads.invokeAll(work)) {
        assertThat(one.get()).isNotNegative();
      }
    }
    flow.worker.runReady();

    var all =
        flow.instances
            .list(flow.forms(), InstanceQuery.all().page(500, null), TestFlow.ADMIN)
            .instances();
    assertThat(all).hasSize(ORDERS * 9);
    assertThat(all).allMatch(instance -> instance.state().finished());
    for (Instance instance : all) {
      if (instance.parent() == null) {
        var timeline = flow.instances.timeline(flow.forms(), instance.id(), TestFlow.ADMIN);
        assertThat(timeline.stream().filter(e -> e.kind() == InstanceEvent.Kind.STEP_DONE))
            .extracting(InstanceEvent::step)
            .containsExactly("go", "done");
        assertThat(instance.steps().at("/go/items")).hasSize(8);
      }
    }
  }
}
