package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.record.change.Expansion;
import dev.nacre.record.transfer.BulkRows;
import dev.nacre.record.transfer.FileFormat;
import dev.nacre.record.transfer.ImportEngine;
import dev.nacre.record.transfer.ImportSettings;
import dev.nacre.record.transfer.ImportSettings.Mode;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.NotUndoableException;
import dev.nacre.record.transfer.RefusalStore;
import dev.nacre.record.transfer.UndoEngine;
import dev.nacre.storage.SchemaStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Imports taken back as a whole. */
class UndoTest {
  private final TestHub hub = new TestHub();
  private final ImportEngine engine =
      new ImportEngine(
          hub.app.database, hub.app.engine, hub.jobs, new RefusalStore(hub.app.database));
  private final UndoEngine undos =
      new UndoEngine(
          hub.app.database,
          hub.app.engine,
          hub.app.history,
          hub.jobs,
          new BulkRows(hub.app.database),
          new NoButtons(),
          hub.app.registry());

  @Test
  void deletesWhatItCreatedAndPutsBackWhatItChanged() {
    hub.app.create(
        "order",
        "{'order_no': 'A1', 'channel': 'web', 'note': 'old', 'discount': 1.5,"
            + " 'lines': [{'sku': 'S1', 'qty': 1, 'price': 2}, {'sku': 'S2', 'qty': 2}]}");
    Job job =
        run(
            """
            order_no,channel,note,discount,lines.sku,lines.qty,lines.price
            A1,web,new,,S2,2,
            A1,web,,,S3,1,9
            A2,web,,,S1,1,1
            """);
    assertThat(List.of(job.created(), job.updated())).containsExactly(1L, 1L);
    Job undo = undo(job);
    assertThat(undo.state()).isEqualTo(Job.State.DONE);
    assertThat(undo.problems()).isEmpty();
    assertThat(List.of(undo.created(), undo.updated(), undo.failed())).containsExactly(1L, 1L, 0L);
    StoredRecord order = hub.records("order").getFirst();
    assertThat(hub.records("order")).hasSize(1);
    assertThat(order.toJson().toString())
        .contains("\"note\":\"old\"", "\"discount\":1.5", "\"amount\":2")
        .containsSubsequence("\"sku\":\"S1\"", "\"sku\":\"S2\"")
        .doesNotContain("S3");
    Job after = hub.jobs.find("hub", job.id()).orElseThrow();
    assertThat(after.undoneBy()).isEqualTo(undo.id());
    assertThatThrownBy(() -> undo(after)).isInstanceOf(NotUndoableException.class);
  }

  @Test
  void leavesAloneWhatWasChangedSince() {
    hub.app.create("order", "{'order_no': 'A1', 'channel': 'web', 'note': 'old'}");
    Job job = run("order_no,channel,note\nA1,web,new\nA2,web,x\nA3,web,x\n");
    change("A1", "{\"note\": \"mine\"}");
    change("A2", "{\"note\": \"mine\"}");
    Job undo = undo(job);
    assertThat(List.of(undo.created(), undo.updated(), undo.failed())).containsExactly(1L, 0L, 2L);
    assertThat(undo.problems())
        .extracting(Problem::pointer, Problem::code)
        .containsExactlyInAnyOrder(tuple("/A1", "undo_changed"), tuple("/A2", "undo_changed"));
    assertThat(hub.records("order")).extracting(o -> o.get("note")).containsOnly("mine");
  }

  @Test
  void takesBackSeveralRowsOfOneRecordTogether() {
    hub.app.create("order", "{'order_no': 'A1', 'channel': 'web', 'note': 'old'}");
    Job job = run("order_no,channel,note\nA1,web,one\nA1,web,two\n");
    assertThat(job.updated()).isEqualTo(2);
    assertThat(undo(job).updated()).isEqualTo(1);
    assertThat(hub.records("order")).extracting(o -> o.get("note")).containsExactly("old");
  }

  @Test
  void bringsOldValuesIntoTheTypesOfTodayOrLeavesAndNamesThem() {
    hub.app.create("order", "{'order_no': 'A1', 'channel': 'web', 'note': '7'}");
    hub.app.create("order", "{'order_no': 'A2', 'channel': 'web', 'note': 'many'}");
    Job job = run("order_no,channel,note,discount\nA1,web,8,1\nA2,web,9,1\n");
    Forms now = typed("number");
    Job undo = TestJobs.finished(hub.jobs, undos.start(now, job, TestApp.ADMIN));

    assertThat(undo.problems())
        .extracting(Problem::pointer, Problem::code)
        .containsExactly(tuple("/A2/note", "restore_other_type"));
    assertThat(undo.updated()).isEqualTo(2);
    var notes = new TreeMap<String, Object>();
    hub.app
        .engine
        .query(now, Query.of("order"), TestApp.ADMIN)
        .records()
        .forEach(
            order -> {
              assertThat(order.get("discount")).isNull();
              notes.put(order.title(), order.get("note"));
            });
    assertThat(notes.toString()).isEqualTo("{A1=7, A2=9}");
  }

  /** The app with notes of another type, published. */
  private Forms typed(String type) {
    TestApp app = hub.app;
    AppFiles files =
        app.files.with(
            "forms/order.json",
            app.files
                .text("forms/order.json")
                .orElseThrow()
                .replaceFirst(
                    "(\"id\": \"note\", \"type\": )\"text\"(.*), \"settings\": .*20}}",
                    "$1\"" + type + "\"$2}")
                .replaceFirst("\"rules\": .*", ""));
    assertThat(
            new Expansion(app.database, new SchemaStore(app.database), app.columns())
                .expand(
                    app.forms.schema(),
                    List.of(app.forms),
                    log -> app.draft(2, files, log),
                    () -> {}))
        .isEmpty();
    return app.draft(2, files, app.columns().read(app.forms.schema()));
  }

  private void change(String number, String patch) {
    StoredRecord record =
        hub.records("order").stream()
            .filter(o -> number.equals(o.get("order_no")))
            .findFirst()
            .orElseThrow();
    var data =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            Objects.requireNonNull(Json.read(patch, new Problems()));
    Change change = Change.update(record.id(), null, data);
    var origin = Origin.of(Origin.Kind.API);
    hub.app.engine.write(hub.app.forms, Batch.one("order", change, TestApp.ADMIN, origin));
  }

  private Job run(String csv) {
    var settings =
        new ImportSettings(
            Map.of(), List.of("channel", "order_no"), Mode.UPSERT, false, FileFormat.AUTOMATIC);
    var content = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    Job job = engine.start("hub", hub.app.forms, "order", content, null, settings, TestApp.ADMIN);
    return TestJobs.finished(hub.jobs, job);
  }

  private Job undo(Job job) {
    return TestJobs.finished(hub.jobs, undos.start(hub.app.forms, job, TestApp.ADMIN));
  }
}
