package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.storage.Rows;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost and nothing is done twice, whatever dies, collides or breaks. */
class DurabilityTest {
  /** Counts itself, opens a ticket, and tells support: each must happen once. */
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

  private static List<UUID> orders(TestFlow flow, int count) {
    List<Change> changes =
        IntStream.range(0, count)
            .mapToObj(i -> Change.create(TestFlow.json("{'order_no': 'A" + i + "'}")))
            .toList();
    return flow
        .records
        .write(
            flow.forms(),
            new Batch(
                "order",
                changes,
                Batch.Mode.ALL_OR_NOTHING,
                TestFlow.ADMIN,
                Origin.of(Origin.Kind.API)))
        .stream()
        .map(outcome -> Objects.requireNonNull(outcome.id()))
        .toList();
  }

  private static void assertEachDoneOnce(TestFlow flow, List<UUID> orders) {
    assertThat(orders)
        .allSatisfy(
            id ->
                assertThat(flow.record("order", id).get("count"))
                    .isEqualTo(java.math.BigDecimal.ONE));
    assertThat(count(flow, "SELECT count(*) FROM \"app_shop\".ticket")).isEqualTo(orders.size());
    assertThat(count(flow, "SELECT count(*) FROM nacre.notification")).isEqualTo(orders.size());
    assertThat(count(flow, "SELECT count(*) FROM nacre.workflow_instance WHERE state = 'done'"))
        .isEqualTo(orders.size());
  }

  private static int count(TestFlow flow, String sql) {
    return Rows.query(flow.database, sql, List.of(), row -> row.getInt(1)).getFirst();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void doesEachStepOnceWhenItsProcessDiesAroundCommits(long seed) {
    var interruptions = new ArrayList<Interruptions>();
    TestFlow flow =
        TestFlow.of(
            COUNTING,
            inner -> {
              interruptions.add(new Interruptions(inner));
              return interruptions.getFirst();
            });
    List<UUID> orders = orders(flow, 40);
    interruptions.getFirst().kill(60, RandomGeneratorFactory.getDefault().create(seed));
    int deaths = 0;
    boolean left = true;
    while (left) {
      try {
        left = flow.queue.ready(3) > 0;
      } catch (Interruptions.Killed e) {
        deaths++;
      }
    }
    assertThat(deaths).as("deaths with seed " + seed).isPositive();
    assertEachDoneOnce(flow, orders);
  }

  @Test
  void sharesTheWorkBetweenWorkers() throws Exception {
    TestFlow flow = TestFlow.of(COUNTING);
    List<UUID> orders = orders(flow, 120);
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      Callable<Integer> work =
          () -> {
            int done = 0;
            for (int some = flow.queue.ready(7); some > 0; some = flow.queue.ready(7)) {
              done += some;
            }
            return done;
          };
      int done = 0;
      for (Future<Integer> each : workers.invokeAll(List.of(work, work, work, work))) {
        done += each.get();
      }
      assertThat(done).isEqualTo(orders.size());
    }
    assertEachDoneOnce(flow, orders);
  }

  @Test
  void writesTheSameStepOfManyInstancesAsOneBatch() {
    TestFlow flow = TestFlow.of(COUNTING);
    List<UUID> orders = orders(flow, 90);
    var batches = new ArrayList<Integer>();
    flow.observers.add((forms, form, batch, written, scope) -> batches.add(written.size()));
    flow.worker.runReady();
    assertThat(batches).containsExactly(90, 90);
    assertEachDoneOnce(flow, orders);
  }

  @Test
  void triesAgainLaterWhenATransactionIsLostToAnother() {
    var interruptions = new ArrayList<Interruptions>();
    TestFlow flow =
        TestFlow.of(
            COUNTING,
            inner -> {
              interruptions.add(new Interruptions(inner));
              return interruptions.getFirst();
            });
    List<UUID> orders = orders(flow, 1);
    interruptions.getFirst().lose(2);
    flow.worker.runReady();
    assertThat(flow.all().getFirst().state()).isEqualTo(Instance.State.READY);
    flow.pass(Duration.ofSeconds(1));
    flow.worker.runReady();
    assertEachDoneOnce(flow, orders);
  }

  @Test
  void tellsOfADeadlineLaterWhenItsTransactionIsLost() {
    var interruptions = new ArrayList<Interruptions>();
    TestFlow flow =
        TestFlow.of(
            Corpus.app("deadline_ladder"),
            inner -> {
              interruptions.add(new Interruptions(inner));
              return interruptions.getFirst();
            });
    flow.create("refund", "{'refund_no': 'R1'}");
    flow.worker.runReady();
    flow.pass(Duration.ofHours(4));
    // the batch, and the instance alone
    interruptions.getFirst().lose(2);
    flow.queue.due(10);
    flow.worker.runReady();
    assertThat(count(flow, "SELECT count(*) FROM nacre.notification")).isZero();
    flow.pass(Duration.ofSeconds(1));
    flow.worker.runReady();
    flow.worker.runReady();
    assertThat(count(flow, "SELECT count(*) FROM nacre.notification")).isEqualTo(1);
  }

