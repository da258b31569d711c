package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Change;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happened is played again under other rules, and leaves nothing behind. */
class StoryTest {
  private final AppFiles served = app("PT4H", "200");
  private final TestFlow flow = TestFlow.of(served);

  /** Refunds are looked at; after a while nobody is asked any more. */
  private static AppFiles app(String after, String from) {
    var files = new TreeMap<String, String>(Corpus.app("deadline_ladder").byPath());
    files.put(
        "workflows/slow.json",
        """
        {"id": "slow",
         "trigger": {"type": "record", "form": "refund", "on": ["create", "update"],
           "when": {"all": [{"field": "amount", "op": "gt", "value": %s},
                            {"field": "state", "op": "empty"}]}},
         "steps": [
           {"id": "ask", "type": "approve", "settings": {"assign": {"role": "finance"},
             "deadline": {"after": "%s", "then": [{"remind": true}, {"after": "PT4H", "decide": "approve"}]},
             "rejected": {"steps": [{"id": "no", "type": "update", "settings": {"set": {"state": "rejected"}}}]}}},
           {"id": "yes", "type": "update", "settings": {"set": {"state": "approved"}}}]}
        """
            .formatted(from, after));
    return new AppFiles(files);
  }

  private UUID rejected() {
    UUID refund = flow.create("refund", "{'refund_no': 'R1', 'amount': 500}");
    flow.worker.runReady();
    flow.pass(Duration.ofHours(6));
    flow.worker.runReady();
    Task task = flow.open().getFirst();
    flow.tasks.act(
        flow.forms(), task.id(), TaskAction.REJECT, "no", TestFlow.json("{}"), flow.user("fin1"));
    flow.worker.runReady();
    flow.pass(Duration.ofDays(1));
    return refund;
  }

  @Test
  void underTheSameRulesTheSameHappens() {
    UUID refund = rejected();
    Played played = flow.play(served, "refund", refund);
    assertThat(state(played)).isEqualTo("rejected");
    assertThat(played.tasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.whose()).containsExactly(Task.Assignee.role("finance"));
              assertThat(task.decision()).isEqualTo(TaskAction.REJECT);
            });
    assertThat(played.messages())
        .extracting(Played.MessageSeen::to)
        .containsExactly(Task.Assignee.role("finance"));
    assertThat(played.runs())
        .extracting(Played.RunSeen::state)
        .containsExactly(Instance.State.REJECTED);
    assertThat(played.refused()).isEmpty();
    assertThat(played.cut()).isFalse();
  }

  /** The person decided after six hours; by then the deadline would have. */
  @Test
  void deadlinesPassAtTheirTimes() {
    UUID refund = rejected();
    Played played = flow.play(app("PT1H", "200"), "refund", refund);
    assertThat(state(played)).isEqualTo("approved");
    assertThat(played.tasks().getFirst().decision()).isEqualTo(TaskAction.APPROVE);
  }

  @Test
  void whatNobodyIsAskedStaysAsPeopleLeftIt() {
    UUID refund = rejected();
    Played played = flow.play(app("PT4H", "1000"), "refund", refund);
    assertThat(state(played)).isEqualTo("null");
    assertThat(played.tasks()).isEmpty();
    assertThat(played.runs()).isEmpty();
  }

  @Test
  void changesOfPeopleArePlayedAndThoseOfWorkflowsAreNot() {
    UUID refund = flow.create("refund", "{'refund_no': 'R1', 'amount': 100}");
    flow.pass(Duration.ofHours(1));
    flow.change(
        "refund", Change.update(refund, null, TestFlow.json("{'amount': 300}")), TestFlow.ADMIN);
    flow.worker.runReady();
    for (int i = 0; i < 3; i++) {
      flow.pass(Duration.ofHours(4));
      flow.worker.runReady();
    }
    assertThat(flow.record("refund", refund).toJson().path("state").asText()).isEqualTo("approved");

    assertThat(state(flow.play(served, "refund", refund))).isEqualTo("approved");
    assertThat(state(flow.play(app("PT4H", "400"), "refund", refund))).isEqualTo("null");
  }

  /** A note that is too long for its field is tried once more after a while. */
  private static AppFiles retrying(String first) {
    return app("PT4H", "200")
        .with(
            "workflows/fill.json",
            """
            {"id": "fill", "trigger": {"type": "record", "form": "order", "on": ["create"]},
             "retry": {"times": 1, "first": "%s"},
             "steps": [{"id": "two", "type": "update",
               "settings": {"set": {"note": {"expr": "province + province"}}}}]}
            """
                .formatted(first));
  }

  @Test
  void failedStepsAreTriedAgainAtTheirTimes() {
    UUID order =
        flow.create("order", "{'order_no': 'A1', 'province': 'a province with a very long name'}");
    flow.pass(Duration.ofMinutes(2));
    flow.change(
        "order", Change.update(order, null, TestFlow.json("{'province': 'GD'}")), TestFlow.ADMIN);
    flow.pass(Duration.ofDays(1));

    Played tooSoon = flow.play(retrying("PT1M"), "order", order);
    assertThat(tooSoon.runs())
        .extracting(Played.RunSeen::state)
        .containsExactly(Instance.State.FAILED);
    Played inTime = flow.play(retrying("PT10M"), "order", order);
    assertThat(inTime.runs())
        .extracting(Played.RunSeen::state)
        .containsExactly(Instance.State.DONE);
    assertThat(Objects.requireNonNull(inTime.record()).toJson().path("note").asText())
        .isEqualTo("GDGD");
  }

  /** The record that is played has an id of its own, of which nobody is told. */
  @Test
  void callsSpeakOfTheRecordThatReallyIs() {
    UUID refund = flow.create("refund", "{'refund_no': 'R1', 'amount': 5}");
    AppFiles telling =
        served.with(
            "workflows/pay.json",
            """
            {"id": "pay", "trigger": {"type": "record", "form": "refund", "on": ["create"]},
             "steps": [{"id": "pay", "type": "call", "settings": {"connector": "partner",
               "operation": "pay", "input": {"no": {"expr": "record.id"}}}}]}
            """);
    assertThat(flow.play(telling, "refund", refund).calls())
        .extracting(call -> call.input().path("no").asText())
        .containsExactly(refund.toString());
  }

  @Test
  void nothingIsLeftBehind() {
    UUID refund = rejected();
    List<Instance> before = flow.all();
    long version = flow.record("refund", refund).version();
    var unused = flow.play(app("PT1H", "200"), "refund", refund);
    assertThat(flow.all()).isEqualTo(before);
    assertThat(flow.open()).isEmpty();
    assertThat(flow.record("refund", refund).version()).isEqualTo(version);
  }

  private static String state(Played played) {
    return Objects.requireNonNull(played.record()).toJson().path("state").asText();
  }
}
