package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.NacreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many people at once: what they do shares transactions, and each is told what came of theirs. */
class AtOnceTest {
  private static final int THREADS = 16;
  private static final AppFiles ASKING =
      Corpus.app("base")
          .with(
              "workflows/ask.json",
              """
              {"id": "ask", "trigger": {"type": "button", "form": "order"}, "steps": [
                {"id": "ok", "type": "approve", "settings": {"assign": {"role": "finance"}}}]}\
              """);

  private Losses losses;
  private TestFlow flow;
  private List<UUID> orders;

  @BeforeEach
  void ordersOfAShop() {
    var around = new AtomicReference<Losses>();
    flow =
        TestFlow.of(
            ASKING,
            database -> {
              around.set(new Losses(database));
              return around.get();
            });
    losses = around.get();
    orders = new ArrayList<>();
    for (int i = 0; i < 160; i++) {
      orders.add(flow.create("order", "{'order_no': 'A" + i + "'}"));
    }
  }

  private List<Instance> startEach() throws Exception {
    var calls = new ArrayList<Callable<Instance>>();
    for (UUID order : orders) {
      calls.add(
          () ->
              flow.instances.start(
                  flow.forms(), "ask", order, TestFlow.json("{}"), TestFlow.ADMIN));
    }
    return each(calls);
  }

  /** The decision that the task has then, or why there is none of theirs. */
  private Callable<String> decide(UUID task, TaskAction action, String who) {
    return () -> {
      try {
        Task decided =
            flow.tasks.act(
                flow.forms(), task, action, "since " + who, TestFlow.json("{}"), flow.user(who));
        return String.valueOf(decided.decision());
      } catch (NacreException e) {
        return e.problems().getFirst().code();
      }
    };
  }

  @Test
  void startsShareTransactions() throws Exception {
    int before = losses.begun();
    List<Instance> started = startEach();
    assertThat(losses.begun() - before).isLessThan(orders.size());
    assertThat(started)
        .allSatisfy(one -> assertThat(one.state()).isEqualTo(Instance.State.WAITING))
        .extracting(Instance::record)
        .containsExactlyElementsOf(orders);
    assertThat(started)
        .allSatisfy(
            one ->
                assertThat(flow.instances.timeline(flow.forms(), one.id(), TestFlow.ADMIN))
                    .extracting(InstanceEvent::kind)
                    .containsExactly(InstanceEvent.Kind.STARTED, InstanceEvent.Kind.WAITING));
    assertThat(flow.tasks.count(flow.forms(), flow.user("fin1"))).isEqualTo(orders.size());
  }

  @Test
  void startsOfAPausedWorkflowWait() throws Exception {
    int unused = flow.acts.pause(flow.forms(), "ask", null, TestFlow.ADMIN);
    List<Instance> started = startEach();
    assertThat(started)
        .allSatisfy(one -> assertThat(one.state()).isEqualTo(Instance.State.READY))
        .allSatisfy(one -> assertThat(one.pause()).isNotNull());
  }

  @Test
  void oneOfTwoDecidesATaskAndTheOtherIsTold() throws Exception {
    List<Instance> started = startEach();
    Map<UUID, UUID> taskOf =
        flow
            .tasks
            .list(flow.forms(), TaskQuery.all().limit(Cursor.MOST), TestFlow.ADMIN)
            .tasks()
            .stream()
            .collect(Collectors.toMap(Task::instance, Task::id));
    var calls = new ArrayList<Callable<String>>();
    for (Instance one : started) {
      UUID task = taskOf.get(one.id());
      calls.add(decide(task, TaskAction.APPROVE, "fin1"));
      calls.add(decide(task, TaskAction.REJECT, "fin2"));
      calls.add(decide(UUID.randomUUID(), TaskAction.APPROVE, "fin1"));
      calls.add(decide(task, TaskAction.APPROVE, "man1"));
    }
    List<String> told = each(calls);
    for (int i = 0; i < started.size(); i++) {
      List<String> its = told.subList(4 * i, 4 * i + 4);
      boolean approved = its.get(0).equals("APPROVE");
      assertThat(its)
          .containsExactly(
              approved ? "APPROVE" : "task_done",
              approved ? "task_done" : "REJECT",
              "task_unknown",
              its.get(3));
      assertThat(its.get(3)).isIn("task_not_yours", "task_done");
      List<InstanceEvent> acted =
          flow.instances.timeline(flow.forms(), started.get(i).id(), TestFlow.ADMIN).stream()
              .filter(event -> event.kind() == InstanceEvent.Kind.ACTED)
              .toList();
      assertThat(acted).hasSize(1);
      assertThat(acted.getFirst().who()).isEqualTo(approved ? "fin1" : "fin2");
    }
    assertThat(flow.open()).isEmpty();
  }

  /** What each was answered, all at once. */
  private static <T> List<T> each(List<Callable<T>> calls) throws Exception {
    var ready = new CountDownLatch(THREADS);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var answers = new ArrayList<Future<T>>();
      for (Callable<T> call : calls) {
        answers.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return call.call();
                }));
      }
      var all = new ArrayList<T>();
      for (Future<T> answer : answers) {
        all.add(answer.get());
      }
      return all;
    }
  }
}
