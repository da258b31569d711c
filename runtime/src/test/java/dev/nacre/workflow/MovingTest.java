package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Change;
import dev.nacre.security.ForbiddenException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Instances that go on in another version of their workflow. */
class MovingTest {
  private static final String TRIGGER =
      "\"trigger\": {\"type\": \"record\", \"form\": \"refund\", \"on\": [\"create\"]}";

  private static AppFiles ask(String steps) {
    return Corpus.app("base")
        .with("workflows/ask.json", "{\"id\": \"ask\", " + TRIGGER + ", \"steps\": " + steps + "}");
  }

  private static final String OK =
      """
      {"id": "ok", "type": "approve", "settings": {"assign": {"role": "finance"},
        "deadline": {"after": "PT4H", "then": [{"remind": true}]}}}\
      """;

  private static final String DONE =
      "{\"id\": \"done\", \"type\": \"update\", \"settings\": {\"set\": {\"state\":"
          + " \"refunded\"}}}";

  private static TestFlow waiting(AppFiles first, AppFiles second) {
    TestFlow flow = TestFlow.of(first);
    flow.create("refund", "{'refund_no': 'R1'}");
    flow.worker.runReady();
    assertThat(flow.publish(second).list()).isEmpty();
    return flow;
  }

  private static MigrationEngine.Wish to(int version, Map<String, String> renamed) {
    return new MigrationEngine.Wish(version, renamed, "better");
  }

  private static List<String> unfit(TestFlow flow, Map<String, String> renamed) {
    List<Problem> found =
        flow.migrations.check(flow.forms(), root(flow), to(2, renamed), TestFlow.ADMIN);
    assertThat(found)
        .allSatisfy(
            problem -> {
              assertThat(problem.message(Locale.ENGLISH)).isNotEqualTo(problem.code());
              assertThat(problem.hint(Locale.CHINESE)).isNotEmpty();
            });
    return found.stream()
        .map(problem -> problem.code() + " " + String.join(",", problem.args()))
        .toList();
  }

  private static UUID root(TestFlow flow) {
    return flow.all().stream().filter(i -> i.parent() == null).findFirst().orElseThrow().id();
  }

  private static void approve(TestFlow flow, String step) {
    Task task = flow.open().stream().filter(t -> t.step().equals(step)).findFirst().orElseThrow();
    flow.tasks.act(
        flow.forms(), task.id(), TaskAction.APPROVE, null, TestFlow.json("{}"), flow.user("fin1"));
  }

  @Test
  void keepsTasksAndDeadlinesAndGoesOnWithTheStepsOfTheOtherVersion() {
    TestFlow flow =
        waiting(
            ask("[" + OK + "," + DONE + "]"),
            ask(
                """
                [%s, {"id": "tell", "type": "notify", "settings": {"to": {"role": "support"}, "text": "new"}}]\
                """
                    .formatted(OK)));
    Task before = flow.open().getFirst();
    assertThat(unfit(flow, Map.of())).isEmpty();
    flow.migrations.move(flow.forms(), root(flow), to(2, Map.of()), TestFlow.ADMIN);

    assertThat(flow.open().getFirst().id()).isEqualTo(before.id());
    assertThat(flow.open().getFirst().dueAt()).isEqualTo(before.dueAt());
    flow.pass(Duration.ofHours(4));
    flow.worker.runReady();
    approve(flow, "ok");
    Instance now = flow.all().getFirst();
    assertThat(now.state()).isEqualTo(Instance.State.DONE);
    assertThat(now.version()).isEqualTo(2);
    assertThat(flow.record("refund", Objects.requireNonNull(now.record())).get("state")).isNull();
    assertThat(flow.instances.timeline(flow.forms(), now.id(), TestFlow.ADMIN))
        .extracting(InstanceEvent::kind)
        .contains(InstanceEvent.Kind.MOVED, InstanceEvent.Kind.DEADLINE);
    assertThat(flow.audited).anyMatch(line -> line.contains("instance_move ask"));
  }

