package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.security.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people find who may see some instances only: their own, and those of some workflows. */
class InstanceSearchTest {
  private final TestFlow flow = TestFlow.of(app());
  private final Identity finance = flow.user("fin1");
  private final List<Instance> both = new ArrayList<>();

  /** Finance may start pay and read refunds; nobody but those who look after it may start hush. */
  private static AppFiles app() {
    var files = new TreeMap<String, String>(Corpus.app("base").byPath());
    for (String id : List.of("pay", "hush")) {
      files.put(
          "workflows/" + id + ".json",
          """
          {"id": "%s", "trigger": {"type": "button", "form": "refund"}, "steps": [
            {"id": "look", "type": "approve", "settings": {"assign": {"role": "manager"}}}]}
          """
              .formatted(id));
    }
    files.put(
        "roles/finance.json",
        """
        {"id": "finance", "forms": {"refund": {"read": true}}, "workflows": {"pay": "start"}}
        """);
    return new AppFiles(files);
  }

  @BeforeEach
  void some() {
    for (int i = 0; i < 4; i++) {
      var refund = flow.create("refund", "{'refund_no': 'R%d', 'amount': 5}".formatted(i));
      both.add(flow.instances.start(flow.forms(), "pay", refund, none(), TestFlow.ADMIN));
      both.add(flow.instances.start(flow.forms(), "pay", refund, none(), finance));
      var unused = flow.instances.start(flow.forms(), "hush", refund, none(), TestFlow.ADMIN);
    }
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode none() {
    return TestFlow.json("{}");
  }

  private List<String> found(InstanceQuery query, Identity who) {
    return flow.instances.list(flow.forms(), query, who).instances().stream()
        .map(one -> one.id().toString())
        .toList();
  }

  private List<String> newestFirst() {
    return both.reversed().stream().map(one -> one.id().toString()).toList();
  }

  /** What one started of such a workflow is found by either, and once. */
  @Test
  void findsEachOnceAndNewestFirst() {
    assertThat(found(InstanceQuery.all(), finance)).isEqualTo(newestFirst());
    assertThat(found(InstanceQuery.all().of("pay", null, null), finance)).isEqualTo(newestFirst());
    assertThat(found(InstanceQuery.all().of("hush", null, null), finance)).isEmpty();
    assertThat(found(InstanceQuery.all().at("look", Duration.ZERO), finance))
        .isEqualTo(newestFirst());
    assertThat(found(InstanceQuery.all().in(Set.of(Instance.State.DONE), null), finance)).isEmpty();
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    var all = new ArrayList<String>();
    @Nullable String cursor = null;
    do {
      InstancePage page =
          flow.instances.list(flow.forms(), InstanceQuery.all().page(3, cursor), finance);
      page.instances().forEach(one -> all.add(one.id().toString()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(all).isEqualTo(newestFirst());
  }

  @Test
  void whoMayStartNothingFindsTheirOwn() {
    assertThat(found(InstanceQuery.all(), flow.user("man1"))).isEmpty();
    assertThat(found(InstanceQuery.all(), TestFlow.ADMIN)).hasSize(12);
  }

  /** A finished one stands nowhere, however long. */
  @Test
  void onlyWhatHasNotFinishedHasAnAge() {
    Task task = flow.open().getFirst();
    flow.tasks.act(flow.forms(), task.id(), TaskAction.APPROVE, null, none(), flow.user("man1"));
    flow.pass(Duration.ofHours(2));
    var aged = InstanceQuery.all().at(null, Duration.ofHours(1));
    assertThat(found(aged, TestFlow.ADMIN)).hasSize(11);
    assertThat(found(aged.in(Set.of(Instance.State.DONE), null), TestFlow.ADMIN)).hasSize(1);
    assertThat(found(aged.at(null, Duration.ofHours(3)), TestFlow.ADMIN)).isEmpty();
  }
}
