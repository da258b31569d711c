package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.record.InvalidQueryException;
import dev.nacre.record.NotFoundException;
import dev.nacre.storage.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who sees which tasks, instances and messages. */
class TaskEngineTest {
  private static TestFlow flow;
  private static UUID refund;

  @BeforeAll
  static void threeRefunds() {
    flow = TestFlow.of(Corpus.app("refund_small"));
    refund = flow.create("refund", "{'refund_no': 'R1', 'amount': 10}");
    flow.create("refund", "{'refund_no': 'R2', 'amount': 20}");
    flow.create("refund", "{'refund_no': 'R3', 'amount': 30}");
    flow.worker.runReady();
  }

  private static List<String> titles(TaskPage page) {
    return page.tasks().stream().map(t -> t.title().in(java.util.Locale.ENGLISH)).toList();
  }

  @Test
  void showsTheTasksOfMyRolesNewestFirst() {
    assertThat(titles(flow.tasks.list(flow.forms(), TaskQuery.own(), flow.user("fin1"))))
        .containsExactly("Finance approves · R3", "Finance approves · R2", "Finance approves · R1");
    assertThat(titles(flow.tasks.list(flow.forms(), TaskQuery.own(), flow.user("sup1")))).isEmpty();
    assertThat(flow.tasks.count(flow.forms(), flow.user("fin1"))).isEqualTo(3);
    assertThat(flow.tasks.count(flow.forms(), flow.user("man1"))).isZero();
  }

  @Test
  void showsAnAdministratorTheTasksOfEveryRole() {
    assertThat(titles(flow.tasks.list(flow.forms(), TaskQuery.own(), TestFlow.ADMIN))).hasSize(3);
  }

  @Test
  void showsTheTasksOfARecordToWhoMayReadIt() {
    TaskQuery about = TaskQuery.all().about(refund);
    assertThat(titles(flow.tasks.list(flow.forms(), about, flow.user("man1")))).hasSize(1);
    assertThat(titles(flow.tasks.list(flow.forms(), about, flow.user("sal1")))).isEmpty();
    assertThat(titles(flow.tasks.list(flow.forms(), TaskQuery.all(), flow.user("man1")))).isEmpty();
  }

  @Test
  void goesOnWhereThePageBeforeEnded() {
    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      TaskPage page =
          flow.tasks.list(flow.forms(), TaskQuery.own().limit(2).after(cursor), flow.user("fin1"));
      seen.addAll(titles(page));
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void refusesACursorThatItDidNotGive() {
    assertThatThrownBy(
            () ->
                flow.tasks.list(
                    flow.forms(), TaskQuery.own().after("'; drop table"), flow.user("fin1")))
        .isInstanceOf(InvalidQueryException.class);
  }

  @Test
  void hidesATaskFromWhoHasNothingToDoWithIt() {
    Task task = flow.open().getFirst();
    assertThat(flow.tasks.get(flow.forms(), task.id(), flow.user("man1"))).isEqualTo(task);
    assertThat(flow.tasks.mayAct(flow.forms(), task, flow.user("man1"))).isFalse();
    assertThat(flow.tasks.mayAct(flow.forms(), task, flow.user("fin2"))).isTrue();
    assertThatThrownBy(() -> flow.tasks.get(flow.forms(), task.id(), flow.user("sal1")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> flow.instances.get(flow.forms(), task.instance(), flow.user("sal1")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void refusesWhatCannotBeKept() {
    Task task = flow.open().getFirst();
    var nothing = TestFlow.json("{}");
    var user = flow.user("fin1");
    assertThatThrownBy(
            () -> flow.tasks.act(flow.forms(), task.id(), TaskAction.APPROVE, "a\0", nothing, user))
        .isInstanceOf(ActionInvalidException.class)
        .hasMessageContaining("/comment");
    assertThatThrownBy(
            () ->
                flow.tasks.act(
                    flow.forms(),
                    task.id(),
                    TaskAction.APPROVE,
                    null,
                    nothing.deepCopy().put("x", "y".repeat(70_000)),
                    user))
        .isInstanceOf(ActionInvalidException.class)
        .hasMessageContaining("/data");
    assertThat(flow.open()).contains(task);
  }

  @Test
  void listsTheInstancesOfARecordToWhoMayReadIt() {
    InstanceQuery about = InstanceQuery.about("refund", refund);
    assertThat(flow.instances.list(flow.forms(), about, flow.user("man1")).instances()).hasSize(1);
    assertThat(flow.instances.list(flow.forms(), about, flow.user("sal1")).instances()).isEmpty();
  }

  @Test
  void remembersWhoHasReadAMessage() {
    TestFlow own = TestFlow.of(Corpus.app("create_sees_trigger_record"));
    own.create("order", "{'order_no': 'A1'}");
    own.create("order", "{'order_no': 'A2'}");
    own.worker.runReady();
    NotificationStore messages = own.notifications;
    var support = own.user("sup1");
    assertThat(messages.unread(own.forms(), support)).isEqualTo(2);
    assertThat(messages.unread(own.forms(), own.user("sal1"))).isZero();
    Notification first = messages.list(own.forms(), 1, null, support).notifications().getFirst();
    messages.read(own.forms(), first.id(), support);
    messages.read(own.forms(), first.id(), support);
    messages.read(own.forms(), first.id(), own.user("sal1"));
    assertThat(messages.unread(own.forms(), support)).isEqualTo(1);
    assertThat(messages.unread(own.forms(), TestFlow.ADMIN)).isEqualTo(2);
    messages.readAll(own.forms(), support);
    assertThat(messages.list(own.forms(), 10, null, support).notifications())
        .allMatch(Notification::read);
  }

  /** Who has read everything has no row for each message, and those that come later are new. */
  @Test
  void whatWasReadAsAWholeIsRememberedAsAWhole() {
    TestFlow own = TestFlow.of(Corpus.app("create_sees_trigger_record"));
    var support = own.user("sup1");
    for (int i = 0; i < 101; i++) {
      own.create("order", "{'order_no': 'A%d'}".formatted(i));
    }
    own.worker.runReady();
    assertThat(own.notifications.unread(own.forms(), support)).isEqualTo(100);
    own.pass(Duration.ofHours(1));
    own.notifications.readAll(own.forms(), support);
    assertThat(own.notifications.unread(own.forms(), support)).isZero();
    assertThat(
            Rows.query(
                own.database,
                "SELECT 1 FROM nacre.notification_read",
                List.of(),
                row -> row.getInt(1)))
        .isEmpty();
    own.create("order", "{'order_no': 'B1'}");
    own.worker.runReady();
    assertThat(own.notifications.unread(own.forms(), support)).isEqualTo(1);
    assertThat(own.notifications.list(own.forms(), 2, null, support).notifications())
        .extracting(Notification::read)
        .containsExactly(false, true);
  }
}
