package dev.nacre.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nacre.connector.NoTokens;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.OperationResult;
import dev.nacre.connector.Partner;
import dev.nacre.connector.Partner.Said;
import dev.nacre.connector.TestCalls;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.Json;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRulesTest {
  private static final String RULES =
      """
      {'code': '/error/code', 'detail': '/error/sub', 'message': '/error/msg', 'retry': ['isp.*'],
       'waitSeconds': '/error/msg',
       'rules': [
         {'code': ['daily'], 'is': 'throttle', 'until': '00:00'},
         {'code': ['7', 'ban.*'], 'is': 'throttle', 'rest': 'PT20S'},
         {'status': ['404'], 'when': {'expr': 'answer.gone = \\'yes\\''}, 'is': 'nothing'},
         {'status': ['409'], 'is': 'ok'},
         {'status': ['5xx'], 'when': {'expr': 'answer.done = \\'no\\''}, 'is': 'later'},
         {'when': {'expr': 'answer.data.success = false && answer.data.errorCode = \\'S0001\\''}, 'is': 'never'},
         {'code': ['50'], 'is': 'unsure'}]}\
      """;

  private final Egress egress =
      new Egress(new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName));
  private final TestCalls calls = new TestCalls(new HttpConnector(egress, new NoTokens()));
  private final Partner partner = new Partner();

  @BeforeEach
  void start() {
    calls.app.now = Instant.parse("2026-03-01T12:00:00Z");
    publish(RULES);
  }

  @AfterEach
  void close() throws IOException {
    partner.close();
    egress.close();
  }

  private static String connector(String url, String errors) {
    return "{'id':'shop','kind':'http','settings':{'baseUrl':'%s','zone':'Asia/Shanghai','errors':%s},"
            .formatted(url, errors)
        + "'operations':[{'id':'send','unpack':['/data'],'request':{'path':'/x'}}]}";
  }

  private void publish(String errors) {
    calls.publish(connector(partner.url(), errors));
  }

  private OperationResult call() {
    return calls.operations.call("hub", "shop", "send", Json.MAPPER.createObjectNode(), null);
  }

  private OperationFailedException failed(int status, String body) {
    partner.once(new Said(status, body.replace('\'', '"'), Map.of()));
    return catchThrowableOfType(OperationFailedException.class, this::call);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | {'error':{'code':7}} | THROTTLED | 20",
        "200 | {'error':{'code':1,'sub':'ban.app'}} | THROTTLED | 20",
        // from eight in the evening to midnight, there
        "200 | {'error':{'code':'daily'}} | THROTTLED | 14400",
        "200 | {'error':{'code':9,'sub':'isp.busy'}} | LATER |",
        "200 | {'error':{'code':9,'sub':'isp.busy','msg':'for 3 more seconds'}} | THROTTLED | 3",
        "200 | {'error':{'code':9}} | NEVER |",
        "200 | {'error':{'code':50}} | UNSURE |",
        "200 | {'data':'{~success~:false,~errorCode~:~S0001~}'} | NEVER |",
        "503 | {'done':'no'} | LATER |",
        "500 | {'done':'no'} | LATER |",
        "500 | {} | UNSURE |",
        "429 | {} | THROTTLED |",
        "404 | {} | NEVER |",
      })
  void tellsWhatAnAnswerMeans(int status, String body, Outlook outlook, Integer seconds) {
    OperationFailedException failure = failed(status, body.replace("~", "\\\""));
    assertThat(failure.outlook()).isEqualTo(outlook);
    assertThat(failure.retryAfter().map(Duration::toSeconds).orElse(null))
        .isEqualTo(seconds == null ? null : Long.valueOf(seconds));
  }

  @Test
  void takesWhatARuleCallsFine() {
    partner.once(new Said(409, "{\"no\":\"7\"}", Map.of()));
    assertThat(call().body().path("no").asText()).isEqualTo("7");
    partner.once(new Said(404, "{\"gone\":\"yes\"}", Map.of()));
    assertThat(call().body().isNull()).isTrue();
  }

  @Test
  void aLimitInAnAnswerWithStatus200RestsTheConnectorAndSpendsNoAttempt() {
    partner.once(Said.fine("{'error':{'code':7,'msg':'App Call Limited'}}"));
    partner.always(asked -> Said.fine("{}"));
    calls.say("shop", "{}");
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.PENDING);
    assertThat(calls.last().attempts()).isZero();
    assertThat(calls.last().dueAt()).isEqualTo(calls.app.now.plusSeconds(20));
    calls.say("shop", "{}");
    calls.work();
    assertThat(partner.asked).hasSize(1);
    calls.app.now = calls.app.now.plusSeconds(20);
    calls.work();
    assertThat(partner.asked).hasSize(3);
  }

  @Test
  void onlyFailuresOpenTheBreakerNotRefusals() {
    calls.publish(
        connector(partner.url(), RULES)
            .replace("'zone'", "'breaker':{'failures':2,'rest':'PT1M'},'zone'"));
    partner.always(asked -> new Said(403, "", Map.of()));
    for (int i = 0; i < 4; i++) {
      calls.say("shop", "{}");
      calls.work();
    }
    assertThat(partner.asked).hasSize(4);
    partner.always(asked -> new Said(502, "", Map.of()));
    for (int i = 0; i < 4; i++) {
      calls.say("shop", "{}");
      calls.work();
    }
    assertThat(partner.asked).hasSize(6);
    // those that wait have spent nothing
    assertThat(calls.last().attempts()).isZero();
    partner.always(asked -> Said.fine("{}"));
    calls.app.now = calls.app.now.plusSeconds(60);
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void tellsWhatIsWrongWithRules() {
    assertThat(
            calls
                .check(
                    connector(
                        "https://shop.example.com",
                        """
                        {'rules': [{'is': 'ok'}, {'status': ['teapot'], 'is': 'ok'},
                          {'status': ['404'], 'is': 'never', 'rest': 'PT1S'},
                          {'when': {'expr': 'question.a'}, 'is': 'later'}]}\
                        """))
                .list())
        .extracting(problem -> problem.pointer() + " " + problem.code())
        .containsExactlyInAnyOrder(
            "/settings/errors/rules/0 error_rule_for_nothing",
            "/settings/errors/rules/1/status/0 error_rule_status",
            "/settings/errors/rules/2/rest error_rule_rests_not",
            "/settings/errors/rules/3/when name_unknown_here");
    assertThat(calls.check(connector("https://shop.example.com", "{'message':'/m'}")).list())
        .extracting(problem -> problem.pointer() + " " + problem.code())
        .containsExactly("/settings/errors/code http_errors_need_code");
  }
}
