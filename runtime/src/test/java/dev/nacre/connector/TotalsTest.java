package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.Compared.State;
import dev.nacre.connector.Partner.Asked;
import dev.nacre.connector.Partner.Said;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.TestApp;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final String TOTALS =
      """
      {'operation': 'count', 'count': '/n', 'amount': {'expr': 'source.fen / 100'},
       'time': 'ordered_at', 'sum': 'amount', 'inclusive': true, 'refetch': 'ordered',
       'where': {'field': 'channel', 'op': 'eq', 'value': 'douyin'}, 'back': 'PT4H'}\
      """;

  private final TestHub hub = new TestHub();
  private final Partner partner = new Partner();

  /** What the shop has: when ordered, its number, its price in fen. */
  private record Sold(Instant at, String no, long fen) {}

  private final List<Sold> shop = new ArrayList<>();

  /** What the list of changes doesn't tell of, as happens at shops. */
  private final List<String> withheld = new ArrayList<>();

  @BeforeEach
  void start() {
    hub.app.now = Instant.parse("2026-03-01T12:20:00Z");
    partner.always(this::answer);
    hub.publish(definition(TOTALS));
  }

  @AfterEach
  void stop() {
    partner.close();
  }

  private ConnectorDefinition definition(String totals) {
    String list =
        """
        {'id': '%s', 'request': {'path': '/%s', 'query': {
           'from': {'expr': 'input.since'}, 'to': {'expr': 'input.until'}}},
         %s 'window': {'format': 'epoch_seconds', 'span': 'PT30M'}}\
        """;
    String json =
        """
        {'id': 'api', 'kind': 'http', 'settings': {'baseUrl': '%s', 'retry': {'tries': 1}},
         'operations': [%s, %s, %s],
         'ingest': [{'id': 'orders', 'operation': 'list', 'every': 'PT10M', 'lookBack': 'PT6H',
            'form': 'order', 'key': ['channel', 'order_no'], 'sourceTime': '/at',
            'map': {'channel': {'value': 'douyin'}, 'order_no': '/no', 'ordered_at': '/at',
              'lines': {'each': '/lines', 'map': {'sku': {'value': 'A'}, 'qty': {'value': 1},
                'price': {'expr': 'source.fen / 100'}}}},
            'totals': %s}]}\
        """
            .formatted(
                partner.url(),
                list.formatted("list", "list", "'items': '/list',"),
                list.formatted("ordered", "ordered", "'items': '/list',"),
                list.formatted("count", "count", ""),
                totals);
    return Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class);
  }

  private Said answer(Asked asked) {
    long from = Long.parseLong(asked.get("from"));
    long to = Long.parseLong(asked.get("to"));
    List<Sold> found =
        shop.stream()
            .filter(s -> s.at().getEpochSecond() >= from && s.at().getEpochSecond() <= to)
            .toList();
    if (asked.path().equals("/count")) {
      long fen = found.stream().mapToLong(Sold::fen).sum();
      return Said.fine("{'n': '%d', 'fen': %d}".formatted(found.size(), fen));
    }
    boolean changes = asked.path().equals("/list");
    String all =
        found.stream()
            .filter(sold -> !changes || !withheld.contains(sold.no()))
            .map(
                sold ->
                    "{'no': '%s', 'at': %d, 'lines': [{'fen': %d}]}"
                        .formatted(sold.no(), sold.at().getEpochSecond(), sold.fen()))
            .collect(Collectors.joining(","));
    return Said.fine("{'list': [%s]}".formatted(all));
  }

  private void sells(String time, String no, long fen) {
    shop.add(new Sold(Instant.parse("2026-03-01T" + time + "Z"), no, fen));
  }

  private void poll() {
    hub.poller.runDue();
    hub.work();
  }

  private void compare() {
    hub.totals.runDue();
    hub.work();
  }

  private List<Compared> found() {
    return hub.totals.found("hub", "api", Instant.EPOCH);
  }

  private Compared at(String time) {
    Instant since = Instant.parse("2026-03-01T" + time + "Z");
    return found().stream().filter(f -> f.since().equals(since)).findFirst().orElseThrow();
  }

  private void later(Duration by) {
    hub.app.now = hub.app.now.plus(by);
  }

  @Test
  void agreesHourByHourWithWhatTheShopCounts() {
    sells("09:00:00", "1", 1250);
    sells("09:59:59", "2", 300);
    sells("10:00:00", "3", 99);
    poll();
    compare();
    assertThat(found()).extracting(Compared::state).containsOnly(State.COMPLETE).hasSize(4);
    assertThat(at("09:00:00").ours()).isEqualTo(2);
    assertThat(at("09:00:00").theirAmount()).isEqualByComparingTo(new BigDecimal("15.50"));
    assertThat(at("09:00:00").ourAmount()).isEqualByComparingTo(new BigDecimal("15.50"));
    assertThat(at("10:00:00").theirs()).isEqualTo(1);
  }

  @Test
  void fetchesAnHourAgainInWhichSomethingLacksAndSeesThatItHasCome() {
    sells("09:10:00", "1", 1000);
    sells("09:40:00", "2", 2000);
    withheld.add("2");
    poll();
    assertThat(hub.records("order")).hasSize(1);
    compare();
    assertThat(at("09:00:00").state()).isEqualTo(State.MISSING);
    assertThat(at("09:00:00").fetched()).isEqualTo(1);
    assertThat(hub.records("order")).hasSize(2);
    later(Duration.ofMinutes(2));
    compare();
    assertThat(at("09:00:00").state()).isEqualTo(State.COMPLETE);
    assertThat(hub.records("order")).hasSize(2);
  }

  @Test
  void fetchesAnHourAgainWhoseSumIsAnother() {
    sells("09:10:00", "1", 1000);
    poll();
    shop.clear();
    sells("09:10:01", "1", 1500); // changed, and the list of changes didn't tell
    compare();
    assertThat(at("09:00:00").state()).isEqualTo(State.DIFFERS);
    later(Duration.ofMinutes(2));
    compare();
    assertThat(at("09:00:00").state()).isEqualTo(State.COMPLETE);
    assertThat(at("09:00:00").ourAmount()).isEqualByComparingTo(new BigDecimal("15"));
  }

  @Test
  void tellsAPersonWhatDoesntComeAlsoWhenItIsFetchedAgainAndAgain() {
    sells("09:10:00", "1", 1000);
    sells("09:20:00", "", 1000); // no order has no number: it gives up on its way
    poll();
    for (int i = 0; i < 5; i++) {
      compare();
      later(Duration.ofMinutes(2));
    }
    assertThat(at("09:00:00").state()).isEqualTo(State.MISSING);
    assertThat(at("09:00:00").fetched()).isEqualTo(TotalsRun.MOST);
    long asked = partner.asked.stream().filter(a -> a.path().equals("/ordered")).count();
    assertThat(asked).isEqualTo(TotalsRun.MOST * 2L); // in windows of half an hour
    assertThat(hub.totals.problems("hub", hub.connectors.get("api")))
        .extracting(Problem::code, Problem::args)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("totals_lacking", List.of("orders", "1", "1")));
  }

  @Test
  void comparesNothingThatWasntPolledYet() {
    sells("09:10:00", "1", 1000);
    compare();
    assertThat(found()).isEmpty();
    assertThat(partner.asked).isEmpty();
    partner.always(asked -> new Said(403, "{}", java.util.Map.of()));
    poll();
    hub.totals.soon("hub", "api");
    compare();
    assertThat(found()).isEmpty();
    assertThat(hub.totals.problems("hub", hub.connectors.get("api"))).isEmpty();
  }

  @Test
  void keepsWhatItFoundWhenTheShopFailsAndGoesOnThere() {
    sells("09:10:00", "1", 1000);
    poll();
    partner.asked.clear();
    var left = new java.util.concurrent.atomic.AtomicInteger(3);
    partner.always(
        asked ->
            left.getAndDecrement() > 0 ? answer(asked) : new Said(500, "{}", java.util.Map.of()));
    compare();
    assertThat(found()).hasSize(1);
    assertThat(hub.totals.problems("hub", hub.connectors.get("api"))).hasSize(1);
    partner.always(this::answer);
    later(Duration.ofMinutes(1));
    compare();
    assertThat(found()).hasSize(4).extracting(Compared::state).containsOnly(State.COMPLETE);
    assertThat(hub.totals.problems("hub", hub.connectors.get("api"))).isEmpty();
  }

  @Test
  void isComparedAgainAsSoonAsPollingWorksAgain() {
    poll();
    partner.always(asked -> new Said(403, "{}", java.util.Map.of()));
    compare();
    assertThat(hub.totals.problems("hub", hub.connectors.get("api"))).hasSize(1);
    partner.always(this::answer);
    later(Duration.ofMinutes(1));
    compare();
    assertThat(hub.totals.problems("hub", hub.connectors.get("api"))).hasSize(1);
    later(Duration.ofMinutes(10));
    poll();
    later(Duration.ofSeconds(2));
    compare();
    assertThat(hub.totals.problems("hub", hub.connectors.get("api"))).isEmpty();
  }

  @Test
  void saysWhatInADescriptionOfTotalsIsWrong() {
    assertThat(
            wrong(
                """
                {'operation': 'nothing', 'count': '/n', 'time': 'note', 'sum': 'amount'}\
                """))
        .containsExactlyInAnyOrder(
            "/ingest/0/totals/operation operation_unknown",
            "/ingest/0/totals/time totals_no_time",
            "/ingest/0/totals totals_amount_and_sum");
    assertThat(
            wrong(
                """
                {'operation': 'count', 'count': '/n', 'time': 'gone', 'amount': '/fen',
                 'sum': 'note', 'back': 'P400D',
                 'where': {'field': 'shop', 'op': 'eq', 'value': 1}}\
                """))
        .contains(
            "/ingest/0/totals/time map_field_unknown",
            "/ingest/0/totals/sum totals_sum_no_number",
            "/ingest/0/totals/back totals_too_long")
        .hasSize(4);
  }

  private List<String> wrong(String totals) {
    var problems = new Problems();
    hub.compiler.compile(definition(totals), hub.app.forms, problems);
    return problems.list().stream().map(p -> p.pointer() + " " + p.code()).toList();
  }
}
