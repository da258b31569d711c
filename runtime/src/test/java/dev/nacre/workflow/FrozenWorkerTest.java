package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.AppFiles;
import dev.nacre.storage.Rows;
import dev.nacre.storage.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who holds an instance no more can't write it, whatever they believe. */
class FrozenWorkerTest {
  private static final AppFiles COUNTING =
      Corpus.app("base")
          .with(
              "workflows/count.json",
              """
              {"id": "count", "trigger": {"type": "record", "form": "order", "on": ["create"]}, "steps": [
                {"id": "up", "type": "update", "settings": {"set": {"count": {"expr": "coalesce(count, 0) + 1"}}}},
                {"id": "open", "type": "create", "settings": {"form": "ticket", "set": {"subject": {"field": "order_no"}}}},
                {"id": "tell", "type": "notify", "settings": {"to": {"role": "support"}, "text": "{{order_no}}"}}]}\
              """);

  private static int count(TestFlow flow, String sql) {
    return Rows.query(flow.database, sql, List.of(), row -> row.getInt(1)).getFirst();
  }

  /** A node freezes between reading and writing, PostgreSQL ends its connection, it wakes. */
  @Test
  void aNodeThatWakesWritesNothingOfWhatAnotherHasDoneMeanwhile() throws Exception {
    TestFlow flow = TestFlow.of(COUNTING);
    UUID order = flow.create("order", "{'order_no': 'A1'}");
    var frozen = new CountDownLatch(1);
    var thawed = new CountDownLatch(1);
    var first = new AtomicBoolean(true);
    flow.observers.add(
        (forms, form, batch, written, scope) -> {
          if (first.getAndSet(false)) {
            frozen.countDown();
            wait(thawed);
          }
        });
    try (var node = Executors.newSingleThreadExecutor()) {
      var work = node.submit(() -> flow.queue.ready(10));
      assertThat(frozen.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(flow.queue.ready(10)).as("while the frozen one holds it").isZero();

      int ended =
          count(
              flow,
              "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                  + " WHERE datname = current_database() AND state = 'idle in transaction'");
      assertThat(ended).isEqualTo(1);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> flow.worker.runReady() > 0 || flow.all().getFirst().state().finished());
      assertDoneOnce(flow, order);

      thawed.countDown();
      // it notices that its connection is gone, and begins anew: at once, or at its next look
      try {
        assertThat(work.get(20, TimeUnit.SECONDS)).isNotNegative();
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(StorageException.class);
      }
    }
    flow.worker.runReady();
    assertDoneOnce(flow, order);
  }

  private static void assertDoneOnce(TestFlow flow, UUID order) {
    assertThat(flow.all()).extracting(Instance::state).containsExactly(Instance.State.DONE);
    assertThat(flow.record("order", order).get("count")).isEqualTo(java.math.BigDecimal.ONE);
    assertThat(count(flow, "SELECT count(*) FROM \"app_shop\".ticket")).isEqualTo(1);
    assertThat(count(flow, "SELECT count(*) FROM nacre.notification")).isEqualTo(1);
    assertThat(flow.instances.timeline(flow.forms(), flow.all().getFirst().id(), TestFlow.ADMIN))
        .extracting(InstanceEvent::kind)
        .containsOnlyOnce(InstanceEvent.Kind.STARTED, InstanceEvent.Kind.DONE);
  }

  private static void wait(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Were the lock lost without the transaction, what was read before would still be refused. */
  @Test
  void aRunThatBeganBeforeAnotherOneStoresNothing() {
    TestFlow flow = TestFlow.of(COUNTING);
    UUID order = flow.create("order", "{'order_no': 'A1'}");
    InstanceRun stale = flow.runs.of(new StoredInstance(flow.all().getFirst(), 0, true), List.of());
    flow.worker.runReady();
    assertThatThrownBy(
            () ->
                flow.database.inNewTransaction(
                    connection -> {
                      flow.runs.advance(List.of(stale), InstanceRun::begin);
                      return null;
                    }))
        .isInstanceOf(OvertakenException.class);
    assertDoneOnce(flow, order);
  }
}
