package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.ExportPlan;
import dev.nacre.record.transfer.FileFormat;
import dev.nacre.record.transfer.ImportEngine;
import dev.nacre.record.transfer.ImportSettings;
import dev.nacre.record.transfer.ImportSettings.Mode;
import dev.nacre.record.transfer.InvalidImportException;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.RefusalFile;
import dev.nacre.record.transfer.RefusalStore;
import dev.nacre.record.transfer.TableWriter;
import dev.nacre.record.transfer.Workbooks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of rows: created, updated, only tried, or lines of one record. */
class ImportModesTest {
  private static final List<String> KEY = List.of("channel", "order_no");

  private final TestHub hub = new TestHub();
  private final RefusalStore refusals = new RefusalStore(hub.app.database);
  private final ImportEngine engine =
      new ImportEngine(hub.app.database, hub.app.engine, hub.jobs, refusals);

  @Test
  void takesAWorkbook() {
    byte[] book = Workbooks.rows("订单号|渠道|备注", "A1|抖音|a & b", "A2|web|", "|web|nameless");
    Job job = run(book, ImportSettings.AUTOMATIC);
    assertThat(counts(job)).containsExactly(2L, 0L, 0L, 1L);
    assertThat(job.problems()).extracting(Problem::pointer).containsExactly("/4/order_no");
    assertThat(hub.records("order"))
        .extracting(o -> o.get("order_no"), o -> o.get("note"))
        .containsExactlyInAnyOrder(tuple("A1", "a & b"), tuple("A2", null));
  }

  @Test
  void refusesAColumnWhoseHeadingStandsTwiceUnlessEachIsSpokenOf() {
    byte[] file = csv("order_no,note,channel,note\nA1,first,web,second\n");
    byte[] book = Workbooks.rows("order_no|note|channel|note", "A1|first|web|second");
    for (byte[] one : List.of(file, book)) {
      assertThatThrownBy(() -> run(one, ImportSettings.AUTOMATIC))
          .isInstanceOfSatisfying(
              InvalidImportException.class,
              e ->
                  assertThat(e.problems())
                      .extracting(Problem::pointer, Problem::code, p -> p.message(Locale.ENGLISH))
                      .containsExactly(
                          tuple(
                              "/mapping/note",
                              "import_column_twice",
                              "The heading note stands over several columns of the file (2, 4), so"
                                  + " it isn't clear which is meant.")));
      assertThatThrownBy(
              () ->
                  engine.preview(
                      hub.app.forms,
                      "order",
                      new ByteArrayInputStream(one),
                      ImportSettings.AUTOMATIC,
                      5,
                      TestApp.ADMIN))
          .isInstanceOf(InvalidImportException.class);
    }
    Map<String, String> others = Map.of("order_no", "order_no", "channel", "channel");
    assertThat(counts(run(file, ImportSettings.AUTOMATIC.mapped(others))))
        .as("nothing speaks of them")
        .containsExactly(1L, 0L, 0L, 0L);
    Map<String, String> second =
        Map.of("order_no", "order_no", "channel", "channel", "note", "", "note (2)", "note");
    run(
        csv("order_no,note,channel,note\nA2,first,web,second\n"),
        ImportSettings.AUTOMATIC.mapped(second));
    assertThat(hub.records("order"))
        .extracting(o -> o.get("order_no"), o -> o.get("note"))
        .containsExactlyInAnyOrder(tuple("A1", null), tuple("A2", "second"));
  }

  @Test
  void countsRowsThatMeetFarApartAsTheImportWould() {
    var rows = new StringBuilder("order_no,channel,note\n");
    for (int i = 0; i < 20_001; i++) {
      rows.append("A").append(i).append(",web,\n");
    }
    byte[] file = csv(rows.append("A1,web,x\nA1,douyin,\nA1,web,y\n").toString());
    assertThat(counts(run(file, settings(Mode.UPSERT).trying(true))))
        .containsExactly(20_002L, 2L, 0L, 0L);
    Job made = run(file, ImportSettings.AUTOMATIC.trying(true));
    assertThat(counts(made)).containsExactly(20_002L, 0L, 0L, 2L);
    assertThat(made.problems())
        .extracting(Problem::pointer, Problem::code)
        .contains(tuple("/20003/channel", "value_taken"));
    assertThat(hub.records("order")).isEmpty();
  }

