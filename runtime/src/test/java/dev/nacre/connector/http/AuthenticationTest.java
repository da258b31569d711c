package dev.nacre.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.NoTokens;
import dev.nacre.connector.Partner;
import dev.nacre.connector.Partner.Asked;
import dev.nacre.connector.Partner.Said;
import dev.nacre.connector.TestCalls;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
  private final Egress egress =
      new Egress(new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName));
  private final TestCalls calls = new TestCalls(new HttpConnector(egress, new NoTokens()));
  private final Partner partner = new Partner();

  @BeforeEach
  void start() {
    calls.secrets.put("key", "s3cret:ü");
    calls.secrets.put("other", "demoClientSecret");
    partner.always(asked -> Said.fine("{}"));
  }

  @AfterEach
  void close() throws IOException {
    partner.close();
    egress.close();
  }

  private static String connector(String url, String auth, String request) {
    return "{'id':'erp','kind':'http','settings':{'baseUrl':'%s','auth':%s},'operations':[{'id':'send','request':%s}]}"
        .formatted(url, auth, request);
  }

  private Asked asked(String auth, String request) {
    calls.publish(connector(partner.url(), auth, request));
    calls.say("erp", "{'no':'1'}");
    calls.work();
    return partner.asked.getLast();
  }

  private List<String> wrong(String auth, String request) {
    return calls.check(connector("https://erp.example.com", auth, request)).list().stream()
        .map(problem -> problem.pointer() + " " + problem.code())
        .toList();
  }

  @Test
  void basicSendsUserAndPasswordInBase64() {
    Asked asked =
        asked("{'type':'basic','user':'shop','key':{'secret':'key'}}", "{'path':'/orders'}");
    assertThat(asked.headers()).containsEntry("Authorization", "Basic c2hvcDpzM2NyZXQ6w7w=");
  }

  @Test
  void basicNeedsUserAndPassword() {
    assertThat(wrong("{'type':'basic'}", "{'path':'/orders'}"))
        .containsExactlyInAnyOrder(
            "/settings/auth/key http_auth_needs", "/settings/auth/user http_auth_needs");
  }

  @Test
  void signsSeveralHeadersEachWithItsOwnSecret() {
    Asked asked =
        asked(
            """
            {'type':'signed','key':{'secret':'key'},
             'signature':{'algorithm':'none','text':'acct01,demo','encoding':'base64','in':'header','param':'X-Kd-Appdata'},
             'further':[
               {'signature':{'algorithm':'hmac_sha256','text':'{x-kd-appdata}','encoding':'base64_of_hex','in':'header','param':'X-Kd-Signature'}},
               {'key':{'secret':'other'},'signature':{'algorithm':'hmac_sha256','in':'header','param':'X-Api-Signature',
                 'text':'{method} {path:url} {X-Time}','timestamp':{'param':'X-Time','format':'epoch_seconds'}}}]}\
            """,
            "{'method':'post','path':'/k3/save','body':{'no':{'expr':'input.no'}}}");
    assertThat(asked.headers())
        .containsEntry("X-Kd-Appdata", "YWNjdDAxLGRlbW8=")
        .containsEntry("X-Time", String.valueOf(calls.app.now.getEpochSecond()));
    String secret = "s3cret:ü";
    assertThat(asked.headers().get("X-Kd-Signature"))
        .isEqualTo(Hmac.base64OfHex(secret, "YWNjdDAxLGRlbW8="));
    assertThat(asked.headers().get("X-Api-Signature"))
        .isEqualTo(
            Hmac.hex("demoClientSecret", "POST %2Fk3%2Fsave " + calls.app.now.getEpochSecond()));
  }

  /** Worked out beside the engine. */
  private static final class Hmac {
    static String hex(String key, String text) {
      try {
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        var utf8 = java.nio.charset.StandardCharsets.UTF_8;
        mac.init(new javax.crypto.spec.SecretKeySpec(key.getBytes(utf8), "HmacSHA256"));
        return java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes(utf8)));
      } catch (java.security.GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    static String base64OfHex(String key, String text) {
      return java.util.Base64.getEncoder()
          .encodeToString(hex(key, text).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
  }

  @Test
  void putsSignatureAndTimeIntoTheJsonBody() throws IOException {
    Asked asked =
        asked(
            """
            {'type':'signed','key':{'secret':'key'},'signature':{'algorithm':'hmac_sha256',
              'keyText':'{timestamp}|{secret}','text':'','in':'body','timestamp':{'param':'timestamp','format':'epoch_seconds'}}}\
            """,
            "{'method':'post','body':{'msg':{'text':'号'}}}");
    String now = String.valueOf(calls.app.now.getEpochSecond());
    assertThat(Json.MAPPER.readTree(asked.body()))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"msg\":{\"text\":\"号\"},\"timestamp\":\"%s\",\"sign\":\"%s\"}"
                    .formatted(now, Hmac.hex(now + "|s3cret:ü", ""))));
  }

  @Test
  void requestsMaySayWhatIsNewWithEachOfThem() {
    String request =
        "{'method':'post','headers':{'X-Id':{'expr':'call.id'},'X-Key':{'expr':'call.key'}},"
            + "'form':{'requestID':{'expr':'call.id'},'nonce':{'expr':'call.nonce'},"
            + "'at':{'expr':'call.millis'},'half':{'expr':'round(call.seconds / 2, 0)'}}}";
    Asked first = asked("{'type':'none'}", request);
    Asked second = asked("{'type':'none'}", request);
    Map<String, String> form = Partner.form(first.body());
    assertThat(form.get("requestID")).isEqualTo(first.headers().get("X-Id")).hasSize(36);
    assertThat(form.get("requestID")).isNotEqualTo(Partner.form(second.body()).get("requestID"));
    assertThat(form.get("nonce")).matches("[0-9a-f]{16}");
    assertThat(form.get("at")).isEqualTo(String.valueOf(calls.app.now.toEpochMilli()));
    assertThat(first.headers().get("X-Key")).isEqualTo(first.headers().get("Idempotency-Key"));
  }

  @Test
  void refusesToSignIntoABodyThatHasNoNames() {
    calls.publish(
        connector(
            partner.url(),
            "{'type':'signed','key':{'secret':'key'},'signature':{'algorithm':'md5','in':'body'}}",
            "{'method':'post','body':[1]}"));
    calls.say("erp", "{}");
    calls.work();
    assertThat(partner.asked).isEmpty();
    assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
    assertThat(calls.last().problems())
        .extracting(Problem::code)
        .contains("http_body_has_no_names");
  }

  @Test
  void tellsWhatIsWrongWithASignature() {
    assertThat(
            wrong(
                "{'type':'signed','key':{'secret':'key'},'signature':{'algorithm':'md5','keyText':'x','text':'{a:rot13}'},"
                    + "'further':[{'signature':{'algorithm':'md5','timestamp':{'param':'t','format':'bbb{'}}}]}",
                "{'path':'/orders'}"))
        .containsExactlyInAnyOrder(
            "/settings/auth/signature/keyText sign_key_of_hmac",
            "/settings/auth/signature/text sign_filter_unknown",
            "/settings/auth/further/0/signature/timestamp/format http_time_format");
  }
}
