package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A step that goes over more records than one page of a question holds. */
class ManyItemsTest {
  private final TestFlow flow = TestFlow.of(Corpus.app("each_of_many"));

  private void orders(int count) {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < count; i++) {
      changes.add(Change.create(TestFlow.json("{'order_no': 'M" + i + "', 'status': 'paid'}")));
    }
    for (int i = 0; i < count; i += 1000) {
      List<Change> some = changes.subList(i, Math.min(count, i + 1000));
      var batch =
          new Batch("order", some, Batch.Mode.PER_ROW, TestFlow.ADMIN, Origin.of(Origin.Kind.API));
      assertThat(flow.records.write(flow.forms(), batch)).noneMatch(outcome -> outcome.failed());
    }
  }

  private Instance run(String workflow) {
    Instance begun =
        flow.instances.start(
            flow.forms(), workflow, null, JsonNodeFactory.instance.objectNode(), TestFlow.ADMIN);
    flow.worker.runReady();
    return flow.instances.get(flow.forms(), begun.id(), TestFlow.ADMIN);
  }

  @Test
  void goesOverEachOfThemOnce() {
    orders(1_201);
    Instance all = run("ship");
    assertThat(all.state()).isEqualTo(Instance.State.DONE);
    assertThat(all.steps().at("/go/count").asInt()).isEqualTo(1_201);
    assertThat(run("ship").steps().at("/go/count").asInt()).isZero();
  }

  @Test
  void takesNoMoreThanItWasTold() {
    orders(801);
    assertThat(run("some").steps().at("/go/count").asInt()).isEqualTo(700);
    assertThat(run("some").steps().at("/go/count").asInt()).isEqualTo(101);
  }

  @Test
  void doesNothingWhenThereAreTooMany() {
    orders(5_001);
    Instance all = run("ship");
    assertThat(all.state()).isEqualTo(Instance.State.FAILED);
    assertThat(all.problems().getFirst().code()).isEqualTo("each_too_many");
  }
}
