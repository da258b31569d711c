package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.Partner.Said;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.record.TestApp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrialTest {
  private final TestHub hub = new TestHub();
  private final Partner partner = new Partner();
  private final TrialEngine trials =
      new TrialEngine(hub.operations, hub.app.database, hub.app.engine, () -> hub.app.now);

  @BeforeEach
  void start() {
    hub.secrets.put("shop", "s3cret/+key");
    String json =
        """
        {'id': 'api', 'kind': 'http',
         'settings': {'baseUrl': '%s', 'auth': {'type': 'api_key', 'in': 'query', 'name': 'key', 'key': {'secret': 'shop'}},
            'timeout': 'PT1S', 'maxBytes': 5000},
         'operations': [{'id': 'list', 'request': {'path': '/orders/{shop}', 'query': {'page': {'expr': 'input.page'}}},
            'items': '/list', 'window': {}}],
         'ingest': [{'id': 'orders', 'operation': 'list', 'form': 'order', 'key': ['channel', 'order_no'],
            'map': {'channel': {'value': 'douyin'}, 'order_no': '/id', 'note': '/remark',
                    'lines': {'each': '/items', 'map': {'sku': '/sku', 'qty': '/n', 'price': {'expr': 'source.fen / 100'}}}}}]}\
        """
            .formatted(partner.url());
    hub.publish(Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class));
  }

  @AfterEach
  void stop() {
    partner.close();
  }

  private Trial attempt() {
    return trials.call("hub", hub.connectors.get("api"), "list", TestApp.json("{'shop': 'a/b'}"));
  }

  @Test
  void showsRequestAnswerAndRecordAndKeepsNothing() {
    partner.always(
        asked ->
            Said.fine(
                "{'you': 's3cret/+key', 'list': [{'id': 4611686018427387905, 'remark': 'hi',"
                    + " 'items': [{'sku': 'A', 'n': 2, 'fen': 1999}]}]}"));
    Trial trial = attempt();
    assertThat(trial.problems()).isEmpty();
    assertThat(trial.items()).isEqualTo(1);
    assertThat(partner.asked.getFirst().path()).isEqualTo("/orders/a%2Fb");
    assertThat(partner.asked.getFirst().get("key")).isEqualTo("s3cret/+key");
    Trial.Exchange exchange = trial.exchanges().getFirst();
    assertThat(exchange.method()).isEqualTo("GET");
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.toString()).doesNotContain("s3cret").contains("••••••");
    Trial.Mapped mapped = trial.mapped().getFirst();
    assertThat(mapped.outcome()).isEqualTo("created");
    assertThat(Objects.requireNonNull(mapped.record()).path("order_no").asText())
        .isEqualTo("4611686018427387905");
    assertThat(mapped.record().path("amount").decimalValue()).isEqualByComparingTo("39.98");
    assertThat(hub.records("order")).isEmpty();
    assertThat(hub.entries()).isEmpty();
    assertThat(hub.poller.states("hub", "api")).isEmpty();
  }

  @Test
  void namesWhatDoesNotFitWithItsPlaceInThePayload() {
    Trial trial =
        trials.map(
            "hub",
            hub.connectors.get("api"),
            "list",
            List.of(TestApp.json("{'id': '1', 'items': [{'sku': 'A', 'n': 'many'}]}")));
    Trial.Mapped mapped = trial.mapped().getFirst();
    assertThat(mapped.outcome()).isEqualTo("dead");
    assertThat(mapped.form()).isEqualTo("order");
    assertThat(mapped.findings())
        .extracting(f -> f.source(), f -> f.problem().pointer())
        .containsExactly(org.assertj.core.api.Assertions.tuple("/items/0/n", "/lines/0/qty"));
    assertThat(partner.asked).isEmpty();
  }

  @Test
  void tellsAPartnerThatRefusesFromOneThatNeverAnswersAndOneThatNeverEnds() {
    partner.once(new Said(401, "bad key s3cret/+key", Map.of()));
    assertThat(attempt().problems()).extracting(p -> p.code()).containsExactly("partner_refuses");
    partner.once(new Said(401, "bad key s3cret/+key", Map.of()));
    assertThat(attempt().problems().toString()).doesNotContain("s3cret");
    partner.once(Said.fine("x".repeat(6_000)));
    assertThat(attempt().problems()).extracting(p -> p.code()).containsExactly("egress_too_large");
    partner.always(
        asked -> {
          java.util.concurrent.locks.LockSupport.parkNanos(3_000_000_000L);
          return Said.fine("{}");
        });
    Trial silent = attempt();
    assertThat(silent.problems()).extracting(p -> p.code()).containsExactly("egress_timeout");
    assertThat(silent.exchanges().getFirst().status()).isZero();
  }

  @Test
  void tellsASecretThatWasNeverSet() {
    hub.secrets.clear();
    assertThat(attempt().problems()).extracting(p -> p.code()).containsExactly("secret_not_set");
  }

  @Test
  void tellsAnAnswerThatIsNoJson() {
    partner.once(Said.fine("<html>moved</html>"));
    assertThat(attempt().problems()).extracting(p -> p.code()).containsExactly("partner_no_json");
  }
}
