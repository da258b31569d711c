package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.Job;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A real month of a real shop, against a count of the same file that shares nothing with us. */
class RetailTest {
  private final TestHub hub = new TestHub(TestApp.of(pack()));

  @Test
  void agreesWithAnIndependentCountOfTwoHundredInvoices() throws IOException {
    Path slice = Path.of(RetailTest.class.getResource("/retail/online-retail-200.csv").getPath());
    check(slice);
  }

  @Test
  void agreesWithAnIndependentCountOfTheWholeFile() throws IOException {
    String samples = System.getenv("NACRE_SAMPLES");
    Assumptions.assumeTrue(samples != null, "skipped: NACRE_SAMPLES says where the whole file is");
    check(Path.of(samples, "online-retail-2010-12.csv"));
  }

  private void check(Path file) throws IOException {
    Expected expected = Expected.count(file);
    Job job = drop(file);
    assertThat(job.state()).as("%s", job.problems()).isEqualTo(Job.State.DONE);
    assertThat(job.rows()).isEqualTo(expected.rows);
    assertThat(job.total()).isEqualTo(expected.invoices);
    assertThat(job.created()).isEqualTo(expected.orders + expected.refunds);
    assertThat(job.failed()).isEqualTo(expected.invoices - expected.orders - expected.refunds);
    assertThat(row("SELECT count(*), sum(amount) FROM app_order_hub.\"order\""))
        .isEqualTo(List.of(expected.orders, expected.charged));
    assertThat(row("SELECT count(*), sum(qty) FROM app_order_hub.\"order$lines\""))
        .isEqualTo(List.of(expected.orderLines, expected.ordered));
    assertThat(row("SELECT count(*), sum(amount) FROM app_order_hub.refund"))
        .isEqualTo(List.of(expected.refunds, expected.refunded));

    Job again = drop(file);
    assertThat(again.created()).isZero();
    assertThat(again.updated()).isZero();
    assertThat(again.unchanged()).isEqualTo(expected.orders + expected.refunds);
    assertThat(row("SELECT count(*), max(version)::numeric FROM app_order_hub.\"order\""))
        .isEqualTo(List.of(expected.orders, BigDecimal.ONE));
  }

  private Job drop(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Job job = hub.files.ingest("order_hub", "retail", in, "retail.csv", TestApp.ADMIN);
      return TestJobs.finished(hub.jobs, job);
    }
  }

  private List<Object> row(String sql) {
    return hub.app.database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(sql)) {
            row.next();
            BigDecimal sum = row.getBigDecimal(2);
            return List.of(row.getLong(1), sum.stripTrailingZeros());
          }
        });
  }

  private static Path pack() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("templates/order_hub/app.json"))) {
      folder = folder.getParent();
    }
    return folder.resolve("templates/order_hub");
  }

  /** What the file says, counted by hand. */
  private static final class Expected {
    private long rows;
    private long invoices;
    private long orders;
    private long orderLines;
    private long refunds;
    private BigDecimal charged = BigDecimal.ZERO;
    private BigDecimal ordered = BigDecimal.ZERO;
    private BigDecimal refunded = BigDecimal.ZERO;

    static Expected count(Path file) throws IOException {
      var byNumber = new LinkedHashMap<String, java.util.ArrayList<NamedCsvRecord>>();
      var expected = new Expected();
      try (var csv = CsvReader.builder().ofNamedCsvRecord(file)) {
        for (NamedCsvRecord row : csv) {
          byNumber
              .computeIfAbsent(row.getField("InvoiceNo"), k -> new java.util.ArrayList<>())
              .add(row);
          expected.rows++;
        }
      }
      byNumber.forEach(expected::add);
      expected.charged = expected.charged.stripTrailingZeros();
      expected.ordered = expected.ordered.stripTrailingZeros();
      expected.refunded = expected.refunded.stripTrailingZeros();
      return expected;
    }

    private void add(String number, List<NamedCsvRecord> lines) {
      invoices++;
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal pieces = BigDecimal.ZERO;
      boolean whole = true;
      for (NamedCsvRecord line : lines) {
        var quantity = new BigDecimal(line.getField("Quantity"));
        sum = sum.add(quantity.multiply(new BigDecimal(line.getField("UnitPrice"))));
        pieces = pieces.add(quantity);
        whole &= quantity.signum() > 0;
      }
      if (number.startsWith("C")) {
        refunds++;
        refunded = refunded.subtract(sum);
      } else if (whole && sum.signum() > 0) { // the rest are adjustments of stock
        orders++;
        orderLines += lines.size();
        charged = charged.add(sum);
        ordered = ordered.add(pieces);
      }
    }
  }
}