  @Test
  void updatesOnlyWhatIsThere() {
    order("A1", "old");
    Job job = run(csv("order_no,channel,note\nA1,web,new\nA2,web,new\n"), settings(Mode.UPDATE));
    assertThat(counts(job)).containsExactly(0L, 1L, 0L, 1L);
    assertThat(job.problems())
        .extracting(Problem::pointer, Problem::code)
        .containsExactly(tuple("/3/channel", "import_record_missing"));
    assertThat(job.problems().getFirst().message(Locale.ENGLISH)).contains("A2");
  }

  @Test
  void ofRowsOfOneRecordTheLastOneHolds() {
    var rows = new StringBuilder("order_no,channel,note\n");
    for (int i = 0; i < 6_000; i++) {
      rows.append("A").append(i % 400).append(",web,").append(i).append('\n');
    }
    Job job = run(csv(rows.toString()), settings(Mode.UPSERT));
    assertThat(counts(job)).containsExactly(400L, 5_600L, 0L, 0L);
    assertThat(hub.records("order"))
        .hasSize(400)
        .allSatisfy(
            order -> {
              int no = Integer.parseInt(String.valueOf(order.get("order_no")).substring(1));
              int last = no + 400 * ((5_999 - no) / 400);
              assertThat(order.get("note")).isEqualTo(String.valueOf(last));
            });
  }

  @Test
  void triesWithoutKeepingAnything() {
    order("A1", "old");
    String rows = "A1,web,new\nA2,web,x\nA2,web,y\nA3,nowhere,x\n";
    byte[] file = csv("order_no,channel,note\n" + rows);
    Job job = run(file, settings(Mode.UPSERT).trying(true));
    assertThat(job.dryRun()).isTrue();
    assertThat(counts(job)).containsExactly(1L, 2L, 0L, 1L);
    assertThat(hub.records("order")).extracting(o -> o.get("note")).containsExactly("old");
    assertThat(job.undoable()).isFalse();
    assertThat(refusals.after(job.id(), 0)).hasSize(1);
  }

  @Test
  void makesLinesOfRowsThatBelongTogether() {
    byte[] file =
        csv(
            """
            order_no,channel,note,lines.sku,lines.qty,lines.price
            A1,web,n,S1,1,2.50
            A2,web,,S9,1,
            A1,web,,S2,3,1.00
            A3,web,,,,
            """);
    Job job = run(file, ImportSettings.AUTOMATIC);
    assertThat(counts(job)).containsExactly(3L, 0L, 0L, 0L);
    assertThat(List.of(job.rows(), job.total())).containsExactly(4L, 3L);
    assertThat(amounts())
        .containsOnly(Map.entry("A1", "5.5"), Map.entry("A2", "0"), Map.entry("A3", "0"));
    assertThat(counts(run(file, settings(Mode.UPSERT)))).containsExactly(0L, 0L, 3L, 0L);
  }

  @Test
  void tellsLinesAtTheirRows() {
    byte[] file =
        csv(
            """
            order_no,channel,note,lines.sku,lines.qty
            A1,web,one,S1,1
            A1,web,,,
            A1,web,,S2,none
            A2,web,one,S1,1
            A2,web,two,S2,1
            """);
    Job job = run(file, ImportSettings.AUTOMATIC);
    assertThat(job.problems())
        .extracting(Problem::pointer, Problem::code)
        .containsExactly(
            tuple("/4/lines/qty", "number_expected"), tuple("/5/note", "import_rows_differ"));
    assertThat(hub.records("order")).isEmpty();
  }

