package dev.nacre.record;

import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Outcome.Status;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RecordEngineTest {
  private static final String ORDER =
      "{'order_no':'A1','channel':'web','lines':[{'sku':'x','qty':2,'price':10.05},{'sku':'y','price':3}]}";

  private final TestApp app = TestApp.of("shop");

  @Test
  void computesLinesThenTotalsAndKeepsDecimalsExact() {
    Outcome made = app.create("order", ORDER);

    assertThat(made.status()).isEqualTo(Status.CREATED);
    assertThat(read(made).toJson().toString())
        .contains("\"amount\":23.1", "\"payable\":23.1", "\"qty\":1", "\"status\":\"unpaid\"");
  }

  @Test
  void readsBackWhatItAnswered() {
    Outcome made = app.create("order", ORDER);

    assertThat(read(made).toJson()).isEqualTo(made.after().toJson());
  }

  @Test
  void asksForARecordAndItsLinesAtOnce() {
    Outcome made = app.create("order", ORDER);
    var found = new ArrayList<StoredRecord>();
    assertThat(app.statements.during(() -> found.add(read(made)))).isEqualTo(1);
    assertThat(found.getFirst().toJson()).isEqualTo(made.after().toJson());
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() {
    Outcome made =
        app.create(
            "order",
            "{'channel':'tv','bogus':1,'amount':5,'address':'123456789012345678901',"
                + "'lines':[{'qty':0},{'sku':'x','qty':'2'}]}");

    assertThat(made.status()).isEqualTo(Status.INVALID);
    assertThat(made.problems().stream().map(Problem::pointer))
        .containsExactlyInAnyOrder(
            "/order_no",
            "/channel",
            "/bogus",
            "/amount",
            "/address",
            "/lines/0/sku",
            "/lines/0/qty",
            "/lines/1/qty");
    assertThat(count()).isZero();
  }

  @Test
  void requiresWhatARuleRequires() {
    Outcome made = app.create("order", "{'order_no':'A1','channel':'web','status':'paid'}");

    assertThat(codes(made)).containsExactly("required");
    assertThat(made.problems().getFirst().pointer()).isEqualTo("/address");
  }

  @Test
  void setsWhatARuleSetsAndBlocksWhatItBlocks() {
    Outcome big =
        app.create("order", "{'order_no':'B','channel':'web','lines':[{'sku':'x','price':2000}]}");
    Outcome loss = app.create("order", "{'order_no':'C','channel':'web','discount':5}");

    assertThat(read(big).get("urgent")).isEqualTo(true);
    // nothing ordered: the sum is 0, so five off is a loss
    assertThat(codes(loss)).containsExactly("rule_blocks");
  }

  @Test
  void refusesAnIllegalTransitionButNoFirstState() {
    Outcome made =
        app.create("order", "{'order_no':'A','channel':'web','status':'paid','address':'here'}");
    Outcome back = app.change("order", Change.update(made.id(), null, json("{'status':'unpaid'}")));

    assertThat(made.status()).isEqualTo(Status.CREATED);
    assertThat(back.status()).isEqualTo(Status.TAKEN);
    assertThat(codes(back)).containsExactly("transition_illegal");
  }

  @Test
  void refusesATakenKeyAndNamesIt() {
    app.create("order", ORDER);
    Outcome again = app.create("order", ORDER);

    assertThat(again.status()).isEqualTo(Status.TAKEN);
    assertThat(again.problems().getFirst().args()).startsWith("channel, order_no", "web, A1");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void letsADeletedKeyBeUsedAgainAndRefusesToRestoreOverIt() {
    Outcome first = app.create("order", ORDER);
    assertThat(app.change("order", Change.delete(first.id(), null)).status())
        .isEqualTo(Status.DELETED);
    assertThat(app.create("order", ORDER).status()).isEqualTo(Status.CREATED);
    assertThat(app.change("order", Change.restore(first.id(), null)).status())
        .isEqualTo(Status.TAKEN);
  }

  @Test
  void restoresADeletedRecordWithItsLines() {
    Outcome made = app.create("order", ORDER);
    app.change("order", Change.delete(made.id(), null));
    assertThat(app.engine.find(app.forms, "order", made.id(), Set.of(), TestApp.ADMIN)).isEmpty();

    assertThat(app.change("order", Change.restore(made.id(), null)).status())
        .isEqualTo(Status.RESTORED);
    assertThat(read(made).version()).isEqualTo(3);
    assertThat(read(made).toJson().get("lines")).hasSize(2);
  }

  @Test
  void restoresNothingThatIsNotDeleted() {
    Outcome made = app.create("order", ORDER);

    Outcome again = app.change("order", Change.restore(made.id(), null));

    assertThat(again.status()).isEqualTo(Status.TAKEN);
    assertThat(again.problems()).extracting(Problem::code).containsExactly("record_not_deleted");
    assertThat(read(made).version()).isEqualTo(1);
  }

  @Test
  void refusesAStaleVersion() {
    Outcome made = app.create("order", ORDER);
    app.change("order", Change.update(made.id(), 1L, json("{'address':'one'}")));
    Outcome stale = app.change("order", Change.update(made.id(), 1L, json("{'address':'two'}")));

    assertThat(stale.status()).isEqualTo(Status.CONFLICT);
    assertThat(read(made).get("address")).isEqualTo("one");
  }

  @Test
  void writesNothingWhenNothingDiffers() {
    Outcome made = app.create("order", ORDER);
    Outcome same =
        app.change(
            "order", Change.update(made.id(), null, json("{'order_no':'A1','discount':0.00}")));

    assertThat(same.status()).isEqualTo(Status.UNCHANGED);
    assertThat(read(made).version()).isEqualTo(1);
  }

  @Test
  void acceptsARecordSentBackAsItWasRead() {
    Outcome made = app.create("order", ORDER);
    var body = read(made).toJson();
    body.put("address", "new");

    assertThat(app.change("order", Change.update(made.id(), null, body)).status())
        .isEqualTo(Status.UPDATED);
  }

  @Test
  void mergesLinesById() {
    Outcome made = app.create("order", ORDER);
    String first = read(made).toJson().at("/lines/0/id").asText();
    String second = read(made).toJson().at("/lines/1/id").asText();

    app.change(
        "order",
        Change.update(
            made.id(), null, json("{'lines':{'" + first + "':{'qty':3},'" + second + "':null}}")));

    assertThat(read(made).toJson().get("lines")).hasSize(1);
    assertThat(read(made).toJson().at("/lines/0/sku").asText()).isEqualTo("x");
    assertThat(read(made).toJson().at("/amount").decimalValue()).isEqualByComparingTo("30.15");
  }

  @Test
  void addsLinesToThoseThereAre() {
    Outcome made = app.create("order", ORDER);
    int before = read(made).toJson().get("lines").size();

    app.change(
        "order",
        Change.update(
            made.id(), null, json("{'lines':{'+':{'sku':'gift','qty':1},'+2':{'sku':'bag'}}}")));

    assertThat(read(made).toJson().get("lines")).hasSize(before + 2);
    assertThat(read(made).toJson().at("/lines/" + before + "/sku").asText()).isEqualTo("gift");
    assertThat(read(made).toJson().at("/lines/" + (before + 1) + "/sku").asText()).isEqualTo("bag");
  }

  @Test
  void keepsFieldsNotNamedOfAKnownLineInAWholeTable() {
    Outcome made = app.create("order", ORDER);
    String first = read(made).toJson().at("/lines/0/id").asText();

    app.change(
        "order",
        Change.update(
            made.id(), null, json("{'lines':[{'id':'" + first + "','qty':5},{'sku':'z'}]}")));

    assertThat(read(made).toJson().at("/lines/0/price").decimalValue())
        .isEqualByComparingTo("10.05");
    assertThat(read(made).toJson().at("/lines/1/sku").asText()).isEqualTo("z");
  }

  @Test
  void findsLinesAgainThatAreSentWithoutTheirIds() {
    Outcome made = app.create("order", ORDER);
    String again = ORDER.substring(ORDER.indexOf("'lines'"), ORDER.indexOf(']') + 1);
    String first = read(made).toJson().at("/lines/0/id").asText();

    Outcome same = app.change("order", Change.update(made.id(), null, json("{" + again + "}")));
    assertThat(same.status()).isEqualTo(Status.UNCHANGED);

    Outcome more =
        app.change(
            "order",
            Change.update(made.id(), null, json("{" + again.replace("]", ",{'sku':'z'}]") + "}")));
    assertThat(more.status()).isEqualTo(Status.UPDATED);
    assertThat(read(made).toJson().at("/lines/0/id").asText()).isEqualTo(first);
    assertThat(read(made).toJson().get("lines")).hasSize(3);
  }

  @Test
  void undoesAWholeBatchOrOnlyItsFailures() {
    List<Change> changes =
        List.of(
            Change.create(json("{'order_no':'1','channel':'web'}")),
            Change.create(json("{'order_no':'1','channel':'web'}")),
            Change.create(json("{'order_no':'2','channel':'web'}")));

    List<Outcome> whole = app.write("order", Batch.Mode.ALL_OR_NOTHING, changes);
    assertThat(whole).extracting(Outcome::status).contains(Status.NOT_DONE, Status.TAKEN);
    assertThat(count()).isZero();

    List<Outcome> rows = app.write("order", Batch.Mode.PER_ROW, changes);
    assertThat(rows)
        .extracting(Outcome::status)
        .containsExactly(Status.CREATED, Status.TAKEN, Status.CREATED);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void upsertsByKeyEvenTwiceInOneBatch() {
    List<String> key = List.of("channel", "order_no");
    List<Outcome> outcomes =
        app.write(
            "order",
            Batch.Mode.PER_ROW,
            List.of(
                Change.upsert(key, json("{'order_no':'1','channel':'web','address':'a'}")),
                Change.upsert(key, json("{'order_no':'1','channel':'web','address':'b'}")),
                Change.upsert(key, json("{'order_no':'1','channel':'web','address':'b'}"))));

    assertThat(outcomes)
        .extracting(Outcome::status)
        .containsExactly(Status.CREATED, Status.UPDATED, Status.UNCHANGED);
  }

  @Test
  void upsertsWhatTheSameBatchCreates() {
    List<String> key = List.of("channel", "order_no");
    List<Outcome> outcomes =
        app.write(
            "order",
            Batch.Mode.ALL_OR_NOTHING,
            List.of(
                Change.create(json("{'order_no':'1','channel':'web','address':'a'}")),
                Change.upsert(key, json("{'order_no':'1','channel':'web','address':'b'}")),
                Change.upsert(key, json("{'order_no':'2','channel':'web','address':'c'}"))));

    assertThat(outcomes)
        .extracting(Outcome::status)
        .containsExactly(Status.CREATED, Status.UPDATED, Status.CREATED);
    assertThat(outcomes.get(1).id()).isEqualTo(outcomes.getFirst().id());
    assertThat(read(outcomes.getFirst()).get("address")).isEqualTo("b");
  }

  @Test
  void losesToANewerSourceTime() {
    List<String> key = List.of("channel", "order_no");
    Instant noon = Instant.parse("2026-11-20T12:00:00Z");
    var data = json("{'order_no':'1','channel':'web','address':'new'}");
    app.change("order", Change.upsert(key, data).at(new SourceMoment(noon, 1)));
    Outcome older =
        app.change(
            "order",
            Change.upsert(key, json("{'order_no':'1','channel':'web','address':'old'}"))
                .at(new SourceMoment(noon.minusSeconds(60), 2)));

    assertThat(older.status()).isEqualTo(Status.STALE_SOURCE);
    assertThat(older.after().get("address")).isEqualTo("new");
  }

  @Test
  void tellsTwoChangesOfOneSourceTimeApartByTheirArrival() {
    List<String> key = List.of("channel", "order_no");
    Instant noon = Instant.parse("2026-11-20T12:00:00Z");
    var data = "{'order_no':'1','channel':'web','address':'%s'}";
    app.change(
        "order", Change.upsert(key, json(data.formatted("b"))).at(new SourceMoment(noon, 2)));
    Outcome earlier =
        app.change(
            "order", Change.upsert(key, json(data.formatted("a"))).at(new SourceMoment(noon, 1)));
    assertThat(earlier.status()).isEqualTo(Status.STALE_SOURCE);
    Outcome itself =
        app.change(
            "order", Change.upsert(key, json(data.formatted("c"))).at(new SourceMoment(noon, 2)));
    assertThat(itself.status()).isEqualTo(Status.UPDATED);
    assertThat(read(itself).get("address")).isEqualTo("c");
  }

  @Test
  void makesOneRecordOfManyConcurrentUpserts() throws Exception {
    List<String> key = List.of("channel", "order_no");
    try (var threads = Executors.newFixedThreadPool(8)) {
      var calls = new ArrayList<Callable<Outcome>>();
      for (int i = 0; i < 40; i++) {
        String address = "a" + i;
        calls.add(
            () ->
                app.change(
                    "order",
                    Change.upsert(
                        key,
                        json("{'order_no':'1','channel':'web','address':'" + address + "'}"))));
      }
      for (Future<Outcome> outcome : threads.invokeAll(calls)) {
        assertThat(outcome.get().failed()).as(outcome.get().problems().toString()).isFalse();
      }
    }
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void numbersWithoutDuplicatesUnderConcurrency() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var calls = new ArrayList<Callable<Outcome>>();
      for (int i = 0; i < 40; i++) {
        String no = "n" + i;
        calls.add(() -> app.create("order", "{'order_no':'" + no + "','channel':'web'}"));
      }
      threads.invokeAll(calls);
    }
    List<StoredRecord> all =
        app.engine.query(app.forms, Query.of("order"), TestApp.ADMIN).records();
    assertThat(all).extracting(r -> r.get("number")).doesNotHaveDuplicates().hasSize(40);
    assertThat(all).extracting(r -> r.get("number")).contains("O20261121-0001", "O20261121-0040");
  }

  @Test
  void followsLinksInFormulasAndRefusesUnknownOnes() {
    Outcome product = app.create("product", "{'sku':'p1','name':'Pearl'}");
    Outcome linked =
        app.create("order", "{'order_no':'1','channel':'web','product':'" + product.id() + "'}");
    Outcome lost =
        app.create(
            "order", "{'order_no':'2','channel':'web','product':'" + UUID.randomUUID() + "'}");

    assertThat(read(linked).get("product_name")).isEqualTo("Pearl");
    assertThat(codes(lost)).containsExactly("link_unknown");
  }

  @Test
  void readsTextCellsAndFindsLinksByTheirUniqueValue() throws IOException {
    app.create("product", "{'sku':'p1','name':'Pearl'}");
    Outcome made =
        app.change(
            "order",
            Change.create(
                    json(
                        "{'order_no':'1','channel':'web','product':'p1','paid_on':'2026/1/5','discount':'¥0.00'}"))
                .asText());

    assertThat(made.status()).as(made.problems().toString()).isEqualTo(Status.CREATED);
    assertThat(read(made).get("product_name")).isEqualTo("Pearl");
  }

  @Test
  void keepsHistoryAndShowsAnyPastVersion() {
    Outcome made = app.create("order", ORDER);
    app.change("order", Change.update(made.id(), null, json("{'address':'x'}")).noting("moved"));

    List<HistoryStore.Entry> entries = app.history.of(app.forms, "order", made.id());
    assertThat(entries).extracting(HistoryStore.Entry::op).containsExactly("update", "create");
    assertThat(entries.getFirst().note()).isEqualTo("moved");
    assertThat(entries.getFirst().before().get("address").isNull()).isTrue();
    assertThat(entries.getFirst().after().get("address").asText()).isEqualTo("x");
    assertThat(
            app.past
                .snapshot(app.forms, "order", made.id(), 1, TestApp.ADMIN)
                .values()
                .get("address")
                .isNull())
        .isTrue();
  }

  @Test
  void pagesThroughEverythingOnceInAnyOrder() {
    for (int i = 0; i < 25; i++) {
      app.create(
          "order",
          "{'order_no':'"
              + i
              + "','channel':'web'"
              + (i % 3 == 0 ? "" : ",'address':'a" + (i % 4) + "'")
              + "}");
    }
    for (String sort : List.of("address", "-address", "-createdAt", "order_no")) {
      var seen = new ArrayList<UUID>();
      var addresses = new ArrayList<Object>();
      String cursor = null;
      do {
        Page page =
            app.engine.query(
                app.forms,
                Query.of("order").sortedBy(List.of(Query.Sort.read(sort))).limit(4).after(cursor),
                TestApp.ADMIN);
        page.records().forEach(r -> seen.add(r.id()));
        page.records().forEach(r -> addresses.add(String.valueOf(r.get("address"))));
        cursor = page.next();
      } while (cursor != null);
      assertThat(seen).as(sort).hasSize(25).doesNotHaveDuplicates();
      if (sort.endsWith("address")) {
        assertThat(addresses.subList(16, 25)).as("empty last").containsOnly("null");
      }
    }
  }

  @Test
  void filtersAndCounts() {
    app.create("order", ORDER);
    app.create("order", "{'order_no':'2','channel':'douyin'}");
    var filter =
        Condition.read(
            json("{'some':{'table':'lines','where':{'field':'qty','op':'gte','value':2}}}"));

    Page page =
        app.engine.query(
            app.forms, Query.of("order").where(filter).counting(Query.Count.EXACT), TestApp.ADMIN);

    assertThat(page.records()).hasSize(1);
    assertThat(page.count()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                app.engine.query(
                    app.forms,
                    Query.of("order")
                        .where(Condition.read(json("{'field':'nope','op':'eq','value':1}"))),
                    TestApp.ADMIN))
        .isInstanceOf(InvalidQueryException.class);
  }

  @Test
  void limitsEachRoleToWhatItIsGranted() {
    Identity seller = new Identity("lin", "Lin", false, Map.of("shop", Set.of("seller")), false);
    Identity nobody = new Identity("zhao", "Zhao", false, Map.of(), false);
    app.create("order", "{'order_no':'1','channel':'web','phone':'13800001234'}");
    Outcome hidden = app.create("order", "{'order_no':'2','channel':'douyin'}");

    Page page = app.engine.query(app.forms, Query.of("order"), seller);
    assertThat(page.records()).hasSize(1);
    var json = app.engine.json(app.forms, page.records().getFirst(), seller);
    assertThat(json.get("phone").asText()).isEqualTo("138****1234");
    assertThat(json.has("number")).isFalse();
    assertThat(status(seller, Change.update(hidden.id(), null, json("{'address':'x'}"))))
        .isEqualTo(Status.NOT_FOUND);
    assertThat(
            status(
                seller,
                Change.update(page.records().getFirst().id(), null, json("{'discount':1}"))))
        .isEqualTo(Status.INVALID);
    assertThat(status(seller, Change.delete(page.records().getFirst().id(), null)))
        .isEqualTo(Status.FORBIDDEN);
    assertThatThrownBy(() -> app.engine.query(app.forms, Query.of("order"), nobody))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void previewsWithoutWriting() {
    var draft =
        app.engine.preview(
            app.forms,
            "order",
            Optional.empty(),
            json("{'status':'paid','lines':[{'sku':'x','price':5}]}"),
            TestApp.ADMIN);

    assertThat(draft.record().toJson().at("/payable").decimalValue()).isEqualByComparingTo("5");
    assertThat(draft.required()).contains("address", "order_no");
    assertThat(draft.problems()).isNotEmpty();
    assertThat(count()).isZero();
  }

  @Test
  void tellsObserversWithinTheTransaction() {
    app.observers.add(
        (forms, form, batch, written, scope) -> {
          throw new IllegalStateException("observer fails");
        });

    assertThatThrownBy(() -> app.create("order", ORDER)).hasMessage("observer fails");
    assertThat(count()).isZero();
  }

  private Status status(Identity who, Change change) {
    return app.engine
        .write(app.forms, Batch.one("order", change, who, Origin.of(Origin.Kind.API)))
        .getFirst()
        .status();
  }

  private StoredRecord read(Outcome outcome) {
    return app.engine.find(app.forms, "order", outcome.id(), Set.of(), TestApp.ADMIN).orElseThrow();
  }

  private long count() {
    return app.engine
        .query(app.forms, Query.of("order").counting(Query.Count.EXACT), TestApp.ADMIN)
        .count();
  }

  private static List<String> codes(Outcome outcome) {
    return outcome.problems().stream().map(Problem::code).toList();
  }
}
