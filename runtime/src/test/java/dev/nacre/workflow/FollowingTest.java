package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What stands where when people are answered, before any worker has looked. */
class FollowingTest {
  private final TestFlow flow = TestFlow.of(Corpus.app("parallel_all"));

  private Instance start() {
    UUID refund = flow.create("refund", "{'refund_no': 'R1', 'amount': 500}");
    flow.all().forEach(own -> flow.acts.cancel(flow.forms(), own.id(), "by hand", TestFlow.ADMIN));
    return flow.instances.start(
        flow.forms(), "main", refund, JsonNodeFactory.instance.objectNode(), TestFlow.ADMIN);
  }

  private void approve(String step) {
    Task task = flow.open().stream().filter(t -> t.step().equals(step)).findFirst().orElseThrow();
    flow.tasks.act(
        flow.forms(),
        task.id(),
        TaskAction.APPROVE,
        null,
        JsonNodeFactory.instance.objectNode(),
        TestFlow.ADMIN);
  }

  @Test
  void whoStartsBranchesIsAnsweredWhenTheirTasksAreThere() {
    start();
    assertThat(flow.open()).extracting(Task::step).containsExactly("money");
  }

  @Test
  void whoEndsTheLastBranchIsAnsweredWhenTheWorkflowHasGoneOn() {
    Instance started = start();
    approve("money");
    flow.pass(Duration.ofHours(2));
    flow.worker.runReady();
    approve("man");
    assertThat(flow.instances.get(flow.forms(), started.id(), TestFlow.ADMIN).state())
        .isEqualTo(Instance.State.DONE);
  }
}
