package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.event.EntryState;
import dev.nacre.metadata.Problem;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.Job;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FileTest {
  private static final String CSV =
      """
      Order,Date,Sku,Qty,Price
      1,2026-03-01 08:00,A,2,1.50
      2,2026-03-01 09:00,B,1,"10,000.00"
      1,2026-03-01 08:00,"C, large",1,2
      2,only,four,cells
      3,2026-03-01 10:00,D,none,1
      """;

  private final TestHub hub = new TestHub();

  @Test
  void groupsRowsWhereverTheyStand() {
    Job job = drop(CSV.getBytes(StandardCharsets.UTF_8));
    assertThat(job.state()).isEqualTo(Job.State.DONE);
    assertThat(job.rows()).isEqualTo(5);
    assertThat(job.total()).isEqualTo(4);
    assertThat(job.created()).isEqualTo(2);
    assertThat(job.failed()).isEqualTo(2);
    assertThat(job.problems())
        .extracting(Problem::pointer, Problem::code)
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("/5", "csv_cells"),
            org.assertj.core.api.Assertions.tuple(
                "/6/lines/0/qty",
                job.problems().stream()
                    .filter(p -> p.pointer().startsWith("/6"))
                    .findFirst()
                    .orElseThrow()
                    .code()));
    StoredRecord first = order("1");
    assertThat((BigDecimal) first.get("amount")).isEqualByComparingTo("5.00");
    assertThat(first.get("ordered_at")).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat((BigDecimal) order("2").get("amount")).isEqualByComparingTo("10000");
  }

  @Test
  void changesNothingTheSecondTime() {
    drop(CSV.getBytes(StandardCharsets.UTF_8));
    Job again = drop(CSV.getBytes(StandardCharsets.UTF_8));
    assertThat(again.created()).isZero();
    assertThat(again.updated()).isZero();
    assertThat(again.unchanged()).isEqualTo(2);
    assertThat(hub.records("order")).extracting(StoredRecord::version).containsOnly(1L);
  }

  @Test
  void readsWhatAChineseSpreadsheetWrites() {
    byte[] gbk =
        "Order;Date;Sku;Qty;Price\n９;2026/3/1;大衣;1;3\n".getBytes(Charset.forName("GB18030"));
    assertThat(drop(gbk).created()).isEqualTo(1);
    assertThat(hub.records("order").getFirst().toJson().toString()).contains("大衣");
  }

  @Test
  void failsAsAWholeWhenAColumnToGroupByIsMissing() {
    Job job = drop("A,B\n1,2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(job.state()).isEqualTo(Job.State.FAILED);
    assertThat(job.problems()).extracting(Problem::code).containsExactly("csv_column_missing");
    assertThat(hub.entries()).isEmpty();
  }

  @Test
  void canBeCorrectedAndReplayedFromTheLedger() {
    drop(CSV.getBytes(StandardCharsets.UTF_8));
    var dead =
        hub.entries().stream()
            .filter(e -> e.state() == EntryState.DEAD && e.key() != null)
            .findFirst()
            .orElseThrow();
    String body = new String(hub.entry(dead.id()).body(), StandardCharsets.UTF_8);
    assertThat(dead.headers()).containsEntry("lines", "6").containsEntry("file", "orders.csv");
    hub.ledger.correct(
        "hub",
        dead.id(),
        body.replace("none", "7").getBytes(StandardCharsets.UTF_8),
        TestApp.ADMIN);
    hub.work();
    assertThat((BigDecimal) order("3").get("amount")).isEqualByComparingTo("7");
  }

  private StoredRecord order(String number) {
    return hub.records("order").stream()
        .filter(o -> number.equals(o.get("order_no")))
        .findFirst()
        .orElseThrow();
  }

  private Job drop(byte[] content) {
    Job job =
        hub.files.ingest(
            "hub", "sheet", new ByteArrayInputStream(content), "orders.csv", TestApp.ADMIN);
    return TestJobs.finished(hub.jobs, job);
  }
}
