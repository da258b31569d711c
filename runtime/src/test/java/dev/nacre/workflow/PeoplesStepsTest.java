package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Change;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.TestApp;
import dev.nacre.record.file.FileAccess;
import dev.nacre.security.Identity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What people's steps do when apps and people change, and two are there at once. */
class PeoplesStepsTest {
  private static final ObjectNode NOTHING = TestFlow.json("{}");

  private static TestFlow flow(String steps) {
    return TestFlow.of(app(steps));
  }

  private static AppFiles app(String steps) {
    var files = new TreeMap<>(Corpus.app("base").byPath());
    files.put(
        "workflows/ask.json",
        ("{'id': 'ask', 'trigger': {'type': 'record', 'form': 'order', 'on': ['create']}, "
                + "'steps': ["
                + steps
                + "]}")
            .replace('\'', '"'));
    return new AppFiles(files);
  }

  private static Task begun(TestFlow flow) {
    flow.create("order", "{'order_no': 'A1'}");
    flow.worker.runReady();
    return flow.open().getFirst();
  }

  private static Act act(TaskAction action, ObjectNode data, Identity who) {
    return new Act(action, "said", data, List.of(), who);
  }

  private static ObjectNode json(String text) {
    return TestApp.json(text);
  }

  @Test
  void tellsWhatOthersChangedInsteadOfOverwritingIt() {
    TestFlow flow =
        flow(
            "{'id': 'f', 'type': 'fill', 'settings': {'assign': {'role': 'sales'}, "
                + "'fields': ['note', 'province']}}");
    Task task = begun(flow);
    Identity sales = flow.user("sal1");
    var record = Objects.requireNonNull(task.record());
    flow.change("order", Change.update(record, null, json("{'note': 'theirs'}")), TestFlow.ADMIN);
    ObjectNode seen = json("{'note': null, 'province': null}");
    ObjectNode both = json("{'note': 'mine', 'province': 'Hubei'}");
    assertThatThrownBy(
            () ->
                flow.tasks.act(
                    flow.forms(),
                    task.id(),
                    new Act(TaskAction.COMPLETE, null, both, seen, List.of(), sales)))
        .isInstanceOfSatisfying(
            ChangedMeanwhileException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(
                        problem -> {
                          assertThat(problem.pointer()).isEqualTo("/data/note");
                          assertThat(problem.message(Locale.ENGLISH)).contains("theirs");
                        }));
    assertThat(flow.open()).hasSize(1);
    assertThat(flow.record("order", record).toJson().path("province").isNull()).isTrue();
    // what was left as it was seen is not theirs, and stays as it is now
    flow.tasks.act(
        flow.forms(),
        task.id(),
        new Act(
            TaskAction.COMPLETE,
            null,
            json("{'note': '', 'province': 'Hubei'}"),
            seen,
            List.of(),
            sales));
    var now = flow.record("order", record).toJson();
    assertThat(now.path("note").asText()).isEqualTo("theirs");
    assertThat(now.path("province").asText()).isEqualTo("Hubei");
  }

  @Test
  void fillsAFieldThatALaterVersionHasGivenUp() {
    String steps =
        "{'id': 'f', 'type': 'fill', 'settings': {'assign': {'role': 'sales'}, "
            + "'fields': ['note'], 'required': ['note']}}";
    TestFlow flow = flow(steps);
    Task task = begun(flow);
    var files = new TreeMap<>(app(steps.replace("'note'", "'province'")).byPath());
    files.computeIfPresent(
        "forms/order.json",
        (path, text) -> text.replaceFirst("\\{\\s*\"id\": \"note\"[^}]*\\}\\s*\\},", ""));
    assertThat(flow.publish(new AppFiles(files)).list()).isEmpty();
    assertThat(flow.forms().get("order").field("note")).isEmpty();

    assertThat(flow.tasks.fields(task)).extracting(FillField::id).containsExactly("note");
    flow.tasks.act(
        flow.forms(),
        task.id(),
        act(TaskAction.COMPLETE, TestFlow.json("{'note': 'kept'}"), flow.user("sal1")));
    Instance instance = flow.all().getFirst();
    assertThat(instance.state()).isEqualTo(Instance.State.DONE);
    assertThat(instance.steps().path("f").path("data").path("note").asText()).isEqualTo("kept");
  }

