package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.event.EntryState;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.ImportEngine;
import dev.nacre.record.transfer.ImportSettings;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.RefusalStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL holds no NUL in a text; whoever sends one gets a reason, and nobody else is held up.
 */
class NulTest {
  private static final String ORDER =
      "{'id': 'N1', 'channel': 'dy', 'state': '2', 'updated': '2026-03-01T00:00:00Z', 'created':"
          + " '2026-03-01 08:00:00', 'discount': 199, 'remark': 'quick', 'buyer': {'id': 'B1',"
          + " 'name': 'Ann'}, 'items': [{'sku': 'A', 'n': '2', 'fen': 1999}]}";

  private final TestHub hub = new TestHub();

  @ParameterizedTest
  @ValueSource(
      strings = {"N1", "dy", "'2'", "2026-03-01T", "-01 08", "quick", "B1", "Ann", "'A'", "199,"})
  void aPayloadBecomesADeadLetterWithItsReason(String place) {
    String nul = "\\u0000";
    String broken =
        place.startsWith("'")
            ? ORDER.replace(place, place.substring(0, 2) + nul + "'")
            : place.equals("199,")
                ? ORDER.replace(place, "'1" + nul + "',")
                : ORDER.replace(place, place + nul);
    long bad = hub.arrive("shop", broken);
    long good = hub.arrive("shop", ORDER.replace("N1", "N2").replace("B1", "B2"));
    hub.work();

    assertThat(hub.entry(good).state()).isEqualTo(EntryState.DONE);
    assertThat(hub.entry(bad).state()).isEqualTo(EntryState.DEAD);
    assertThat(hub.entry(bad).findings()).isNotEmpty();
  }

  @Test
  void aRowOfAnImportIsRefusedWithItsReason() {
    var engine =
        new ImportEngine(
            hub.app.database, hub.app.engine, hub.jobs, new RefusalStore(hub.app.database));
    String csv =
        """
        订单号,渠道,客户,优惠,备注,x\0y
        A\0,web,,,,
        B,w\0eb,,,,
        C,web,c\0,,,
        D,web,,1\0,,
        E,web,,,n\0,
        F,web,,,,\0
        """;
    var bytes = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    Job job =
        TestJobs.finished(
            hub.jobs,
            engine.start(
                "hub",
                hub.app.forms,
                "order",
                bytes,
                "f\0.csv",
                ImportSettings.AUTOMATIC,
                TestApp.ADMIN));

    assertThat(job.state()).isEqualTo(Job.State.DONE);
    assertThat(job.failed()).isEqualTo(5);
    assertThat(job.created()).isEqualTo(1);
  }
}
