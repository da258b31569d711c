package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Change;
import dev.nacre.record.Outcome;
import dev.nacre.security.Identity;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tasks of an instance are those of everything that it began, too. */
class TasksBelowTest {
  private final TestFlow flow = TestFlow.of(Corpus.app("tasks_of_what_is_below"));
  private final Identity starter = flow.user("sal1");
  private UUID root = new UUID(0, 0);

  @BeforeEach
  void orderOfTwoLines() {
    root = start("O1");
  }

  private UUID start(String no) {
    String lines = "[{'sku': 'a', 'qty': 1}, {'sku': 'b', 'qty': 2}]";
    Outcome made =
        flow.change(
            "order",
            Change.create(TestFlow.json("{'order_no': '" + no + "', 'lines': " + lines + "}")),
            starter);
    flow.worker.runReady();
    return flow.all().stream()
        .filter(one -> one.parent() == null)
        .filter(one -> Objects.equals(one.record(), made.id()))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private List<String> steps(UUID instance, Identity who) {
    return flow.tasks.list(flow.forms(), TaskQuery.all().ofInstance(instance), who).tasks().stream()
        .map(Task::step)
        .sorted()
        .toList();
  }

  @Test
  void findsThoseOfBranchesItemsAndSubflowsHoweverDeep() {
    start("O2");
    assertThat(steps(root, TestFlow.ADMIN)).containsExactly("deep", "deep", "own_branch");
  }

  @Test
  void findsOnlyThoseBelowAPartOfIt() {
    Instance item =
        flow.all().stream()
            .filter(one -> one.workflow().equals("deeper"))
            .findFirst()
            .orElseThrow();
    assertThat(steps(item.id(), TestFlow.ADMIN)).containsExactly("deep");
  }

  @Test
  void showsThemToWhoStartedTheRoot() {
    assertThat(steps(root, starter)).containsExactly("deep", "deep", "own_branch");
    assertThat(steps(root, flow.user("sup1"))).isEmpty();
  }

  @Test
  void goesOnWhereThePageBeforeEnded() {
    TaskQuery two = TaskQuery.all().ofInstance(root).limit(2);
    TaskPage first = flow.tasks.list(flow.forms(), two, TestFlow.ADMIN);
    assertThat(first.tasks()).hasSize(2);
    assertThat(flow.tasks.list(flow.forms(), two.after(first.next()), TestFlow.ADMIN).tasks())
        .hasSize(1);
  }

  @Test
  void asksTheDatabaseOnceHoweverManyThereAre() {
    assertThat(flow.statements.during(() -> steps(root, TestFlow.ADMIN))).isEqualTo(1);
    assertThat(flow.statements.during(() -> steps(root, starter))).isEqualTo(1);
  }
}
