package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nacre.metadata.Problem;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.ImportEngine;
import dev.nacre.record.transfer.ImportSettings;
import dev.nacre.record.transfer.InvalidImportException;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.RefusalStore;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Imports into forms; here, since the fixture with jobs is. */
class ImportTest {
  private static final String CSV =
      "订单号,渠道,客户,优惠,Unknown\nA1,抖音,C-1,¥1.50,x\nA2,web,王芳,,x\nA3,nowhere,C-9,1.234,x\n";

  private final TestHub hub = new TestHub();
  private final ImportEngine engine =
      new ImportEngine(
          hub.app.database, hub.app.engine, hub.jobs, new RefusalStore(hub.app.database));

  @Test
  void guessesColumnsReadsLabelsAndFindsLinksByNumberOrName() {
    customer();
    Job job = run(CSV, ImportSettings.AUTOMATIC);
    assertThat(job.state()).isEqualTo(Job.State.DONE);
    assertThat(List.of(job.total(), job.done(), job.created(), job.failed()))
        .containsExactly(3L, 3L, 2L, 1L);
    assertThat(job.problems())
        .extracting(Problem::pointer, Problem::code)
        .containsExactly(tuple("/4/customer", "import_link_missing"));
    Object customer = hub.records("customer").getFirst().id();
    assertThat(hub.records("order"))
        .extracting(o -> o.get("order_no"), o -> o.get("channel"), o -> o.get("customer"))
        .containsExactlyInAnyOrder(tuple("A1", "douyin", customer), tuple("A2", "web", customer));
  }

  @Test
  void updatesByKey() {
    ImportSettings byNumber =
        new ImportSettings(Map.of("No", "number", "Called", "name"), List.of("number"));
    assertThat(run("No,Called\n1,Ann\n2,Bob\n", byNumber).created()).isEqualTo(2);
    Job again = run("No,Called\n1,Ann\n2,Rob\n3,Cid\n", byNumber);
    assertThat(List.of(again.unchanged(), again.updated(), again.created()))
        .containsExactly(1L, 1L, 1L);
  }

  @Test
  void showsWhatItWouldDoAndDoesNothing() {
    customer();
    ImportEngine.Preview preview =
        engine.preview(
            hub.app.forms, "order", stream(CSV), ImportSettings.AUTOMATIC, 100, TestApp.ADMIN);
    assertThat(preview.mapping())
        .containsOnly(
            Map.entry("订单号", "order_no"),
            Map.entry("渠道", "channel"),
            Map.entry("客户", "customer"),
            Map.entry("优惠", "discount"));
    assertThat(preview.rows())
        .extracting(ImportEngine.Preview.Row::line, ImportEngine.Preview.Row::outcome)
        .containsExactly(tuple(2L, "created"), tuple(3L, "created"), tuple(4L, null));
    assertThat(hub.records("order")).isEmpty();
  }

  @Test
  void refusesAMappingThatDoesNotFitWithEverythingThatIsWrong() {
    ImportSettings wrong =
        new ImportSettings(Map.of("No", "amount", "None", "name"), List.of("number"));
    assertThatThrownBy(() -> run("No\n1\n", wrong))
        .isInstanceOfSatisfying(
            InvalidImportException.class, e -> assertThat(e.problems()).hasSize(3));
  }

  @Test
  void asksForTheRightToImport() {
    Identity nobody = new Identity("x", "X", false, Map.of("hub", Set.of()), false);
    assertThatThrownBy(
            () ->
                engine.start(
                    "hub",
                    hub.app.forms,
                    "order",
                    stream(CSV),
                    null,
                    ImportSettings.AUTOMATIC,
                    nobody))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void saysThatAJobWhoseWorkerIsGoneHasFailed() {
    Job job = hub.jobs.start("hub", "import", "order", null, "ann");
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(3));
    Job gone = hub.jobs.find("hub", job.id()).orElseThrow();
    assertThat(gone.state()).isEqualTo(Job.State.FAILED);
    assertThat(gone.problems()).extracting(Problem::code).containsExactly("job_interrupted");
    assertThat(hub.jobs.cancel("hub", job.id())).isFalse();
  }

  private void customer() {
    hub.app.create("customer", "{'number': 'C-1', 'name': '王芳'}");
  }

  private Job run(String csv, ImportSettings settings) {
    String form = csv.startsWith("No") ? "customer" : "order";
    Job job =
        engine.start("hub", hub.app.forms, form, stream(csv), "f.csv", settings, TestApp.ADMIN);
    return TestJobs.finished(hub.jobs, job);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