  @Test
  void saysThatItsStepIsGoneAndTakesAnotherNameForIt() {
    TestFlow flow =
        waiting(
            ask("[" + OK + "," + DONE + "]"),
            ask("[" + OK.replace("\"ok\"", "\"agreed\"") + "," + DONE + "]"));
    assertThat(unfit(flow, Map.of())).containsExactly("move_step_gone ok,agreed, done");
    assertThat(
            catchThrowableOfType(
                    NotPossibleException.class,
                    () ->
                        flow.migrations.move(
                            flow.forms(), root(flow), to(2, Map.of()), TestFlow.ADMIN))
                .problems())
        .hasSize(1);
    assertThat(flow.all().getFirst().version()).isEqualTo(1);

    Map<String, String> renamed = Map.of("ok", "agreed");
    assertThat(unfit(flow, renamed)).isEmpty();
    flow.migrations.move(flow.forms(), root(flow), to(2, renamed), TestFlow.ADMIN);
    flow.pass(Duration.ofHours(4));
    flow.worker.runReady();
    approve(flow, "agreed");
    assertThat(flow.all().getFirst().state()).isEqualTo(Instance.State.DONE);
    assertThat(flow.all().getFirst().steps().has("agreed")).isTrue();
  }

  @Test
  void refusesAStepThatWaitsAsSomethingElseThere() {
    TestFlow flow =
        waiting(
            ask("[" + OK + "," + DONE + "]"),
            ask("[{\"id\": \"ok\", \"type\": \"delay\", \"settings\": {\"after\": \"PT1H\"}}]"));
    assertThat(unfit(flow, Map.of())).containsExactly("move_type_differs ok,approve,delay");
  }

  @Test
  void tellsOfOutputsThatLaterStepsReadAndThatNeverCome() {
    TestFlow flow =
        waiting(
            ask("[" + OK + "," + DONE + "]"),
            ask(
                """
                [{"id": "sum", "type": "script", "settings": {"code": "1"}}, %s,
                 {"id": "say", "type": "notify", "settings": {"to": {"role": "support"}, "text": "{{steps.sum}} {{steps.ok.by}}"}}]\
                """
                    .formatted(OK)));
    assertThat(unfit(flow, Map.of())).containsExactly("move_output_missing say,sum");
  }

  private static String side(String... branches) {
    var all = new StringBuilder();
    for (String branch : branches) {
      all.append(all.isEmpty() ? "" : ",").append("{\"steps\": [").append(branch).append("]}");
    }
    return "[{\"id\": \"side\", \"type\": \"parallel\", \"settings\": {\"branches\": ["
        + all
        + "]}},"
        + DONE
        + "]";
  }

  @Test
  void movesWhatItStartedWithItAndSaysWhereThatDoesNotFit() {
    String second = OK.replace("\"ok\"", "\"too\"");
    TestFlow flow =
        waiting(ask(side(OK, second)), ask(side(OK, DONE.replace("\"done\"", "\"mark\""))));
    assertThat(unfit(flow, Map.of())).containsExactly("move_step_gone too,mark");
    UUID child = flow.all().stream().filter(i -> i.parent() != null).findFirst().orElseThrow().id();
    assertThat(
            catchThrowableOfType(
                    NotPossibleException.class,
                    () ->
                        flow.migrations.move(flow.forms(), child, to(2, Map.of()), TestFlow.ADMIN))
                .problems())
        .extracting(Problem::code)
        .containsExactly("move_its_parent");

    assertThat(flow.publish(ask(side(OK, second).replace("side", "both"))).list()).isEmpty();
    flow.migrations.move(flow.forms(), root(flow), to(3, Map.of("side", "both")), TestFlow.ADMIN);
    assertThat(flow.all()).allMatch(i -> i.version() == 3);
    approve(flow, "ok");
    approve(flow, "too");
    flow.worker.runReady();
    assertThat(flow.all()).allMatch(i -> i.state() == Instance.State.DONE);
  }

