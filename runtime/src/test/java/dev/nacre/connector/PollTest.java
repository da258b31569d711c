package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Partner.Said;
import dev.nacre.event.EntryState;
import dev.nacre.event.Limits;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.PaceState;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollTest {
  private static final String OPERATION =
      """
      {'id': 'list', 'request': {'path': '/orders', 'query': {
         'from': {'expr': 'input.since'}, 'to': {'expr': 'input.until'},
         'page': {'expr': 'input.page'}, 'size': {'expr': 'input.size'}}},
       'items': '/data/list', 'paging': {'size': 2, 'total': '/data/total'},
       'window': {'format': 'epoch_seconds', 'span': 'PT6H'}}\
      """;

  private final TestHub hub = new TestHub();
  private final Partner partner = new Partner();

  @BeforeEach
  void start() {
    hub.app.now = Instant.parse("2026-03-01T12:00:00Z");
    publish(OPERATION, "");
  }

  @AfterEach
  void stop() {
    partner.close();
  }

  private void publish(String operation, String more) {
    hub.publish(definition(operation, more));
  }

  private ConnectorDefinition definition(String operation, String more) {
    String json =
        """
        {'id': 'api', 'kind': 'http',
         'settings': {'baseUrl': '%s', 'auth': {'type': 'bearer', 'key': {'secret': 'shop'}},
            'errors': {'code': '/code', 'ok': ['0'], 'message': '/msg', 'retry': ['7']},
            'retry': {'tries': 2, 'pause': 'PT0.01S'}},
         'operations': [%s],
         'ingest': [{'id': 'orders', 'operation': 'list', 'every': 'PT10M', 'lookBack': 'PT12H', %s
            'form': 'order', 'key': ['channel', 'order_no'], 'sourceTime': '/updated',
            'map': {'channel': {'value': 'douyin'}, 'order_no': '/id', 'note': '/remark'}}]}\
        """
            .formatted(partner.url(), operation, more);
    return Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class);
  }

  private static String page(List<String> all, int page, int size) {
    String items =
        all.stream().skip((page - 1L) * size).limit(size).collect(Collectors.joining(","));
    return "{'code':'0','data':{'total':%d,'list':[%s]}}".formatted(all.size(), items);
  }

  private static String order(String id, long updated) {
    return "{'id':%s,'updated':%d,'remark':'r%d'}".formatted(id, updated, updated % 1000);
  }

  private void sells(List<String> orders) {
    partner.always(
        asked -> {
          long to = Long.parseLong(asked.get("to"));
          // all of them in the last window
          boolean last = to == hub.app.now.getEpochSecond();
          List<String> found = last ? orders : List.of();
          return Said.fine(page(found, Integer.parseInt(asked.get("page")), 2));
        });
  }

  @Test
  void fetchesWindowsAndPagesIntoTheInboxAndMakesRecords() {
    sells(
        IntStream.range(0, 5)
            .mapToObj(i -> order("461168601842738790" + i, 1772365000 + i))
            .toList());
    hub.poller.runDue();
    hub.work();
    assertThat(hub.records("order"))
        .extracting(r -> r.get("order_no"))
        .contains("4611686018427387904", "4611686018427387900")
        .hasSize(5);
    assertThat(partner.asked)
        .extracting(a -> a.headers().get("Authorization"))
        .containsOnly("Bearer s3cret");
    // twelve hours in windows of six, the second with three pages
    assertThat(partner.asked)
        .extracting(a -> a.get("from") + "-" + a.get("to") + "/" + a.get("page"))
        .containsExactly(
            "1772323200-1772344800/1",
            "1772344800-1772366400/1",
            "1772344800-1772366400/2",
            "1772344800-1772366400/3");
    PollState state = hub.poller.states("hub", "api").getFirst();
    assertThat(state.watermark()).isEqualTo(hub.app.now);
    assertThat(state.fetched()).isEqualTo(5);
    assertThat(state.dueAt()).isEqualTo(hub.app.now.plus(Duration.ofMinutes(10)));
    assertThat(state.running()).isFalse();
  }

  @Test
  void asksNextTimeFromTheWatermarkOnWithAnOverlap() {
    sells(List.of(order("1", 1772365000)));
    hub.poller.runDue();
    partner.asked.clear();
    hub.poller.runDue();
    assertThat(partner.asked).isEmpty();
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(10));
    hub.poller.runDue();
    assertThat(partner.asked)
        .extracting(a -> a.get("from") + "-" + a.get("to"))
        .containsExactly("1772365800-1772367000");
    hub.work();
    // the same payload came twice, and made one record once
    assertThat(hub.ledger.states("hub", "api"))
        .containsExactlyInAnyOrderEntriesOf(Map.of(EntryState.DONE, 1L, EntryState.SKIPPED, 1L));
    assertThat(hub.records("order")).hasSize(1);
  }

  @Test
  void keepsTheNewerWhenAPageBringsAnOlderState() {
    sells(List.of(order("1", 1772365900), order("1", 1772365100)));
    hub.poller.runDue();
    hub.work();
    assertThat(hub.records("order")).extracting(r -> r.get("note")).containsExactly("r900");
  }

  @Test
  void triesAgainWhenTheOtherSideIsBusy() {
    partner.once(new Said(503, "", Map.of("Retry-After", "0")));
    partner.once(Said.fine("{'code':'7','msg':'limited'}"));
    sells(List.of(order("1", 1772365000)));
    hub.poller.runDue();
    // two tries a page: the second failure ends the run
    PollState state = hub.poller.states("hub", "api").getFirst();
    assertThat(state.problem()).isNotNull();
    assertThat(state.dueAt()).isEqualTo(hub.app.now.plusSeconds(15));
    hub.app.now = state.dueAt();
    hub.poller.runDue();
    hub.work();
    assertThat(hub.records("order")).hasSize(1);
    assertThat(hub.poller.states("hub", "api").getFirst().problem()).isNull();
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    partner.once(new Said(429, "slow down", Map.of("Retry-After", "120")));
    hub.poller.runDue();
    assertThat(hub.poller.states("hub", "api").getFirst().dueAt())
        .isEqualTo(hub.app.now.plusSeconds(120));
  }

  @Test
  void restsWithEverybodyElseWhenABodySaysThatItIsTooMuch() {
    throttling();
    partner.once(Said.fine("{'code':'7','msg':'This ban will last for 120 more seconds'}"));
    hub.poller.runDue();
    PollState state = hub.poller.states("hub", "api").getFirst();
    assertThat(state.dueAt()).isEqualTo(hub.app.now.plusSeconds(120));
    assertThat(state.failures()).isZero();
    assertThat(state.problem()).isNotNull();
    // whatever goes out through it waits, too
    assertThat(hub.paces.draw(API, Limits.NONE)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void asksNothingWhileTheConnectorRestsForAnotherReason() {
    throttling();
    sells(List.of(order("1", 1772365000)));
    hub.paces.rest(API, hub.app.now.plusSeconds(90));
    hub.poller.runDue();
    assertThat(partner.asked).isEmpty();
    PollState state = hub.poller.states("hub", "api").getFirst();
    assertThat(state.dueAt()).isEqualTo(hub.app.now.plusSeconds(90));
    assertThat(state.problem())
        .isNotNull()
        .satisfies(p -> assertThat(p.code()).isEqualTo("connector_rests"));
    hub.app.now = state.dueAt();
    hub.poller.runDue();
    hub.work();
    assertThat(hub.records("order")).hasSize(1);
  }

  @Test
  void asksNothingWhileAPersonHasPausedItAndGoesOnWhereItStood() {
    List<String> orders =
        IntStream.range(0, 4).mapToObj(i -> order("9" + i, 1772365000 + i)).toList();
    partner.always(
        asked -> {
          boolean last = asked.get("to").equals("1772366400");
          if (last) {
            // somebody pauses it while it runs
            hub.paces.stop(API, TestApp.ADMIN);
          }
          return Said.fine(page(last ? orders : List.of(), Integer.parseInt(asked.get("page")), 2));
        });
    hub.poller.runDue();
    assertThat(partner.asked).hasSize(2);
    PollState state = hub.poller.states("hub", "api").getFirst();
    assertThat(state.failures()).isZero();
    assertThat(state.problem())
        .isNotNull()
        .satisfies(p -> assertThat(p.args()).containsExactly("api", TestApp.ADMIN.id()));
    hub.app.now = hub.app.now.plus(Duration.ofHours(1));
    hub.poller.runDue();
    Job job = hub.poller.runNow("hub", "api", TestApp.ADMIN).getFirst();
    assertThat(hub.jobs.find("hub", job.id()).orElseThrow().problems())
        .extracting(p -> p.code())
        .containsExactly("connector_paused");
    assertThat(partner.asked).hasSize(2);
    partner.asked.clear();
    hub.paces.go(API);
    partner.always(
        asked -> {
          boolean open = asked.get("to").equals("1772366400");
          return Said.fine(page(open ? orders : List.of(), Integer.parseInt(asked.get("page")), 2));
        });
    hub.poller.runDue();
    assertThat(partner.asked.getFirst().get("page")).isEqualTo("2");
    hub.work();
    assertThat(hub.records("order")).hasSize(4);
  }

  @Test
  void keepsToItsLimitsAndGoesOnLaterWithThePageWhereItStood() {
    settings(
        settings -> settings.putArray("limits").addObject().put("most", 3).put("within", "PT1M"));
    List<String> orders =
        IntStream.range(0, 6).mapToObj(i -> order("9" + i, 1772365000 + i)).toList();
    partner.always(
        asked -> {
          boolean all = asked.get("to").equals("1772366400");
          int page = Integer.parseInt(asked.get("page"));
          return Said.fine(page(all ? orders : List.of(), page, 2));
        });
    hub.poller.runDue();
    // one of the first window, two of the second
    assertThat(partner.asked).hasSize(3);
    PollState state = hub.poller.states("hub", "api").getFirst();
    assertThat(state.dueAt()).isEqualTo(hub.app.now.plusSeconds(60));
    assertThat(state.failures()).isZero();
    assertThat(state.cursor()).isEqualTo("3");
    hub.app.now = state.dueAt();
    hub.poller.runDue();
    hub.work();
    assertThat(hub.records("order")).hasSize(6);
  }

  @Test
  void leavesAServiceAloneThatFailsAndLetsOneRequestFindOut() {
    settings(settings -> settings.putObject("breaker").put("failures", 2).put("rest", "PT5M"));
    partner.always(asked -> new Said(500, "", Map.of()));
    hub.poller.runDue();
    assertThat(partner.asked).hasSize(2);
    hub.app.now = hub.app.now.plusSeconds(60);
    hub.poller.runDue();
    assertThat(partner.asked).hasSize(2);
    PollState state = hub.poller.states("hub", "api").getFirst();
    assertThat(state.dueAt()).isEqualTo(hub.app.now.plusSeconds(240));
    assertThat(state.failures()).isEqualTo(1);
    hub.app.now = state.dueAt();
    hub.poller.runDue();
    // one, and it opens again for twice as long
    assertThat(partner.asked).hasSize(3);
    Limits limits = hub.connectors.get("api").limits();
    assertThat(hub.paces.state(API, limits).breaker()).isEqualTo(PaceState.Breaker.OPEN);
    assertThat(hub.paces.state(API, limits).opensAgain()).isEqualTo(hub.app.now.plusSeconds(600));
    hub.app.now = hub.app.now.plusSeconds(600);
    sells(List.of(order("1", 1772365000)));
    hub.poller.runDue();
    hub.work();
    assertThat(hub.records("order")).hasSize(1);
    assertThat(hub.paces.state(API, limits).breaker()).isEqualTo(PaceState.Breaker.CLOSED);
  }

  private void settings(Consumer<ObjectNode> change) {
    var json = Json.MAPPER.<ObjectNode>valueToTree(definition(OPERATION, ""));
    change.accept((ObjectNode) json.get("settings"));
    hub.publish(Json.MAPPER.convertValue(json, ConnectorDefinition.class));
  }

  private static final Source API = new Source("hub", "api");

  private void throttling() {
    settings(settings -> ((ObjectNode) settings.get("errors")).put("waitSeconds", "/msg"));
  }

  @Test
  void goesOnWithTheVeryPageWhereItBrokeOff() {
    List<String> orders =
        IntStream.range(0, 6).mapToObj(i -> order("9" + i, 1772365000 + i)).toList();
    var broken = new ArrayList<String>(List.of("3"));
    partner.always(
        asked -> {
          boolean last = asked.get("to").equals("1772366400");
          if (last && broken.remove(asked.get("page"))) {
            return new Said(403, "no", Map.of());
          }
          return Said.fine(page(last ? orders : List.of(), Integer.parseInt(asked.get("page")), 2));
        });
    hub.poller.runDue();
    PollState broke = hub.poller.states("hub", "api").getFirst();
    assertThat(broke.cursor()).isEqualTo("3");
    assertThat(broke.problem())
        .isNotNull()
        .satisfies(p -> assertThat(p.code()).isEqualTo("partner_refuses"));
    partner.asked.clear();
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(10));
    // another node goes on
    hub.poller().runDue();
    assertThat(partner.asked.getFirst().get("page")).isEqualTo("3");
    assertThat(partner.asked.getFirst().get("to")).isEqualTo("1772366400");
    hub.work();
    assertThat(hub.records("order")).hasSize(6);
  }

  @Test
  void walksBackwardsWhereOrdersMayChangeMeanwhile() {
    publish(OPERATION.replace("'size': 2,", "'size': 2, 'backwards': true,"), "");
    sells(IntStream.range(0, 5).mapToObj(i -> order("7" + i, 1772365000 + i)).toList());
    hub.poller.runDue();
    assertThat(partner.asked.stream().filter(a -> a.get("to").equals("1772366400")))
        .extracting(a -> a.get("page"))
        .containsExactly("1", "3", "2", "1");
    hub.work();
    assertThat(hub.records("order")).hasSize(5);
  }

  @Test
  void isRunByOneNodeAtATimeAndTakenOverWhenItDies() {
    sells(List.of());
    hub.poller.runDue();
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(10));
    var key = new PollStore.Key("hub", "api", "list");
    UUID other = UUID.randomUUID();
    assertThat(hub.polls.take(key, other, hub.app.now, false)).isPresent();
    partner.asked.clear();
    hub.poller.runDue();
    assertThat(partner.asked).isEmpty();
    assertThatThrownBy(() -> hub.poller.runNow("hub", "api", TestApp.ADMIN))
        .isInstanceOf(PollBusyException.class);
    // the other died: nothing was heard of it for long
    hub.app.now = hub.app.now.plus(PollStore.HOLD);
    hub.poller.runDue();
    assertThat(partner.asked).isNotEmpty();
    // and what it says now counts no more
    var late = new PollStore.Progress(hub.polls.list("hub", "api", hub.app.now).getFirst());
    late.watermark = Instant.EPOCH;
    assertThat(hub.polls.save(key, other, late, hub.app.now)).isFalse();
    assertThat(hub.poller.states("hub", "api").getFirst().watermark()).isEqualTo(hub.app.now);
  }

  @Test
  void runsNowAsAJobThatTellsWhatBecameOfEachPayload() {
    sells(
        List.of(
            order("1", 1772365000), "{'id':'x'.repeat,'updated':'soon'}".replace(".repeat", "")));
    Job job = hub.poller.runNow("hub", "api", TestApp.ADMIN).getFirst();
    Awaitility.await()
        .until(() -> hub.jobs.find("hub", job.id()).orElseThrow().finishedAt() != null);
    Job done = hub.jobs.find("hub", job.id()).orElseThrow();
    assertThat(done.state()).isEqualTo(Job.State.DONE);
    assertThat(done.created()).isEqualTo(1);
    assertThat(done.failed()).isEqualTo(1);
    assertThat(done.problems()).extracting(p -> p.code()).contains("source_time_unreadable");
  }

  @Test
  void asksWhenRunThoughTheLastRunEndedInThisVerySecond() {
    sells(List.of(order("1", 1772365000)));
    hub.poller.runDue();
    partner.asked.clear();
    partner.once(new Said(401, "", Map.of()));
    hub.poller.runNow("hub", "api", TestApp.ADMIN);
    Awaitility.await().until(() -> hub.poller.states("hub", "api").getFirst().problem() != null);
    assertThat(partner.asked)
        .extracting(a -> a.get("from") + "-" + a.get("to"))
        .containsExactly("1772365800-1772366400");
  }

  @Test
  void failsAJobWhenItsSecretWasNeverSet() {
    hub.secrets.clear();
    Job job = hub.poller.runNow("hub", "api", TestApp.ADMIN).getFirst();
    Awaitility.await()
        .until(() -> hub.jobs.find("hub", job.id()).orElseThrow().finishedAt() != null);
    assertThat(hub.jobs.find("hub", job.id()).orElseThrow().problems())
        .extracting(p -> p.code())
        .containsExactly("secret_not_set");
    assertThat(partner.asked).isEmpty();
  }

  @Test
  void pollsAtATimeOfDay() {
    publish(OPERATION, "");
    hub.publish(
        Json.MAPPER.convertValue(
            TestApp.json(
                Json.write(Json.MAPPER.valueToTree(definition(OPERATION, "")))
                    .replace("\"every\":\"PT10M\"", "\"at\":[\"02:00\"]")),
            ConnectorDefinition.class));
    sells(List.of());
    hub.poller.runDue();
    assertThat(partner.asked).isEmpty();
    Instant two = Instant.parse("2026-03-01T18:00:00Z"); // 02:00 in Shanghai
    assertThat(hub.poller.states("hub", "api").getFirst().dueAt()).isEqualTo(two);
    hub.app.now = two;
    hub.poller.runDue();
    assertThat(partner.asked).isNotEmpty();
    assertThat(hub.poller.states("hub", "api").getFirst().dueAt())
        .isEqualTo(two.plus(Duration.ofDays(1)));
  }

  @Test
  void takesNoTimeForATimeThatShopsWriteWhenThereIsNone() {
    for (String none : List.of("0", "'0001-01-01 00:00:00'", "'1970-01-01 00:00:00'", "''")) {
      long id =
          hub.arrive(
              "shop", "{'id':'n','channel':'web','updated':%s,'created':%s}".formatted(none, none));
      hub.work();
      assertThat(hub.entry(id).findings()).isEmpty();
    }
    StoredRecord order = hub.records("order").getFirst();
    assertThat(order.get("ordered_at")).isNull();
  }
}
