package dev.nacre.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.NoTokens;
import dev.nacre.connector.Partner;
import dev.nacre.connector.Partner.Said;
import dev.nacre.connector.TestCalls;
import dev.nacre.event.OutboxState;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEffectTest {
  private final Egress egress =
      new Egress(new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName));
  private final TestCalls calls = new TestCalls(new HttpConnector(egress, new NoTokens()));
  private final Partner partner = new Partner();

  @AfterEach
  void close() throws IOException {
    partner.close();
    egress.close();
  }

  private void bank(String headers) {
    calls.publish(
        "{'id':'bank','kind':'http','settings':{'baseUrl':'"
            + partner.url()
            + "'},'operations':[{'id':'send','request':{'method':'post','path':'/pay',"
            + headers
            + "'body':{'no':{'expr':'input.no'}}}}]}");
  }

  @Test
  void everyTryOfOneEffectCarriesTheSameIdempotencyKeyAndTheNextEffectAnother() {
    bank("");
    partner.once(new Said(503, "{}", Map.of()));
    partner.always(asked -> Said.fine("{}"));
    calls.say("bank", "{'no':'1'}");
    calls.work();
    calls.app.now = calls.app.now.plus(Duration.ofHours(1));
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
    String first = calls.last().idempotencyKey();
    calls.say("bank", "{'no':'2'}");
    calls.work();
    assertThat(partner.asked.stream().map(asked -> asked.headers().get("Idempotency-Key")))
        .containsExactly(first, first, calls.last().idempotencyKey());
    assertThat(calls.last().idempotencyKey()).isNotEqualTo(first);
  }

  @Test
  void aHeaderThatTheOperationWritesItselfStays() {
    bank("'headers':{'idempotency-key':{'expr':'input.no'}},");
    partner.always(asked -> Said.fine("{}"));
    calls.say("bank", "{'no':'77'}");
    calls.work();
    assertThat(partner.asked)
        .singleElement()
        .satisfies(asked -> assertThat(asked.headers()).containsEntry("Idempotency-Key", "77"));
  }

  @Test
  void putsPatchesAndDeletesAndGivesTheResultAlone() {
    for (String method : List.of("put", "patch", "delete")) {
      partner.always(
          asked ->
              Said.fine(
                  "{'code':'A1000','data':'{\\'ok\\':true,\\'no\\':[{\\'id\\':7}]}'}"
                      .replace("\\'", "\\\"")));
      calls.publish(
          "{'id':'bank','kind':'http','settings':{'baseUrl':'"
              + partner.url()
              + "'},'operations':[{'id':'send','unpack':['/data'],'result':'/data/no/0','request':"
              + "{'method':'"
              + method
              + "','path':'/pay/{no}','body':{'no':{'expr':'input.no'}}}}]}");
      calls.say("bank", "{'no':'a/b'}");
      calls.work();
      assertThat(partner.asked.getLast().method()).isEqualToIgnoringCase(method);
      assertThat(partner.asked.getLast().path()).isEqualTo("/pay/a%2Fb");
      assertThat(partner.asked.getLast().body()).isEqualTo("{\"no\":\"a/b\"}");
      assertThat(String.valueOf(calls.store.get("hub", calls.last().id()).orElseThrow().answer()))
          .isEqualTo("{\"id\":7}");
    }
  }

  @Test
  void deletesWithoutABody() {
    partner.always(asked -> new Said(204, "", Map.of()));
    calls.publish(
        "{'id':'bank','kind':'http','settings':{'baseUrl':'"
            + partner.url()
            + "'},'operations':[{'id':'send','request':{'method':'delete','path':'/pay'}}]}");
    calls.say("bank", "{}");
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
    assertThat(partner.asked.getLast().headers()).doesNotContainKey("Content-Type");
  }
}
