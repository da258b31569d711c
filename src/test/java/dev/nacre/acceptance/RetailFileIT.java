package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real order lines through the file connector, held against a count of the file made here. */
class RetailFileIT {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  @Test
  void importsASliceOfRealInvoicesAndCountsTheSameTwice(@TempDir Path folder) throws Exception {
    Path slice = Path.of(RetailFileIT.class.getResource("/retail/invoices-200.csv").toURI());
    importTwice(slice, folder);
  }

  @Test
  void importsTheWholeMonthWhenTheSamplesAreThere(@TempDir Path folder) throws Exception {
    String samples = System.getenv("NACRE_SAMPLES");
    Path whole = samples == null ? null : Path.of(samples, "online-retail-2010-12.csv");
    assumeTrue(
        whole != null && Files.exists(whole),
        "NACRE_SAMPLES has no online-retail-2010-12.csv: the whole file is not tried");
    importTwice(whole, folder);
  }

  private static void importTwice(Path csv, Path folder) throws Exception {
    Expected expected = count(csv);
    try (RunningNacre nacre = RunningNacre.on(folder.resolve("data"))) {
      JsonNode first = run(nacre, csv);
      assertThat(first.path("state").asText()).as(first.toString()).isEqualTo("done");
      assertThat(figures(nacre)).isEqualTo(expected.figures());
      assertThat(dead(nacre)).isEqualTo(expected.dead);

      run(nacre, csv);
      assertThat(figures(nacre)).as("the same file again").isEqualTo(expected.figures());
    }
  }

  private static JsonNode run(RunningNacre nacre, Path csv) throws IOException {
    var answer =
        nacre.post(
            "/api/v1/apps/order_hub/connectors/retail/run",
            "text/csv",
            Files.readAllBytes(csv),
            List.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String job = "/api/v1/apps/order_hub/jobs/" + RunningNacre.json(answer).path("id").asText();
    await()
        .atMost(Duration.ofMinutes(6))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> !RunningNacre.json(nacre.get(job)).path("state").asText().equals("running"));
    return RunningNacre.json(nacre.get(job));
  }

  /** Orders, their sum, refunds, their sum: what the API says of the channel retail. */
  private static List<String> figures(RunningNacre nacre) throws IOException {
    return List.of(figure(nacre, "order"), figure(nacre, "refund"));
  }

  private static String figure(RunningNacre nacre, String form) {
    String question =
        """
        {"filter": {"field": "channel", "op": "eq", "value": "retail"},
         "measures": [{"fn": "count"}, {"fn": "sum", "field": "amount"}]}
        """;
    var answer =
        nacre.post(
            "/api/v1/apps/order_hub/forms/" + form + "/records:aggregate",
            "application/json",
            question.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            List.of());
    JsonNode group = RunningNacre.json(answer).path("groups").path(0);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return form
        + " "
        + group.path("count").asText()
        + " "
        + plain(new BigDecimal(group.path("sum_amount").asText("0")));
  }

  private static int dead(RunningNacre nacre) {
    int dead = 0;
    String cursor = "";
    while (cursor != null) {
      JsonNode page =
          RunningNacre.json(
              nacre.get(
                  "/api/v1/apps/order_hub/inbox?connector=retail&state=dead&limit=100" + cursor));
      dead += page.path("entries").size();
      String next = page.path("next").textValue();
      cursor = next == null ? null : "&cursor=" + next;
    }
    return dead;
  }

  private static String plain(BigDecimal sum) {
    return sum.stripTrailingZeros().toPlainString();
  }

  private static final class Expected {
    private int orders;
    private int refunds;
    private int dead;
    private BigDecimal orderSum = ZERO;
    private BigDecimal refundSum = ZERO;

    List<String> figures() {
      return List.of(
          "order " + orders + " " + plain(orderSum), "refund " + refunds + " " + plain(refundSum));
    }
  }

  /** The pack's rules in plain Java: no line below 1, and something must be charged. */
  private static Expected count(Path csv) throws IOException {
    Map<String, BigDecimal> sums = new LinkedHashMap<>();
    Map<String, Boolean> mappable = new LinkedHashMap<>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
      for (NamedCsvRecord row : rows) {
        String invoice = row.getField("InvoiceNo");
        BigDecimal quantity = new BigDecimal(row.getField("Quantity"));
        BigDecimal amount = quantity.multiply(new BigDecimal(row.getField("UnitPrice")));
        boolean refund = invoice.startsWith("C");
        sums.merge(invoice, refund ? amount.negate() : amount, BigDecimal::add);
        mappable.merge(invoice, refund || quantity.signum() > 0, Boolean::logicalAnd);
      }
    }
    var expected = new Expected();
    sums.forEach(
        (invoice, sum) -> {
          if (!mappable.get(invoice) || sum.signum() <= 0) {
            expected.dead++;
          } else if (invoice.startsWith("C")) {
            expected.refunds++;
            expected.refundSum = expected.refundSum.add(sum);
          } else {
            expected.orders++;
            expected.orderSum = expected.orderSum.add(sum);
          }
        });
    return expected;
  }
}
