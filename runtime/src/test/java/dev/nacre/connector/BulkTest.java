package dev.nacre.connector;

import static dev.nacre.record.TestApp.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.BulkEngine;
import dev.nacre.record.transfer.BulkFile;
import dev.nacre.record.transfer.BulkRow;
import dev.nacre.record.transfer.BulkRows;
import dev.nacre.record.transfer.BulkWish;
import dev.nacre.record.transfer.ButtonPress;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.UndoEngine;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One thing done with many records, tried first and taken back. */
class BulkTest {
  private final TestHub hub = new TestHub();
  private final BulkRows rows = new BulkRows(hub.app.database);
  private final Presses presses = new Presses();
  private final BulkEngine bulk =
      new BulkEngine(hub.app.database, hub.app.engine, presses, hub.jobs, rows);
  private final UndoEngine undos =
      new UndoEngine(
          hub.app.database,
          hub.app.engine,
          hub.app.history,
          hub.jobs,
          rows,
          presses,
          hub.app.registry());

  /** A button at every order but B1. */
  private final class Presses implements ButtonPress {
    private final List<UUID> running = new ArrayList<>();
    private int most = Integer.MAX_VALUE;

    @Override
    public UUID press(Forms forms, String workflow, UUID record, ObjectNode input, Identity who) {
      if (order(record).title().equals("B1")) {
        throw new dev.nacre.record.NotFoundException(Problem.at("", "record_unknown", record));
      }
      if (running.size() == most) {
        throw new IllegalStateException("the power went");
      }
      UUID instance = UUID.randomUUID();
      running.add(instance);
      return instance;
    }

    @Override
    public boolean offers(Forms forms, String form, String workflow, Identity who) {
      return workflow.equals("ship");
    }

    @Override
    public void takeBack(Forms forms, UUID instance, String reason, Identity who) {
      running.remove(instance);
    }
  }

  private StoredRecord order(UUID id) {
    return hub.app.engine.find(hub.app.forms, "order", id, java.util.Set.of(), ADMIN).orElseThrow();
  }

