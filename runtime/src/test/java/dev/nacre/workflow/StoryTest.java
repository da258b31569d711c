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

  /** Those who wait for their warehouse are looked at some time after they came in. */
  private static AppFiles dated(String after, String when) {
    return app("PT4H", "200")
        .with(
            "workflows/late.json",
            """
            {"id": "late", "trigger": {"type": "date_field", "form": "order", "field": "due",
               "before": "%s", "at": "09:00"%s},
             "steps": [{"id": "note", "type": "update", "settings": {"set": {"note": "late"}}}]}
            """
                .formatted(after, when));
  }

  private static final String PAID =
      ", \"when\": {\"field\": \"status\", \"op\": \"eq\", \"value\": \"paid\"}";

  private UUID promised() {
    UUID order = flow.create("order", "{'order_no': 'A1', 'due': '2026-11-28'}");
    flow.pass(Duration.ofDays(3));
    flow.change(
        "order", Change.update(order, null, TestFlow.json("{'status': 'paid'}")), TestFlow.ADMIN);
    flow.pass(Duration.ofDays(1));
    return order;
  }

  private static String note(Played played) {
    return Objects.requireNonNull(played.record()).toJson().path("note").asText();
  }

  /** It is the 27th at the end; one day before is past by then, and two hours before is to come. */
  @Test
  void datesStartTheirWorkflowsWhenTheyCome() {
    UUID order = promised();
    assertThat(note(flow.play(dated("P1D", ""), "order", order))).isEqualTo("late");
    assertThat(note(flow.play(dated("PT2H", ""), "order", order))).isEqualTo("null");
    assertThat(flow.play(dated("P1D", ""), "order", order).runs())
        .extracting(Played.RunSeen::workflow)
        .containsExactly("late");
  }

  /** Four days before, it was not paid yet; when it was, that day was past. */
  @Test
  void aDateAsksItsConditionWhenItComesAndWheneverTheRecordChanges() {
    UUID order = promised();
    Played played = flow.play(dated("P4D", PAID), "order", order);
    assertThat(note(played)).isEqualTo("late");
    assertThat(played.runs()).hasSize(1);
    assertThat(note(flow.play(dated("P4D", PAID.replace("paid", "shipped")), "order", order)))
        .isEqualTo("null");
  }

  /** What a schedule does to the records that there are, at another time of another day. */
  @Test
  void schedulesArePlayedWithTheClockTurnedToTheirTimes() {
    flow.create("order", "{'order_no': 'A1', 'status': 'paid'}");
    flow.create("order", "{'order_no': 'A2', 'status': 'paid'}");
    flow.create("order", "{'order_no': 'A3'}");
    AppFiles nightly =
        served.with(
            "workflows/nightly.json",
            """
            {"id": "nightly", "trigger": {"type": "schedule", "cron": "0 3 * * *"}, "steps": [
              {"id": "all", "type": "each", "settings": {"in": {"form": "order",
                  "where": {"field": "status", "op": "eq", "value": "paid"}},
                "steps": [{"id": "note", "type": "update", "settings": {
                  "form": "order", "record": {"field": "item.id"},
                  "set": {"note": {"expr": "format(now(), 'dd HH:mm')"}}}}]}},
              {"id": "tell", "type": "notify", "settings": {"to": {"role": "sales"},
                "text": {"en": "Looked at {{format(now(), 'dd HH:mm')}}"}}}]}
            """);
    flow.pass(Duration.ofDays(3));
    var times = flow.times(nightly, "nightly", Duration.ofDays(3), 100);
    assertThat(times)
        .extracting(java.time.Instant::toString)
        .containsExactly("2026-11-23T19:00:00Z", "2026-11-24T19:00:00Z", "2026-11-25T19:00:00Z");
    assertThat(flow.times(nightly, "nightly", Duration.ofDays(365), 2)).hasSize(2);

    Played played = flow.playSchedule(nightly, "nightly", times.getFirst());
    assertThat(played.record()).isNull();
    assertThat(played.others()).containsExactly(new Played.Others("order", "update", 2));
    assertThat(played.messages())
        .extracting(message -> message.text().in(java.util.Locale.ENGLISH))
        .containsExactly("Looked at 24 03:00");
    assertThat(flow.all()).isEmpty();
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
