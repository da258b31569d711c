package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxEntry;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.record.RecordObserver;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IngestTest {
  private static final String ORDER =
      """
      {'id': 4611686018427387905, 'channel': 'dy', 'state': 2, 'updated': 1772323200,
       'created': '2026-03-01 08:00:00', 'discount': 199, 'remark': 'quick',
       'buyer': {'id': 'B1', 'name': '王芳'},
       'items': [{'sku': 'A', 'n': 2, 'fen': 1999}, {'sku': 'B', 'n': '3', 'fen': 333}]}\
      """;

  private final TestHub hub = new TestHub();

  @Test
  void makesRecordsOfAPayload() {
    long id = hub.arrive("shop", ORDER);
    hub.work();
    InboxEntry entry = hub.entry(id);
    assertThat(entry.findings()).isEmpty();
    assertThat(entry.state()).isEqualTo(EntryState.DONE);
    assertThat(entry.key()).isEqualTo("B1");
    assertThat(entry.records())
        .extracting(InboxEntry.RecordLink::form, InboxEntry.RecordLink::outcome)
        .containsExactly(tuple("customer", "created"), tuple("order", "created"));
    StoredRecord order = hub.records("order").getFirst();
    assertThat(order.get("order_no")).isEqualTo("4611686018427387905");
    assertThat(order.get("channel")).isEqualTo("douyin");
    assertThat(order.get("status")).isEqualTo("paid");
    assertThat(order.get("ordered_at")).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat((BigDecimal) order.get("discount")).isEqualByComparingTo("1.99");
    assertThat((BigDecimal) order.get("amount")).isEqualByComparingTo("49.97");
    assertThat(order.get("customer")).isEqualTo(hub.records("customer").getFirst().id());
    assertThat(order.get("createdBy")).isEqualTo("connector:shop");
  }

  @Test
  void emptiesWhatThePayloadDoesNotHave() {
    hub.arrive("shop", ORDER);
    hub.arrive("shop", ORDER.replace("'remark': 'quick',", "").replace("1772323200", "1772323201"));
    hub.work();
    assertThat(hub.records("order").getFirst().get("note")).isNull();
  }

  @Test
  void keepsWhatIsWishedWhileThePayloadDoesNotHaveIt() {
    hub.publish(keeping("note", "customer", "lines"));
    hub.arrive("shop", ORDER);
    String later = ORDER.replace("1772323200", "1772323201").replace("'quick'", "null");
    hub.arrive("shop", later.replace("'B1'", "''").replaceAll("'items': \\[.*\\]", "'items': []"));
    hub.work();
    StoredRecord order = hub.records("order").getFirst();
    assertThat(order.version()).isEqualTo(1);
    assertThat(order.get("note")).isEqualTo("quick");
    assertThat(order.get("customer")).isEqualTo(hub.records("customer").getFirst().id());
    assertThat((BigDecimal) order.get("amount")).isEqualByComparingTo("49.97");
    hub.arrive("shop", ORDER.replace("1772323200", "1772323202").replace("quick", "slow"));
    hub.work();
    assertThat(note()).isEqualTo("slow");
  }

  @Test
  void keepsTheNewestAcrossDuplicatesAndReorderedTimes() {
    var random = new Random(7);
    var payloads = new ArrayList<String>();
    Map<String, Integer> newest = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      String id = "N" + random.nextInt(40);
      int time = 1_772_323_200 + random.nextInt(1_000);
      String payload =
          "{'id':'%s','channel':'web','state':%d,'updated':%d,'remark':'t%d','items':[]}"
              .formatted(id, 1 + random.nextInt(2), time, time);
      payloads.add(payload);
      if (random.nextInt(10) < 3) {
        payloads.add(payload);
      }
      newest.merge(id, time, Math::max);
    }
    Collections.shuffle(payloads, random);
    payloads.forEach(p -> hub.arrive("shop", p));
    hub.work();
    List<StoredRecord> orders = hub.records("order");
    assertThat(orders).hasSize(newest.size());
    for (StoredRecord order : orders) {
      assertThat(order.get("note")).isEqualTo("t" + newest.get(order.get("order_no")));
    }
    assertThat(hub.ledger.states("hub", "shop").keySet())
        .containsOnly(EntryState.DONE, EntryState.SKIPPED);
  }

  @Test
  void skipsTheSameAgainWhateverBecameOfTheRecordMeanwhile() {
    long first = hub.arrive("shop", ORDER);
    hub.work();
    StoredRecord order = hub.records("order").getFirst();
    hub.app.change(
        "order", dev.nacre.record.Change.update(order.id(), null, TestApp.json("{'note':'ours'}")));
    long again = hub.arrive("shop", ORDER);
    long twice = hub.arrive("shop", ORDER);
    hub.work();
    assertThat(hub.entry(again).state()).isEqualTo(EntryState.SKIPPED);
    assertThat(hub.entry(again).findings())
        .singleElement()
        .satisfies(f -> assertThat(f.problem().args()).containsExactly(String.valueOf(first)));
    assertThat(hub.entry(twice).state()).isEqualTo(EntryState.SKIPPED);
    assertThat(hub.records("order").getFirst().get("note")).isEqualTo("ours");
  }

  @Test
  void keepsWhatIsWrongAsADeadLetterAndTheOthersGoOn() {
    long wrong =
        hub.arrive(
            "shop",
            "{'id':'1','channel':'dy','updated':'soon','remark':'far too long for a note field',"
                + "'items':[{'sku':'A','n':1},{'sku':'B','n':'many'}]}");
    long right = hub.arrive("shop", ORDER);
    hub.work();
    assertThat(hub.entry(right).state()).isEqualTo(EntryState.DONE);
    InboxEntry dead = hub.entry(wrong);
    assertThat(dead.state()).isEqualTo(EntryState.DEAD);
    assertThat(dead.findings())
        .extracting(f -> f.problem().code())
        .containsExactly("source_time_unreadable");
    assertThat(
            hub.ledger.correct(
                "hub",
                wrong,
                bytes("{'id':'1','channel':'xx','updated':1772323200}"),
                TestApp.ADMIN))
        .isTrue();
    hub.work();
    assertThat(hub.entry(wrong).findings())
        .extracting(Finding::source, f -> f.problem().pointer(), f -> f.problem().code())
        .containsExactly(tuple("/channel", "/channel", "translation_missing"));
  }

  @Test
  void namesTargetAndSourceOfWhatTheRecordRefuses() {
    long id =
        hub.arrive(
            "shop",
            "{'id':'1','channel':'dy','items':[{'sku':'A','n':1},{'sku':'B','n':'many'},{'n':1}],"
                + "'remark':'far too long for a note field'}");
    hub.work();
    assertThat(hub.entry(id).findings())
        .extracting(Finding::ingest, Finding::source, f -> f.problem().pointer())
        .containsExactlyInAnyOrder(
            tuple("orders", "/remark", "/note"),
            tuple("orders", "/items/1/n", "/lines/1/qty"),
            tuple("orders", "/items/2/sku", "/lines/2/sku"));
  }

  @Test
  void takesEffectAfterADeadLetterWasCorrectedAndReplayed() {
    long id = hub.arrive("shop", ORDER.replace("'n': '3'", "'n': 'x'"));
    hub.work();
    assertThat(hub.entry(id).state()).isEqualTo(EntryState.DEAD);
    assertThat(hub.records("order")).isEmpty();
    assertThat(hub.ledger.correct("hub", id, bytes(ORDER), TestApp.ADMIN)).isTrue();
    hub.work();
    assertThat(hub.entry(id).state()).isEqualTo(EntryState.DONE);
    assertThat(hub.entry(id).corrected()).isTrue();
    assertThat(hub.records("order")).hasSize(1);
  }

  @Test
  void replaysWhatTookEffectThroughACorrectedMapping() {
    long id = hub.arrive("shop", ORDER);
    hub.work();
    hub.publish(mapping("/remark", "/buyer/name"));
    assertThat(hub.ledger.replay("hub", id, TestApp.ADMIN)).isTrue();
    hub.work();
    assertThat(hub.entry(id).records())
        .extracting(InboxEntry.RecordLink::form, InboxEntry.RecordLink::outcome)
        .contains(tuple("order", "updated"));
    assertThat(note()).isEqualTo("王芳");
  }

  @Test
  void takesACorrectedValueOfWhatTookEffect() {
    long id = hub.arrive("shop", ORDER);
    hub.work();
    assertThat(hub.ledger.correct("hub", id, bytes(ORDER.replace("quick", "slow")), TestApp.ADMIN))
        .isTrue();
    hub.work();
    assertThat(note()).isEqualTo("slow");
  }

  @Test
  void neverReplaysWhatIsOlderOverWhatIsNewer() {
    long older = hub.arrive("shop", ORDER);
    hub.arrive("shop", ORDER.replace("quick", "newer").replace("1772323200", "1772323201"));
    hub.work();
    hub.publish(mapping("/remark", "/buyer/name"));
    assertThat(hub.ledger.replay("hub", older, TestApp.ADMIN)).isTrue();
    hub.work();
    assertThat(hub.entry(older).records())
        .extracting(InboxEntry.RecordLink::form, InboxEntry.RecordLink::outcome)
        .contains(tuple("order", "stale_source"));
    assertThat(note()).isEqualTo("newer");
  }

  @Test
  void letsTheLaterArrivalOfTwoBodiesWithOneTimeWinWhicheverItIs() {
    String other = ORDER.replace("quick", "other");
    hub.arrive("shop", ORDER);
    hub.arrive("shop", other);
    hub.work();
    assertThat(note()).isEqualTo("other");
    // the very same body as the last but one: a third arrival, not a repetition of the last
    hub.arrive("shop", ORDER);
    long again = hub.arrive("shop", ORDER);
    hub.work();
    assertThat(note()).isEqualTo("quick");
    assertThat(hub.entry(again).state()).isEqualTo(EntryState.SKIPPED);
  }

  @Test
  void givesBodiesWithOneTimeTheOrderOfTheirArrivalHoweverLateTheyAreWorked() {
    long first = hub.arrive("shop", ORDER.replace("'n': '3'", "'n': 'x'"));
    hub.arrive("shop", ORDER.replace("quick", "second"));
    hub.work();
    assertThat(hub.entry(first).state()).isEqualTo(EntryState.DEAD);
    hub.ledger.correct("hub", first, bytes(ORDER), TestApp.ADMIN);
    hub.work();
    assertThat(note()).isEqualTo("second");
    assertThat(hub.entry(first).records())
        .extracting(InboxEntry.RecordLink::form, InboxEntry.RecordLink::outcome)
        .contains(tuple("order", "stale_source"));
  }

  @Test
  void remembersHowNewAPayloadWasThatChangedNothing() {
    hub.arrive("shop", ORDER);
    hub.arrive("shop", ORDER.replace("1772323200", "1772323300"));
    hub.work();
    hub.arrive("shop", ORDER.replace("1772323200", "1772323250").replace("quick", "between"));
    hub.work();
    assertThat(note()).isEqualTo("quick");
    assertThat(hub.records("order").getFirst().version()).isEqualTo(1);
  }

  @Test
  void worksAnotherConnectorWhileOneTakesItsTime() throws Exception {
    hub.publish(mapping("shop", "till"));
    var inside = new CountDownLatch(1);
    var goOn = new CompletableFuture<Void>();
    RecordObserver slow =
        (forms, form, batch, written, scope) -> {
          if (written.stream().anyMatch(w -> "slow".equals(w.after().get("note")))) {
            inside.countDown();
            goOn.join();
          }
        };
    hub.app.observers.add(slow);
    long held = hub.arrive("shop", ORDER.replace("quick", "slow"));
    try (var other = Executors.newSingleThreadExecutor()) {
      var working = other.submit(() -> hub.ingest.work(100));
      assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
      long till = hub.arrive("till", ORDER.replace("4611686018427387905", "7").replace("B1", "B7"));
      hub.arrive("shop", ORDER.replace("4611686018427387905", "8").replace("B1", "B8"));
      assertThat(hub.ingest.work(100)).isEqualTo(1);
      assertThat(hub.entry(till).state()).isEqualTo(EntryState.DONE);
      assertThat(hub.ingest.work(100)).as("shop is with the other worker").isZero();
      goOn.complete(null);
      assertThat(working.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(hub.entry(held).state()).isEqualTo(EntryState.DONE);
    hub.work();
    assertThat(hub.records("order")).hasSize(3);
  }

  @Test
  void writesAPayloadWholeOrNotAtAll() {
    long id = hub.arrive("shop", ORDER.replace("'n': '3'", "'n': 'x'"));
    long other =
        hub.arrive("shop", ORDER.replace("'B1'", "'B2'").replace("4611686018427387905", "5"));
    hub.work();
    assertThat(hub.entry(id).state()).isEqualTo(EntryState.DEAD);
    assertThat(hub.entry(other).state()).isEqualTo(EntryState.DONE);
    assertThat(hub.records("customer")).extracting(c -> c.get("number")).containsExactly("B2");
  }

  @Test
  void tellsOfALinkWhoseRecordIsMissing() {
    long id = hub.arrive("shop", ORDER.replace("'id': 'B1'", "'id': ' '"));
    hub.work();
    assertThat(hub.entry(id).state()).isEqualTo(EntryState.DONE);
    assertThat(hub.records("order").getFirst().get("customer")).isNull();
    assertThat(hub.records("customer")).isEmpty();
  }

  @Test
  void doesNothingTwiceWhenItIsCutOffBeforeTheCommit() {
    long id = hub.arrive("shop", ORDER);
    var calls = new AtomicInteger();
    RecordObserver dies =
        (forms, form, batch, written, scope) -> {
          if (form.id().equals("order") && calls.incrementAndGet() <= 2) {
            throw new IllegalStateException("the process dies here");
          }
        };
    hub.app.observers.add(dies);
    hub.work();
    assertThat(hub.entry(id).state()).isEqualTo(EntryState.RECEIVED);
    assertThat(hub.entry(id).attempts()).isEqualTo(1);
    assertThat(hub.records("order")).isEmpty();
    assertThat(hub.records("customer")).isEmpty();
    hub.app.now = hub.app.now.plus(Duration.ofSeconds(2));
    hub.work();
    assertThat(hub.entry(id).state()).isEqualTo(EntryState.DONE);
    assertThat(hub.records("order")).hasSize(1);
    assertThat(hub.records("order").getFirst().version()).isEqualTo(1);
  }

  @Test
  void givesUpAfterTriesAndNeverHoldsUpTheOthers() {
    RecordObserver chokes =
        (forms, form, batch, written, scope) -> {
          if (written.stream().anyMatch(w -> "poison".equals(w.after().get("note")))) {
            throw new IllegalStateException("can't bear this one");
          }
        };
    hub.app.observers.add(chokes);
    long poison = hub.arrive("shop", ORDER.replace("quick", "poison"));
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(hub.arrive("shop", "{'id':'%d','channel':'web','items':[]}".formatted(i)));
    }
    hub.work();
    assertThat(others)
        .allSatisfy(id -> assertThat(hub.entry(id).state()).isEqualTo(EntryState.DONE));
    for (int i = 0; i < IngestEngine.TRIES; i++) {
      hub.app.now = hub.app.now.plus(Duration.ofHours(1));
      hub.work();
    }
    assertThat(hub.entry(poison).state()).isEqualTo(EntryState.DEAD);
    assertThat(hub.entry(poison).findings().getFirst().problem().args().getFirst())
        .contains("can't bear this one");
  }

  @Test
  void waitsForAConnectorThatIsNotServedAndThenGivesUp() {
    long id = hub.arrive("shop", ORDER);
    Connector shop = hub.connectors.remove("shop");
    hub.work();
    assertThat(hub.entry(id).state()).isEqualTo(EntryState.RECEIVED);
    hub.connectors.put("shop", shop);
    hub.app.now = hub.app.now.plus(Duration.ofSeconds(2));
    hub.work();
    assertThat(hub.entry(id).state()).isEqualTo(EntryState.DONE);
  }

  private @org.jspecify.annotations.Nullable Object note() {
    return hub.records("order").getFirst().get("note");
  }

  /** The shop's connector whose orders keep these fields. */
  private ConnectorDefinition keeping(String... fields) {
    JsonNode shop = Json.MAPPER.valueToTree(hub.app.documents.connectors().get("shop"));
    ((ObjectNode) shop.at("/ingest/1")).set("keep", Json.MAPPER.valueToTree(fields));
    return Json.MAPPER.convertValue(shop, ConnectorDefinition.class);
  }

  /** The shop's connector with a pointer of its mapping replaced. */
  private ConnectorDefinition mapping(String from, String to) {
    ConnectorDefinition shop = hub.app.documents.connectors().get("shop");
    String json =
        Json.write(Json.MAPPER.valueToTree(shop)).replace('"' + from + '"', '"' + to + '"');
    try {
      return Json.MAPPER.readValue(json, ConnectorDefinition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
