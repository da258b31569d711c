package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.record.StoredRecord;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was published under laxer checks goes on, as far as it can. */
class PublishedOnceTest {
  private static final String OTHER =
      """
      {"id": "other", "trigger": {"type": "record", "form": "refund", "on": ["create"]},
       "steps": [{"id": "look", "type": "approve", "settings": {"assign": {"role": "finance"}}}]}\
      """;

  private static String main(String steps) {
    return main("{\"type\": \"record\", \"form\": \"refund\", \"on\": [\"create\"]}", steps);
  }

  private static String main(String trigger, String steps) {
    return "{\"id\": \"main\", \"trigger\": " + trigger + ", \"steps\": [" + steps + "]}";
  }

  private static AppFiles app(String main) {
    return Corpus.app("base").with("workflows/other.json", OTHER).with("workflows/main.json", main);
  }

  /** The app as it was published once, when today it couldn't be. */
  private static TestFlow once(String main) {
    AppFiles files = app(main);
    assertThat(TestFlow.check(files).list()).isNotEmpty();
    TestFlow flow = TestFlow.of(Corpus.app("base"));
    flow.publishedOnce(files);
    flow.create("refund", "{'refund_no': 'R1', 'amount': 5}");
    flow.worker.runReady();
    return flow;
  }

  private static Instance of(TestFlow flow, String workflow) {
    return flow.all().stream()
        .filter(one -> one.workflow().equals(workflow))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatOnlyKeepsAVersionFromBeingPublishedRunsOn() {
    TestFlow flow =
        once(
            main(
                """
                {"id": "both", "type": "parallel",
                 "settings": {"until": "all", "number": 1, "branches": [{"steps": []}, {"steps": []}]}},
                {"id": "mark", "type": "update",
                 "settings": {"set": {"refund_no": {"expr": "coalesce(steps.gone.by, 'nobody')"}}}}\
                """));
    assertThat(of(flow, "main").state()).isEqualTo(Instance.State.DONE);
    assertThat(of(flow, "main").problems()).isEmpty();
  }

  @Test
  void aStepThatCannotBeCompiledStopsOnlyWhoComesToIt() {
    TestFlow flow =
        once(
            main(
                """
                {"id": "first", "type": "notify", "settings": {"to": {"role": "finance"}, "text": "Hi"}},
                {"id": "pay", "type": "call", "settings": {"connector": "partner", "operation": "py"}},
                {"id": "last", "type": "end", "settings": {"state": "paid"}}\
                """));
    Instance failed = of(flow, "main");
    assertThat(failed.state()).isEqualTo(Instance.State.FAILED);
    assertThat(failed.steps().has("first")).isTrue();
    assertThat(failed.problems())
        .extracting(Problem::code)
        .containsExactly("step_operation_unknown", "step_unusable");
    assertThat(flow.notifications.list(flow.forms(), 10, null, TestFlow.ADMIN).notifications())
        .anyMatch(told -> told.incident() != null && failed.id().equals(told.instance()));
    assertThat(of(flow, "other").state()).isEqualTo(Instance.State.WAITING);

    flow.acts.act(flow.forms(), failed.id(), InstanceAction.SKIP, "by hand", TestFlow.ADMIN);
    flow.worker.runReady();
    assertThat(of(flow, "main").state()).isEqualTo(Instance.State.ENDED);
  }

  /** It never just goes past people who should have been asked. */
  @Test
  void nobodyPassesAnApprovalThatCannotBeCompiled() {
    TestFlow flow =
        once(
            main(
                """
                {"id": "ok", "type": "approve", "settings": {"assign": {"role": "gone"}}},
                {"id": "pay", "type": "call",
                 "settings": {"connector": "partner", "operation": "pay"}}\
                """));
    Instance failed = of(flow, "main");
    assertThat(failed.state()).isEqualTo(Instance.State.FAILED);
    assertThat(failed.problems().getFirst().code()).isEqualTo("assign_role_unknown");
  }

  @Test
  void aStepOfATypeThatIsGoneIsNotPassedOver() {
    TestFlow flow = once(main("{\"id\": \"a\", \"type\": \"magic\", \"settings\": {}}"));
    assertThat(of(flow, "main").problems().getFirst().code()).isEqualTo("kind_unknown");
  }

  @Test
  void whatAnItemRunsStaysAtItsItem() {
    String each =
        """
        {"id": "main", "trigger": {"type": "record", "form": "order", "on": ["create"]},
         "steps": [{"id": "all", "type": "each", "settings": {"table": "lines", %s
           "steps": [
             {"id": "wait", "type": "delay", "settings": {"after": "PT1H"}},
             {"id": "one", "type": "update", "settings": {"line": {"price": 7}}}]}}]}\
        """;
    TestFlow flow = TestFlow.of(Corpus.app("base").with("workflows/main.json", each.formatted("")));
    UUID order = flow.create("order", "{'order_no': 'O1', 'lines': [{'sku': 'a'}]}");
    flow.worker.runReady();
    flow.understoodAs(
        1,
        Corpus.app("base")
            .with("workflows/main.json", each.formatted("\"in\": {\"form\": \"order\"},")));
    flow.pass(Duration.ofHours(2));
    flow.worker.runReady();
    StoredRecord record = flow.record("order", order);
    int lines = record.form().field("lines").orElseThrow().index();
    assertThat(record.lines(lines).getFirst().get("price")).hasToString("7");
    Instance all =
        flow.all().stream().filter(one -> one.parent() == null).findFirst().orElseThrow();
    assertThat(all.state()).isEqualTo(Instance.State.FAILED);
    assertThat(all.problems().getFirst().code()).isEqualTo("each_one");
  }

  @Test
  void aTriggerThatCannotBeCompiledStartsNothing() {
    TestFlow flow =
        once(
            main(
                """
                {"type": "record", "form": "refund", "on": ["create"],
                 "when": {"field": "amuont", "op": "gt", "value": 1}}\
                """,
                "{\"id\": \"end\", \"type\": \"end\", \"settings\": {}}"));
    assertThat(flow.all()).extracting(Instance::workflow).containsExactly("other");
  }

  @Test
  void whoStandsStillGoesOnInAVersionThatIsPutRight() {
    String pay =
        """
        {"id": "pay", "type": "delay", "settings": {"after": "PT1H"}},
        {"id": "mark", "type": "update", "settings": {"set": {"%s": "refunded"}}}\
        """;
    TestFlow flow = once(main(pay.formatted("stat")));
    flow.pass(Duration.ofHours(2));
    flow.worker.runReady();
    Instance failed = of(flow, "main");
    assertThat(failed.problems().getFirst().code()).isEqualTo("field_unknown");
    assertThat(flow.publish(app(main(pay.formatted("state")))).list()).isEmpty();
    int right = flow.forms().version();
    flow.migrations.move(
        flow.forms(),
        failed.id(),
        new MigrationEngine.Wish(right, Map.of(), "better"),
        TestFlow.ADMIN);
    flow.acts.retry(flow.forms(), failed.id(), TestFlow.ADMIN);
    flow.worker.runReady();
    assertThat(of(flow, "main").state()).isEqualTo(Instance.State.DONE);
  }

  @Test
  void aTaskOfAStepThatCannotBeCompiledStaysOpen() {
    TestFlow flow = TestFlow.of(app(main(task("finance"))));
    flow.create("refund", "{'refund_no': 'R1', 'amount': 5}");
    flow.worker.runReady();
    flow.understoodAs(1, app(main(task("gone"))));
    Task task =
        flow.open().stream().filter(one -> one.step().equals("ok")).findFirst().orElseThrow();
    assertThatThrownBy(
            () ->
                flow.tasks.act(
                    flow.forms(),
                    task.id(),
                    TaskAction.APPROVE,
                    null,
                    TestFlow.json("{}"),
                    flow.user("fin1")))
        .isInstanceOfSatisfying(
            ActionInvalidException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::code)
                    .containsExactly("assign_role_unknown", "step_unusable"));
    assertThat(flow.open()).contains(task);
  }

  private static String task(String role) {
    return "{\"id\": \"ok\", \"type\": \"approve\", \"settings\": {\"assign\": {\"role\": \""
        + role
        + "\"}}}";
  }
}
