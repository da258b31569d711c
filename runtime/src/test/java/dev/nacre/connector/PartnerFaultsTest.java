package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.FaultyPartner.Fault;
import dev.nacre.connector.http.HttpConnector;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.TestApp;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Whatever way a partner breaks: what it has comes once, and what it is told to do isn't done
 * twice.
 */
class PartnerFaultsTest {
  private final FaultyPartner partner = new FaultyPartner();
  private final Egress egress =
      new Egress(new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName));

  @AfterEach
  void close() throws IOException {
    partner.close();
    egress.close();
  }

  private TestHub shop(int tries) {
    var hub = new TestHub();
    hub.app.now = Instant.parse("2026-03-01T12:00:00Z");
    String json =
        """
        {'id': 'api', 'kind': 'http',
         'settings': {'baseUrl': '%s', 'timeout': 'PT0.3S', 'retry': {'tries': %d, 'pause': 'PT0.01S'}},
         'operations': [{'id': 'list', 'request': {'path': '/orders'}, 'items': '/list'}],
         'ingest': [{'id': 'orders', 'operation': 'list', 'every': 'PT10M',
            'form': 'order', 'key': ['channel', 'order_no'],
            'map': {'channel': {'value': 'douyin'}, 'order_no': '/id'}}]}\
        """
            .formatted(partner.url(), tries);
    hub.publish(Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class));
    partner.says("{'list':[{'id':'1'},{'id':'2'},{'id':'3'}]}");
    return hub;
  }

  @ParameterizedTest
  @EnumSource
  void aPageThatBreaksIsAskedForAgainAndItsOrdersComeOnce(Fault fault) {
    TestHub hub = shop(3);
    partner.breaks(fault);
    hub.poller.runDue();
    hub.work();
    assertThat(partner.asked).hasSize(2);
    assertThat(hub.records("order"))
        .extracting(record -> record.get("order_no"))
        .containsExactlyInAnyOrder("1", "2", "3");
    assertThat(hub.poller.states("hub", "api").getFirst().problem()).isNull();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "THROTTLED") // which spends no try
  void aRunThatBreaksAgainAndAgainIsToldAndTheNextOneHasAll(Fault fault) {
    TestHub hub = shop(2);
    partner.breaks(fault, fault);
    hub.poller.runDue();
    PollState state = hub.poller.states("hub", "api").getFirst();
    assertThat(state.problem()).isNotNull();
    assertThat(hub.records("order")).isEmpty();
    hub.app.now = state.dueAt();
    hub.poller.runDue();
    hub.work();
    assertThat(hub.records("order")).hasSize(3);
    assertThat(hub.poller.states("hub", "api").getFirst().problem()).isNull();
  }

  private TestCalls bank() {
    var calls = new TestCalls(new HttpConnector(egress, new NoTokens()));
    calls.publish(
        """
        {'id': 'bank', 'kind': 'http', 'settings': {'baseUrl': '%s', 'timeout': 'PT0.3S'},
         'operations': [{'id': 'send', 'request': {'method': 'post', 'path': '/pay', 'body': {'no': 1}}}]}\
        """
            .formatted(partner.url()));
    return calls;
  }

  private static void goOn(TestCalls calls) {
    for (int i = 0; i < 3; i++) {
      calls.work();
      calls.app.now = calls.app.now.plus(Duration.ofHours(1));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "THROTTLED")
  void whatMayHaveBeenDoneAndMustNotBeDoneTwiceWaitsForAPerson(Fault fault) {
    TestCalls calls = bank();
    partner.breaks(fault);
    calls.say("bank", TestCalls.nothing(), false);
    goOn(calls);
    assertThat(partner.asked).containsExactly("POST /pay HTTP/1.1");
    assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
    assertThat(calls.last().problems()).extracting(Problem::code).contains("outcome_unsure");
  }

  @ParameterizedTest
  @EnumSource
  void whatMayBeDoneTwiceIsTriedAgain(Fault fault) {
    TestCalls calls = bank();
    partner.breaks(fault);
    calls.say("bank", TestCalls.nothing(), true);
    goOn(calls);
    assertThat(partner.asked).hasSize(2);
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void whoWasToldToWaitWasToldThatNothingWasDone() {
    TestCalls calls = bank();
    partner.breaks(Fault.THROTTLED);
    calls.say("bank", TestCalls.nothing(), false);
    goOn(calls);
    assertThat(partner.asked).hasSize(2);
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
  }
}