  @Test
  void refusesOtherBranchesThanThoseThatWereBegun() {
    String second = OK.replace("\"ok\"", "\"too\"");
    String third = OK.replace("\"ok\"", "\"three\"");
    TestFlow flow = waiting(ask(side(OK, second)), ask(side(OK, second, third)));
    assertThat(unfit(flow, Map.of())).containsExactly("move_blocks_differ side");
  }

  @Test
  void refusesWhoMayNotStartTheWorkflow() {
    TestFlow flow = waiting(ask("[" + OK + "]"), ask("[" + OK + "," + DONE + "]"));
    assertThat(
            catchThrowableOfType(
                NacreException.class,
                () ->
                    flow.migrations.move(
                        flow.forms(), root(flow), to(2, Map.of()), flow.user("fin1"))))
        .isInstanceOf(ForbiddenException.class);
  }

  /** The form lost a field that an old version writes: its column is there, and it goes on. */
  @Test
  void goesOnAsItBeganAlthoughItsFormLostAField() {
    AppFiles first =
        ask(
            "["
                + OK
                + ", {\"id\": \"mark\", \"type\": \"update\", \"settings\": {\"set\": {\"amount\":"
                + " 5}}}]");
    AppFiles lost =
        first
            .with(
                "forms/refund.json",
                """
                {"id": "refund", "titleField": "refund_no", "fields": [
                  {"id": "refund_no", "type": "text", "required": true},
                  {"id": "order", "type": "link", "settings": {"form": "order"}},
                  {"id": "state", "type": "choice", "settings": {"options": [{"value": "refunded"}]}}]}\
                """)
            .with(
                "workflows/ask.json",
                "{\"id\": \"ask\", "
                    + TRIGGER
                    + ", \"steps\": ["
                    + OK
                    + ","
                    + DONE.replace("\"done\"", "\"mark\"")
                    + "]}");
    TestFlow flow = waiting(first, lost);
    flow.create("refund", "{'refund_no': 'R2'}");
    flow.worker.runReady();
    flow.open().forEach(task -> approve(flow, "ok"));
    assertThat(flow.all()).extracting(Instance::state).containsOnly(Instance.State.DONE);
    assertThat(flow.all()).extracting(Instance::version).containsExactly(1, 2);
  }

  /**
   * What can't be compiled any more fails when something is due, and goes on in another version.
   */
  @Test
  void anInstanceWhoseVersionIsBrokenFailsIsToldOfAndCanBeMoved() {
    TestFlow flow = waiting(ask("[" + OK + "," + DONE + "]"), ask("[" + OK + "]"));
    flow.breaks(1);
    assertThat(unfit(flow, Map.of())).containsExactly("move_type_unknown ok,1");
    flow.pass(Duration.ofHours(4));
    flow.worker.runReady();
    Instance failed = flow.all().getFirst();
    assertThat(failed.state()).isEqualTo(Instance.State.FAILED);
    assertThat(failed.problems()).extracting(Problem::code).containsExactly("version_broken");
    assertThat(flow.notifications.list(flow.forms(), 10, null, TestFlow.ADMIN).notifications())
        .anyMatch(told -> told.incident() != null && failed.id().equals(told.instance()));

    assertThat(unfit(flow, Map.of())).isEmpty();
    flow.migrations.move(flow.forms(), failed.id(), to(2, Map.of()), TestFlow.ADMIN);
    flow.acts.retry(flow.forms(), failed.id(), TestFlow.ADMIN);
    approve(flow, "ok");
    assertThat(flow.all().getFirst().state()).isEqualTo(Instance.State.DONE);
  }

  @Test
  void anInstanceWhoseVersionIsBrokenIsCancelledWhenItsRecordIsDeleted() {
    TestFlow flow = waiting(ask("[" + OK + "]"), ask("[" + OK + "]"));
    flow.breaks(1);
    UUID record = Objects.requireNonNull(flow.all().getFirst().record());
    flow.change("refund", Change.delete(record, null), TestFlow.ADMIN);
    assertThat(flow.all().getFirst().state()).isEqualTo(Instance.State.CANCELLED);
    assertThat(flow.open()).isEmpty();
  }
}