  private void orders(int count) {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < count; i++) {
      changes.add(
          Change.create(
              TestApp.json(
                  "{'order_no':'"
                      + (i < count / 2 ? "A" : "B")
                      + (i % (count / 2))
                      + "','channel':'"
                      + (i < count / 2 ? "web" : "douyin")
                      + "','note':'n"
                      + i
                      + "','lines':[{'sku':'s','qty':1,'price':"
                      + i
                      + "}]}")));
    }
    hub.app.write("order", dev.nacre.record.Batch.Mode.ALL_OR_NOTHING, changes);
  }

  private BulkWish wish(BulkWish.Action action, @Nullable String set) {
    Condition web =
        Condition.read(
            Objects.requireNonNull(
                Json.read(
                    "{\"field\":\"channel\",\"op\":\"eq\",\"value\":\"web\"}", new Problems())));
    return new BulkWish(
        "order",
        action,
        null,
        web,
        set == null ? null : TestApp.json(set),
        action == BulkWish.Action.START ? "ship" : null,
        null,
        false);
  }

  private Job run(BulkWish wish) {
    return finished(bulk.start("hub", hub.app.forms, wish, ADMIN));
  }

  private Job undo(Job job) {
    return finished(undos.start(hub.app.forms, job, ADMIN));
  }

  private Job finished(Job job) {
    return TestJobs.finished(hub.jobs, job);
  }

  private long called(String note) {
    Condition that =
        new Condition.Compare(
            "note",
            Condition.Op.EQ,
            new dev.nacre.metadata.Value.Literal(
                com.fasterxml.jackson.databind.node.TextNode.valueOf(note)));
    Query query = Query.of("order").where(that).counting(Query.Count.EXACT);
    return Objects.requireNonNull(hub.app.engine.query(hub.app.forms, query, ADMIN).count());
  }

  private List<String> notes(String channel) {
    return hub.records("order").stream()
        .filter(o -> channel.equals(o.get("channel")))
        .map(o -> String.valueOf(o.get("note")))
        .distinct()
        .toList();
  }

  @Test
  void showsWhatWouldChangeAndChangesNothing() {
    orders(20);
    BulkEngine.Preview seen =
        bulk.preview(hub.app.forms, wish(BulkWish.Action.UPDATE, "{'note':'x'}"), 3, ADMIN);
    assertThat(seen.count()).isEqualTo(10);
    assertThat(seen.rows())
        .hasSize(3)
        .allSatisfy(
            row -> {
              assertThat(row.after()).hasToString("{\"note\":\"x\"}");
              assertThat(row.before().get("note").asText()).startsWith("n");
            });
    Job tried = run(wish(BulkWish.Action.UPDATE, "{'note':'x'}").trying(true));
    assertThat(List.of(tried.updated(), tried.failed())).containsExactly(10L, 0L);
    assertThat(tried.undoable()).isFalse();
    assertThat(notes("web")).hasSize(10);
  }

  @Test
  void changesWhatTheFilterFindsAndTakesItBackAsAWhole() {
    orders(1_200);
    Job job = run(wish(BulkWish.Action.UPDATE, "{'order_no':'A1'}"));
    // only one can be called that
    assertThat(List.of(job.updated(), job.unchanged(), job.failed())).containsExactly(0L, 1L, 599L);
    job = run(wish(BulkWish.Action.UPDATE, "{'note':'x'}"));
    assertThat(List.of(job.total(), job.updated(), job.failed())).containsExactly(600L, 600L, 0L);
    assertThat(called("x")).isEqualTo(600);

    Job undo = undo(job);
    assertThat(List.of(undo.updated(), undo.failed())).containsExactly(600L, 0L);
    assertThat(called("x")).isZero();
  }

  @Test
  void takesBackWhatPeopleMayGiveAndSaysWhatARuleKeeps() {
    orders(4);
    Job job = run(wish(BulkWish.Action.UPDATE, "{'note':'keep'}"));
    assertThat(job.updated()).isEqualTo(2);

    Job undo = undo(job);
    assertThat(List.of(undo.updated(), undo.failed())).containsExactly(2L, 0L);
    assertThat(notes("web")).containsExactlyInAnyOrder("n0", "n1");
    assertThat(undo.problems())
        .extracting(Problem::pointer, Problem::code)
        .containsExactlyInAnyOrder(
            tuple("/A0/noted", "restore_read_only"), tuple("/A1/noted", "restore_read_only"));
  }

  @Test
  void canBeTriedAgainWhenNothingCouldBeTakenBack() {
    orders(4);
    Job job = run(wish(BulkWish.Action.UPDATE, "{'note':'x'}"));
    List<StoredRecord> web =
        hub.records("order").stream().filter(o -> "web".equals(o.get("channel"))).toList();
    web.forEach(
        o -> hub.app.change("order", Change.update(o.id(), null, TestApp.json("{'note':'y'}"))));
    assertThat(undo(job).failed()).isEqualTo(2);
    assertThat(hub.jobs.find("hub", job.id()).orElseThrow().undoable()).isTrue();
  }

  @Test
  void deletesAndBringsBack() {
    orders(20);
    Job job = run(wish(BulkWish.Action.DELETE, null));
    assertThat(job.updated()).isEqualTo(10);
    assertThat(hub.records("order")).hasSize(10);

    List<UUID> ids = rows.after(job.id(), 0, 100).stream().map(BulkRow::record).toList();
    Job back =
        run(
            new BulkWish(
                "order",
                BulkWish.Action.RESTORE,
                ids.subList(0, 4),
                null,
                null,
                null,
                null,
                false));
    assertThat(back.updated()).isEqualTo(4);
    assertThat(undo(back).updated()).isEqualTo(4);
    Job undo = undo(job);
    // four were brought back and deleted again meanwhile: those are left alone
    assertThat(List.of(undo.updated(), undo.failed())).containsExactly(6L, 4L);
    assertThat(hub.records("order")).hasSize(16);
  }

  @Test
  void leavesAloneWhatWasChangedSince() {
    orders(4);
    Job job = run(wish(BulkWish.Action.UPDATE, "{'note':'x'}"));
    StoredRecord one =
        hub.records("order").stream()
            .filter(o -> "web".equals(o.get("channel")))
            .findFirst()
            .orElseThrow();
    hub.app.change("order", Change.update(one.id(), null, TestApp.json("{'note':'mine'}")));
    Job undo = undo(job);
    assertThat(List.of(undo.updated(), undo.failed())).containsExactly(1L, 1L);
    assertThat(notes("web")).contains("mine");
  }

  @Test
  void tellsOfEachRecordWhatBecameOfIt() throws IOException {
    orders(4);
    List<UUID> ids = new ArrayList<>(hub.records("order").stream().map(StoredRecord::id).toList());
    UUID nobody = UUID.randomUUID();
    ids.add(nobody);
    Job job =
        run(
            new BulkWish(
                "order",
                BulkWish.Action.UPDATE,
                ids,
                null,
                TestApp.json("{'note':'n1'}"),
                null,
                null,
                false));
    assertThat(List.of(job.updated(), job.unchanged(), job.failed())).containsExactly(3L, 1L, 1L);
    assertThat(rows.after(job.id(), 0, 100))
        .extracting(BulkRow::status)
        .containsExactlyInAnyOrder("updated", "updated", "updated", "unchanged", "not_found");
    var out = new ByteArrayOutputStream();
    new BulkFile(rows).write(job, Locale.ENGLISH, out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Record", "A0", "updated", nobody.toString(), "not_found");
  }

  @Test
  void pressesAButtonAtEachAndEndsWhatThatStarted() {
    orders(4);
    BulkWish all = wish(BulkWish.Action.START, null);
    BulkWish every = new BulkWish("order", all.action(), null, null, null, "ship", null, false);
    Job job = run(every);
    assertThat(List.of(job.updated(), job.failed())).containsExactly(3L, 1L);
    assertThat(presses.running).hasSize(3);
    assertThat(undo(job).updated()).isEqualTo(3);
    assertThat(presses.running).isEmpty();
    assertThatThrownBy(
            () ->
                bulk.start(
                    "hub",
                    hub.app.forms,
                    new BulkWish("order", all.action(), null, null, null, "other", null, false),
                    ADMIN))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void knowsWhatItStartedWhenItIsBrokenOff() {
    orders(8);
    presses.most = 2;
    Job job =
        run(new BulkWish("order", BulkWish.Action.START, null, null, null, "ship", null, false));
    assertThat(job.state()).isEqualTo(Job.State.FAILED);
    assertThat(rows.after(job.id(), 0, 100))
        .extracting(BulkRow::instance)
        .containsExactlyElementsOf(presses.running);
    undo(job);
    assertThat(presses.running).isEmpty();
  }

  @Test
  void changesNothingOfWhichItCannotSaySo() {
    orders(4);
    hub.app.database.inNewTransaction(
        connection -> connection.createStatement().executeUpdate("DROP TABLE nacre.job_row"));
    Job job = run(wish(BulkWish.Action.UPDATE, "{'note':'x'}"));
    assertThat(job.state()).isEqualTo(Job.State.FAILED);
    assertThat(called("x")).isZero();
  }

  @Test
  void refusesValuesForWhatTakesNone() {
    orders(4);
    BulkWish wish = wish(BulkWish.Action.DELETE, "{'note':'x'}");

    assertThatThrownBy(() -> bulk.start("hub", hub.app.forms, wish, ADMIN))
        .isInstanceOfSatisfying(
            NacreException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.pointer() + " " + p.code())
                    .containsExactly("/set bulk_not_taken"));
    assertThat(hub.records("order")).hasSize(4);
  }

  @Test
  void refusesWhomNoRoleAllowsIt() {
    var nobody = new Identity("zhao", "Zhao", false, Map.of(), false);
    assertThatThrownBy(
            () -> bulk.start("hub", hub.app.forms, wish(BulkWish.Action.DELETE, null), nobody))
        .isInstanceOf(NacreException.class);
    assertThat(hub.jobs.list(new JobStore.Page("hub", null, null, 10))).isEmpty();
    assertThat(hub.app.engine.query(hub.app.forms, Query.of("order"), ADMIN).records()).isEmpty();
  }
}
