package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.EntryState;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxSearch;
import dev.nacre.event.Outbox;
import dev.nacre.event.OutboxSearch;
import dev.nacre.event.OutboxStore;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.Job;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private final TestHub hub = new TestHub();
  private final InboxSearch search = new InboxSearch(hub.app.database);
  private final List<String> acts = Collections.synchronizedList(new ArrayList<>());
  private final ReplayEngine replays = engine();

  private ReplayEngine engine() {
    InstantSource clock = () -> hub.app.now;
    return new ReplayEngine(
        search,
        hub.ledger,
        hub.ingest,
        new OutboxSearch(hub.app.database, clock),
        new OutboxStore(hub.app.database, clock, new Outbox(hub.app.database, clock)),
        hub.jobs,
        (who, act, app, subject) ->
            acts.add(who.id() + " " + act + " " + subject.replaceFirst("job [^:]*: ", "")));
  }

  private static String order(int number, String quantity, int updated) {
    return ("{'id': %d, 'channel': 'dy', 'state': 2, 'updated': %d, 'remark': 't%d',"
            + " 'buyer': {'id': 'B%d', 'name': 'x'},"
            + " 'items': [{'sku': 'A', 'n': '%s', 'fen': 100}]}")
        .formatted(number, updated, updated, number, quantity);
  }

  private Job finished(Job job) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> hub.jobs.find("hub", job.id()).orElseThrow().finishedAt() != null);
    return hub.jobs.find("hub", job.id()).orElseThrow();
  }

  private InboxFilter dead() {
    return InboxFilter.of("hub").from("shop").in(EntryState.DEAD);
  }

  /** As somebody does who changes the mapping: from then on the quantity is read as it comes. */
  private void mend() {
    ObjectNode shop = Json.MAPPER.valueToTree(hub.app.documents.connectors().get("shop"));
    ObjectNode lines = (ObjectNode) shop.at("/ingest/1/map/lines/map");
    lines.set("qty", TestApp.json("{'value': 7}"));
    hub.publish(Json.MAPPER.convertValue(shop, ConnectorDefinition.class));
  }

  @Test
  void sendsAllOfOneCauseThroughAndEachTakesEffectOnce() {
    for (int i = 0; i < 1_200; i++) {
      hub.arrive("shop", order(i, i % 10 == 0 ? "2" : "many", 1_772_323_200));
    }
    hub.work();
    assertThat(hub.records("order")).hasSize(120);
    String cause = search.causes("hub", "shop").getFirst().cause();
    assertThat(search.causes("hub", "shop").getFirst().count()).isEqualTo(1_080);
    mend();
    Job job = finished(replays.inbox(dead().cause(cause), TestApp.ADMIN));
    assertThat(job.state()).isEqualTo(Job.State.DONE);
    assertThat(job.total()).isEqualTo(1_080);
    assertThat(job.created()).isEqualTo(1_080);
    assertThat(job.failed()).isZero();
    assertThat(search.causes("hub", null)).isEmpty();
    assertThat(search.count(InboxFilter.of("hub").in(EntryState.DONE))).isEqualTo(1_200);
    assertThat(acts).containsExactly("admin inbox_replay dead of shop " + cause);
    // once more, and of everything that took effect: nothing changes
    Job again = finished(replays.inbox(dead().in(EntryState.DONE), TestApp.ADMIN));
    assertThat(again.done()).isEqualTo(1_200);
    assertThat(again.created()).isZero();
    assertThat(again.failed()).isZero();
    assertThat(hub.records("order")).allMatch(r -> r.version() <= 2);
  }

  @Test
  void tellsWhatGaveUpAgainAndLooksAtEachOnce() {
    for (int i = 0; i < 3; i++) {
      hub.arrive("shop", order(i, "many", 1_772_323_200));
    }
    hub.work();
    Job job = finished(replays.inbox(dead(), TestApp.ADMIN));
    assertThat(job.state()).isEqualTo(Job.State.DONE);
    assertThat(job.failed()).isEqualTo(3);
    InboxEntry first = hub.entries().getLast();
    assertThat(job.problems().getFirst().pointer()).isEqualTo("/" + first.id() + "/lines/0/qty");
  }

  @Test
  void leavesWhatWasSentThroughInTheOrderOfItsArrival() {
    for (int updated : new int[] {1_772_323_200, 1_772_323_300, 1_772_323_250}) {
      hub.arrive("shop", order(1, "many", updated));
    }
    hub.work();
    mend();
    finished(replays.inbox(dead(), TestApp.ADMIN));
    assertThat(hub.records("order"))
        .extracting((StoredRecord r) -> r.get("note"))
        .containsExactly("t1772323300");
  }

  @Test
  void stopsWhenItIsCancelled() {
    for (int i = 0; i < 600; i++) {
      hub.arrive("shop", order(i, "many", 1_772_323_200));
    }
    hub.work();
    Job job = hub.jobs.start("hub", "replay", "shop", null, "admin");
    hub.jobs.cancel("hub", job.id());
    var parts = new ReplayEngine.Parts(search, hub.ledger, hub.ingest, hub.jobs);
    new ReplayRun(parts, job, dead(), search.last()).run();
    assertThat(finished(job).state()).isEqualTo(Job.State.CANCELLED);
    assertThat(hub.entries()).allMatch(entry -> entry.state() == EntryState.DEAD);
  }
}