  @Test
  void asksForAKeyWhereOneIsNeeded() {
    assertThatThrownBy(() -> run(csv("note,lines.sku\nn,S\n"), ImportSettings.AUTOMATIC))
        .isInstanceOfSatisfying(
            InvalidImportException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::code)
                    .containsExactly("import_lines_key"));
    var keyless = new ImportSettings(Map.of(), List.of(), Mode.UPDATE, false, FileFormat.AUTOMATIC);
    assertThatThrownBy(() -> run(csv("note\nn\n"), keyless))
        .isInstanceOfSatisfying(
            InvalidImportException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::code)
                    .containsExactly("import_key_needed"));
  }

  @Test
  void givesRefusedRowsBackAsTheyStood() throws IOException {
    byte[] file = csv("order_no,channel,note\n=A1,nowhere,\"x\ny\"\nA2,web,ok\nA3,web\n");
    Job job = run(file, ImportSettings.AUTOMATIC);
    var out = new ByteArrayOutputStream();
    new RefusalFile(refusals).write(job, Locale.ENGLISH, out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("\uFEFForder_no,channel,note,Line in the file,Why it was not imported\r\n")
        .contains("'=A1,nowhere,\"x\ny\",2,\"channel: ")
        .contains("A3,web,,5,\"Line 5 has 2 cells")
        .doesNotContain("A2");
    byte[] corrected = csv(out.toString(StandardCharsets.UTF_8).replace("nowhere", "web"));
    assertThat(run(corrected, ImportSettings.AUTOMATIC).created()).isEqualTo(2);
    assertThat(hub.records("order")).extracting(o -> o.get("order_no")).contains("=A1", "A3");
  }

  @ParameterizedTest
  @EnumSource(TableWriter.Format.class)
  void takesBackWhatWasExportedByLines(TableWriter.Format format) throws IOException {
    hub.app.create("customer", "{'number': 'C-1', 'name': '王芳'}");
    String customer = hub.records("customer").getFirst().id().toString();
    hub.app.create(
        "order",
        ("{'order_no': '=A1', 'channel': 'douyin', 'customer': '%s', 'discount': 1.5, 'ordered_at':"
                + " '2026-11-22T00:30:00Z', 'lines': [{'sku': '-S', 'qty': 2, 'price': 3}, {'sku':"
                + " 'T', 'qty': 1}]}")
            .formatted(customer));
    hub.app.create("order", "{'order_no': 'A2', 'channel': 'web', 'note': '@x'}");
    boolean people = format == TableWriter.Format.XLSX;
    Form form = hub.app.forms.get("order");
    Field lines = form.field("lines").orElseThrow();
    var plan =
        ExportPlan.of(form, lines, Set.of(), false, ZoneId.of("Asia/Shanghai"), Locale.CHINESE);
    var out = new ByteArrayOutputStream();
    TableWriter table = TableWriter.of(format, out, "订单", people ? plan.labels() : plan.ids());
    for (StoredRecord record : hub.records("order")) {
      ObjectNode json = hub.app.engine.json(hub.app.forms, record, TestApp.ADMIN);
      for (var row : plan.rows(json, people)) {
        table.row(row);
      }
    }
    table.end();
    Job job = run(out.toByteArray(), settings(Mode.UPSERT));
    assertThat(job.problems()).isEmpty();
    assertThat(counts(job)).containsExactly(0L, 0L, 2L, 0L);
    assertThat(job.rows()).isEqualTo(3);
  }

  private Map<Object, String> amounts() {
    var amounts = new java.util.HashMap<Object, String>();
    hub.records("order")
        .forEach(o -> amounts.put(o.get("order_no"), String.valueOf(o.get("amount"))));
    return amounts;
  }

  private void order(String number, String note) {
    hub.app.create(
        "order", "{'order_no': '%s', 'channel': 'web', 'note': '%s'}".formatted(number, note));
  }

  private static ImportSettings settings(Mode mode) {
    return new ImportSettings(Map.of(), KEY, mode, false, FileFormat.AUTOMATIC);
  }

  private static List<Long> counts(Job job) {
    return List.of(job.created(), job.updated(), job.unchanged(), job.failed());
  }

  private static byte[] csv(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Job run(byte[] file, ImportSettings settings) {
    var content = new ByteArrayInputStream(file);
    Job job = engine.start("hub", hub.app.forms, "order", content, null, settings, TestApp.ADMIN);
    Job done = TestJobs.finished(hub.jobs, job);
    assertThat(done.state()).isEqualTo(Job.State.DONE);
    return done;
  }
}