  @Test
  void stopsOnlyTheInstanceThatBreaksTheBatch() {
    TestFlow flow =
        TestFlow.of(
            Corpus.app("base")
                .with(
                    "workflows/odd.json",
                    """
                    {"id": "odd", "trigger": {"type": "record", "form": "order", "on": ["create"]}, "steps": [
                      {"id": "say", "type": "script", "settings": {"code": "record.order_no === 'A2' ? 'poison' : 'fine'"}},
                      {"id": "note", "type": "update", "settings": {"set": {"note": "done"}}}]}\
                    """));
    // the database itself refuses one of them, as it may for reasons that nobody foresaw
    flow.database.inNewTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(
                "ALTER TABLE nacre.workflow_instance ADD CHECK (steps::text NOT LIKE '%poison%')");
          }
        });
    List<UUID> orders = orders(flow, 5);
    flow.worker.runReady();
    assertThat(flow.all().stream().map(Instance::state))
        .containsExactly(
            Instance.State.DONE,
            Instance.State.DONE,
            Instance.State.FAILED,
            Instance.State.DONE,
            Instance.State.DONE);
    assertThat(flow.record("order", orders.get(2)).get("note")).isNull();
    assertThat(flow.record("order", orders.get(3)).get("note")).isEqualTo("done");
    Instance broken = flow.all().get(2);
    assertThat(broken.problems()).isNotEmpty();
    assertThat(flow.instances.timeline(flow.forms(), broken.id(), TestFlow.ADMIN))
        .extracting(InstanceEvent::kind)
        .containsExactly(InstanceEvent.Kind.FAILED);
  }

  @Test
  void staysOnTheVersionThatItStartedOn() {
    AppFiles first =
        Corpus.app("base")
            .with(
                "workflows/ask.json",
                """
                {"id": "ask", "trigger": {"type": "record", "form": "refund", "on": ["create"]}, "steps": [
                  {"id": "ok", "type": "approve", "settings": {"assign": {"role": "finance"}}},
                  {"id": "done", "type": "update", "settings": {"set": {"state": "approved"}}}]}\
                """);
    AppFiles second =
        first.with(
            "workflows/ask.json",
            """
            {"id": "ask", "trigger": {"type": "record", "form": "refund", "on": ["create"]}, "steps": [
              {"id": "done", "type": "update", "settings": {"set": {"state": "refunded"}}}]}\
            """);
    TestFlow flow = TestFlow.of(first);
    UUID old = flow.create("refund", "{'refund_no': 'R1'}");
    flow.worker.runReady();
    assertThat(flow.publish(second).list()).isEmpty();
    UUID fresh = flow.create("refund", "{'refund_no': 'R2'}");
    flow.worker.runReady();
    Task task = flow.open().getFirst();
    flow.tasks.act(
        flow.forms(), task.id(), TaskAction.APPROVE, null, TestFlow.json("{}"), flow.user("fin1"));
    assertThat(flow.all().stream().map(Instance::version)).containsExactly(1, 2);
    assertThat(flow.record("refund", old).get("state")).isEqualTo("approved");
    assertThat(flow.record("refund", fresh).get("state")).isEqualTo("refunded");
  }

  @Test
  void letsOneOfTwoApproversWin() throws Exception {
    TestFlow flow =
        TestFlow.of(
            Corpus.app("base")
                .with(
                    "workflows/ask.json",
                    """
                    {"id": "ask", "trigger": {"type": "record", "form": "refund", "on": ["create"]}, "steps": [
                      {"id": "ok", "type": "approve", "settings": {"assign": {"role": "finance"}}},
                      {"id": "open", "type": "create", "settings": {"form": "ticket", "set": {"subject": {"field": "refund_no"}}}}]}\
                    """));
    int rounds = 10;
    for (int i = 0; i < rounds; i++) {
      flow.create("refund", "{'refund_no': 'R" + i + "'}");
    }
    flow.worker.runReady();
    var answers = new ArrayList<String>();
    try (ExecutorService people = Executors.newFixedThreadPool(2)) {
      for (Task task : flow.open()) {
        List<Callable<String>> both =
            List.of(() -> approve(flow, task, "fin1"), () -> approve(flow, task, "fin2"));
        for (Future<String> answer : people.invokeAll(both)) {
          answers.add(answer.get());
        }
      }
    }
    assertThat(answers).filteredOn(a -> a.equals("done")).hasSize(rounds);
    assertThat(answers).filteredOn(a -> a.equals("task_done")).hasSize(rounds);
    assertThat(count(flow, "SELECT count(*) FROM \"app_shop\".ticket")).isEqualTo(rounds);
  }

  private static String approve(TestFlow flow, Task task, String user) {
    try {
      return flow.tasks
          .act(
              flow.forms(),
              task.id(),
              TaskAction.APPROVE,
              null,
              TestFlow.json("{}"),
              flow.user(user))
          .state()
          .id();
    } catch (NotPossibleException e) {
      assertThat(e.problems().getFirst().message(Locale.ENGLISH)).contains("fin");
      return e.problems().getFirst().code();
    }
  }

  @Test
  void runsInTheBackgroundWhenStarted() {
    TestFlow flow = TestFlow.of(COUNTING);
    flow.worker.start(2);
    try {
      List<UUID> orders = orders(flow, 10);
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> count(flow, "SELECT count(*) FROM nacre.notification") == orders.size());
      assertEachDoneOnce(flow, orders);
    } finally {
      flow.worker.stop();
    }
  }

  @Test
  void undoesWhatItStartedWithARefusedWrite() {
    TestFlow flow = TestFlow.of(COUNTING);
    Outcome refused =
        flow.change("order", Change.create(TestFlow.json("{'note': 'no number'}")), TestFlow.ADMIN);
    assertThat(refused.failed()).isTrue();
    assertThat(flow.all()).isEmpty();
  }
}