  @Test
  void leavesNothingBehindWhenWhatWasFilledInIsRefused() {
    TestFlow flow =
        flow(
            "{'id': 'f', 'type': 'fill', 'settings': {'assign': {'role': 'sales'}, "
                + "'fields': ['note', 'count']}}");
    Task task = begun(flow);
    int events = flow.instances.timeline(flow.forms(), task.instance(), TestFlow.ADMIN).size();
    assertThatThrownBy(
            () ->
                flow.tasks.act(
                    flow.forms(),
                    task.id(),
                    act(
                        TaskAction.COMPLETE,
                        TestFlow.json("{'count': 3, 'note': '" + "x".repeat(41) + "'}"),
                        flow.user("sal1"))))
        .isInstanceOfSatisfying(
            ActionInvalidException.class,
            e -> assertThat(e.problems().getFirst().pointer()).isEqualTo("/data/note"));
    assertThat(flow.open()).containsExactly(task);
    assertThat(flow.instances.timeline(flow.forms(), task.instance(), TestFlow.ADMIN))
        .hasSize(events);
    assertThat(flow.all().getFirst().state()).isEqualTo(Instance.State.WAITING);
  }

  @Test
  void countsEverybodyWhenAllApproveAtOnce() throws Exception {
    TestFlow flow =
        flow(
            "{'id': 'f', 'type': 'approve', 'settings': {'mode': 'all', "
                + "'assign': {'users': ['fin1', 'fin2', 'man1', 'sup1']}}}");
    Task task = begun(flow);
    try (var pool = Executors.newFixedThreadPool(4)) {
      var done =
          pool.invokeAll(
              List.of("fin1", "fin2", "man1", "sup1").stream()
                  .map(
                      user ->
                          (Callable<Task>)
                              () ->
                                  flow.tasks.act(
                                      flow.forms(),
                                      task.id(),
                                      act(TaskAction.APPROVE, NOTHING, flow.user(user))))
                  .toList());
      for (var one : done) {
        assertThat(one.get()).isNotNull();
      }
    }
    assertThat(flow.all().getFirst().state()).isEqualTo(Instance.State.DONE);
    assertThat(flow.all().getFirst().steps().path("f").path("decisions")).hasSize(4);
  }

  @Test
  void showsAttachedFilesToWhoSeesTheTask() {
    TestFlow flow =
        flow("{'id': 'f', 'type': 'approve', 'settings': {'assign': {'user': 'fin1'}}}");
    Task task = begun(flow);
    var sales = flow.user("sal1");
    String file =
        flow.files
            .add(
                flow.forms(),
                "a.txt",
                "text/plain",
                new ByteArrayInputStream("a".getBytes(StandardCharsets.UTF_8)),
                sales)
            .id();
    FileAccess access = flow.access;
    assertThatThrownBy(() -> access.open(flow.forms(), file, flow.user("fin1")))
        .isInstanceOf(NotFoundException.class);
    flow.tasks.act(
        flow.forms(), task.id(), new Act(TaskAction.COMMENT, null, NOTHING, List.of(file), sales));
    assertThat(access.open(flow.forms(), file, flow.user("fin1")).about().name())
        .isEqualTo("a.txt");
    assertThatThrownBy(() -> access.open(flow.forms(), file, flow.user("sup1")))
        .isInstanceOf(NotFoundException.class);
    flow.pass(java.time.Duration.ofDays(3));
    assertThat(access.open(flow.forms(), file, sales).about().name()).isEqualTo("a.txt");
  }

  @Test
  void listsTasksByNameByRoleByWhoStartedThemAndThoseThatNobodyCanDo() {
    TestFlow flow =
        flow(
            "{'id': 'f', 'type': 'approve', 'settings': {'assign': {'user': 'fin1'}}}, "
                + "{'id': 'g', 'type': 'approve', 'settings': {'assign': {'role': 'finance'}}}");
    Task task = begun(flow);
    assertThat(ids(flow, TaskQuery.Scope.MINE, flow.user("fin1"))).containsExactly(task);
    assertThat(ids(flow, TaskQuery.Scope.GROUP, flow.user("fin1"))).isEmpty();
    assertThat(ids(flow, TaskQuery.Scope.STARTED, TestFlow.ADMIN)).containsExactly(task);
    assertThat(ids(flow, TaskQuery.Scope.STARTED, flow.user("fin1"))).isEmpty();
    assertThat(ids(flow, TaskQuery.Scope.ORPHANED, TestFlow.ADMIN)).isEmpty();
    flow.gone.add("fin1");
    assertThat(ids(flow, TaskQuery.Scope.ORPHANED, TestFlow.ADMIN)).containsExactly(task);
    assertThat(ids(flow, TaskQuery.Scope.ORPHANED, flow.user("fin2"))).isEmpty();
    assertThat(flow.tasks.orphaned(flow.forms(), task)).isTrue();
    flow.tasks.act(flow.forms(), task.id(), act(TaskAction.APPROVE, NOTHING, TestFlow.ADMIN));
    assertThat(ids(flow, TaskQuery.Scope.GROUP, flow.user("fin2"))).hasSize(1);
    assertThat(ids(flow, TaskQuery.Scope.MINE, flow.user("fin2"))).isEmpty();
    assertThat(flow.tasks.count(flow.forms(), TaskQuery.Scope.GROUP, flow.user("fin2")))
        .isEqualTo(1);
  }

