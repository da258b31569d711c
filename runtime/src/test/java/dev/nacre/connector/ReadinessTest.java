package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.Partner.Said;
import dev.nacre.connector.http.HttpConnector;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.TestApp;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connector that nobody set up yet rests, and goes on as soon as somebody does. */
class ReadinessTest {
  private final Partner partner = new Partner();

  @AfterEach
  void close() {
    partner.close();
  }

  private static String polling(String address) {
    return """
    {'id': 'api', 'kind': 'http',
     'settings': {'baseUrl': '%s', 'auth': {'type': 'bearer', 'key': {'secret': 'token'}}},
     'operations': [{'id': 'list', 'request': {'path': '/orders', 'query': {'v': {'secret': 'version'}}}, 'items': '/list'}],
     'ingest': [{'id': 'orders', 'operation': 'list', 'every': 'PT10M', 'form': 'order',
        'key': ['channel', 'order_no'], 'map': {'channel': {'value': 'douyin'}, 'order_no': '/id'}}]}\
    """
        .formatted(address);
  }

  @Test
  void asksNobodyUntilItsSecretsAreSet() {
    var hub = new TestHub();
    hub.publish(
        Json.MAPPER.convertValue(TestApp.json(polling(partner.url())), ConnectorDefinition.class));
    partner.always(asked -> Said.fine("{'list':[{'id':'1'}]}"));
    hub.poller.runDue();
    assertThat(partner.asked).isEmpty();
    assertThat(missing(hub))
        .extracting(Problem::code, problem -> problem.args().getFirst())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("secret_not_set", "token"),
            org.assertj.core.groups.Tuple.tuple("secret_not_set", "version"));
    assertThat(hub.poller.states("hub", "api").getFirst().failures()).isZero();

    hub.secrets.putAll(Map.of("token", "t", "version", "2"));
    hub.poller.runDue();
    hub.work();
    assertThat(missing(hub)).isEmpty();
    assertThat(hub.records("order")).hasSize(1);
  }

  private static List<Problem> missing(TestHub hub) {
    return TestReadiness.of(hub.secrets).missing("hub", hub.connectors.get("api"));
  }

  @Test
  void knowsAddressesThatAreStillToBeWritten() {
    var hub = new TestHub();
    hub.secrets.putAll(Map.of("token", "t", "version", "2"));
    for (String address : List.of("https://shop.example.invalid", "http://shop.demo.test/a")) {
      hub.publish(
          Json.MAPPER.convertValue(TestApp.json(polling(address)), ConnectorDefinition.class));
      assertThat(missing(hub)).extracting(Problem::code).containsExactly("host_not_set");
      hub.poller.runDue();
      assertThat(hub.poller.states("hub", "api").getFirst().startedAt()).isNull();
    }
    var granted =
        new EgressPolicy(
            "",
            List.of(
                (caller, host, port) ->
                    caller.equals("hub/api")
                        ? Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                        : Optional.empty()),
            InetAddress::getAllByName);
    assertThat(granted.open("hub/api", "shop.demo.test", 80)).isFalse();
    assertThat(granted.open("hub/other", "shop.demo.test", 80)).isTrue();
  }

  @Test
  void keepsWhatItShouldSendUntilThenButNotForever() {
    var calls =
        new TestCalls(
            new HttpConnector(
                new Egress(new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName)),
                new NoTokens()));
    calls.publish(
        """
        {'id': 'api', 'kind': 'http',
         'settings': {'baseUrl': '%s', 'auth': {'type': 'bearer', 'key': {'secret': 'token'}}},
         'operations': [{'id': 'send', 'request': {'method': 'post', 'path': '/do', 'body': {}}}]}\
        """
            .formatted(partner.url()));
    partner.always(asked -> Said.fine("{}"));
    calls.say("api", "{}");
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.PENDING);
    assertThat(calls.last().attempts()).isZero();
    assertThat(calls.last().problems()).extracting(Problem::code).containsExactly("secret_not_set");

    calls.secrets.put("token", "t");
    calls.app.now = calls.app.now.plus(Duration.ofSeconds(20));
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);

    calls.secrets.clear();
    calls.say("api", "{}");
    calls.app.now = calls.app.now.plus(Duration.ofDays(4));
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
    assertThat(partner.asked).hasSize(1);
  }
}