  @Test
  void findsAllThatNobodyCanDoHoweverManyOthersLieBetween() {
    TestFlow flow =
        flow(
            "{'id': 'f', 'type': 'approve', 'settings': {'assign': {'users': ['fin1', 'fin2']}, "
                + "'mode': 'any'}}, {'id': 'g', 'type': 'end'}");
    for (int i = 0; i < 7; i++) {
      flow.create("order", "{'order_no': 'N" + i + "'}");
    }
    flow.worker.runReady();
    List<Task> all = flow.open();
    // fin2 has left; what waits for fin1, too, can still be done
    flow.gone.add("fin2");
    for (int i = 0; i < all.size(); i += 3) {
      flow.tasks.act(
          flow.forms(),
          all.get(i).id(),
          act(TaskAction.REASSIGN, json("{'to': 'man1'}"), TestFlow.ADMIN));
    }
    flow.gone.add("man1");
    var found = new ArrayList<Task>();
    String next = null;
    do {
      TaskPage page =
          flow.tasks.list(
              flow.forms(),
              TaskQuery.of(TaskQuery.Scope.ORPHANED).limit(1).after(next),
              TestFlow.ADMIN);
      found.addAll(page.tasks());
      next = page.next();
    } while (next != null);
    assertThat(found).hasSize(3);
  }

  @Test
  void countsWhatWasStartedAndWhatNobodyCanDoAsTheListsTellThem() {
    TestFlow flow =
        flow(
            "{'id': 'f', 'type': 'approve', 'settings': {'assign': {'user': 'fin1'}}}, "
                + "{'id': 'g', 'type': 'approve', 'settings': {'assign': {'role': 'finance'}}}");
    begun(flow);
    assertThat(flow.tasks.count(flow.forms(), TaskQuery.Scope.STARTED, TestFlow.ADMIN))
        .isEqualTo(1);
    assertThat(flow.tasks.count(flow.forms(), TaskQuery.Scope.STARTED, flow.user("fin1"))).isZero();
    assertThat(flow.tasks.count(flow.forms(), TaskQuery.Scope.ORPHANED, TestFlow.ADMIN)).isZero();
    flow.gone.add("fin1");
    assertThat(flow.tasks.count(flow.forms(), TaskQuery.Scope.ORPHANED, TestFlow.ADMIN))
        .isEqualTo(1);
    assertThat(flow.tasks.count(flow.forms(), TaskQuery.Scope.ORPHANED, flow.user("fin2")))
        .isZero();
  }

  @Test
  void givesWhatIsDueSoonestFirstAndTheNewestOfTheRestPageByPage() {
    TestFlow flow =
        flow(
            "{'id': 'all', 'type': 'parallel', 'settings': {'branches': ["
                + branch("never", "")
                + ", "
                + branch("late", ", 'deadline': {'after': 'PT8H'}")
                + ", "
                + branch("soon", ", 'deadline': {'after': 'PT1H'}")
                + ", "
                + branch("newer", "")
                + "]}}");
    flow.create("order", "{'order_no': 'A1'}");
    flow.worker.runReady();
    var seen = new java.util.ArrayList<String>();
    String cursor = null;
    do {
      TaskPage page =
          flow.tasks.list(
              flow.forms(), TaskQuery.own().soonest().limit(1).after(cursor), flow.user("fin1"));
      page.tasks().forEach(task -> seen.add(task.step()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).startsWith("soon", "late").hasSize(4).doesNotHaveDuplicates();
    assertThat(flow.tasks.list(flow.forms(), TaskQuery.own(), flow.user("fin1")).tasks())
        .extracting(Task::step)
        .filteredOn(step -> !step.equals("soon") && !step.equals("late"))
        .containsExactlyElementsOf(seen.subList(2, 4));
  }

  private static String branch(String id, String more) {
    return "{'name': '"
        + id
        + "', 'steps': [{'id': '"
        + id
        + "', 'type': 'approve', 'settings': {'assign': {'role': 'finance'}"
        + more
        + "}}]}";
  }

  private static List<Task> ids(TestFlow flow, TaskQuery.Scope scope, Identity who) {
    return flow.tasks.list(flow.forms(), TaskQuery.of(scope), who).tasks();
  }
}
