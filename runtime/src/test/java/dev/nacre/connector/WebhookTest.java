package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.event.EntryState;
import dev.nacre.event.InboxEntry;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.TestApp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private static final String BODY = "{\"id\":\"1\",\"channel\":\"web\"}";

  private final TestHub hub = new TestHub();

  @Test
  void keepsWhatTheSenderSignedBeforeItAnswers() {
    Receipt receipt = post("shop", Map.of("x-signature", sign(BODY), "Cookie", "no"), BODY);
    assertThat(receipt).isEqualTo(new Receipt(202, "application/json", "{\"received\":1}"));
    InboxEntry entry = hub.entry(hub.entries().getFirst().id());
    assertThat(entry.body()).asString(StandardCharsets.UTF_8).isEqualTo(BODY);
    assertThat(entry.key()).isEqualTo("web/1");
    assertThat(entry.headers()).containsOnlyKeys("x-signature");
  }

  @Test
  void refusesAWrongSignatureAndKeepsNothing() {
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            Map.of("X-Signature", ""),
            Map.of("X-Signature", sign(BODY + " ")),
            Map.of("X-Signature", sign(BODY).substring(2)))) {
      assertRefused(401, () -> post("shop", headers, BODY));
    }
    assertThat(hub.entries()).isEmpty();
  }

  @Test
  void takesUpperCaseHex() {
    String upper = sign(BODY).toUpperCase(java.util.Locale.ROOT);
    assertThat(post("shop", Map.of("X-Signature", upper), BODY).status()).isEqualTo(202);
  }

  @Test
  void countsAChangedSecretAlmostAtOnce() {
    String old = sign(BODY);
    assertThat(post("shop", Map.of("X-Signature", old), BODY).status()).isEqualTo(202);
    hub.secrets.put("shop", "another");
    hub.app.now = hub.app.now.plus(Duration.ofSeconds(1));
    assertRefused(401, () -> post("shop", Map.of("X-Signature", old), BODY));
    assertThat(post("shop", Map.of("X-Signature", sign(BODY)), BODY).status()).isEqualTo(202);
  }

  private void publish(String signature, String more) {
    String json =
        """
        {'id': 'push', 'kind': 'webhook',
         'settings': {'signature': {'type': 'hmac_sha256', 'header': 'X-Signature',
            'secret': {'secret': 'shop'}%s}%s},
         'ingest': [{'id': 'orders', 'form': 'order', 'key': ['channel', 'order_no'], 'sourceTime': '/at',
            'map': {'channel': {'value': 'web'}, 'order_no': '/id', 'note': '/remark'}}]}\
        """
            .formatted(signature, more);
    hub.publish(Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class));
  }

  @Test
  void takesEitherSecretWhileTheSenderChangesOver() {
    publish(", 'nextSecret': {'secret': 'shop_next'}", "");
    String old = sign(BODY);
    Map<String, String> before = Map.of("X-Signature", old);
    assertThat(post("push", before, BODY).status()).isEqualTo(202); // before there is a next one
    hub.secrets.put("shop_next", "another");
    hub.app.now = hub.app.now.plus(Duration.ofSeconds(1));
    String now = sign(BODY, "another");
    assertThat(post("push", before, BODY).status()).isEqualTo(202);
    assertThat(post("push", Map.of("X-Signature", now), BODY).status()).isEqualTo(202);
    assertRefused(401, () -> post("push", Map.of("X-Signature", sign(BODY, "a third")), BODY));
    hub.secrets.put("shop", "another"); // changed over: the old one is no good any more
    hub.app.now = hub.app.now.plus(Duration.ofSeconds(1));
    assertRefused(401, () -> post("push", before, BODY));
    assertThat(post("push", Map.of("X-Signature", now), BODY).status()).isEqualTo(202);
  }

  @Test
  void refusesWhatWasSentTooLongAgoOrWithAnotherTime() {
    publish(", 'timestampHeader': 'X-Time', 'tolerance': 'PT1M'", "");
    long now = hub.app.now.getEpochSecond();
    for (String time : List.of("" + now, "" + (now - 60), "" + (now + 60), now + "000")) {
      String sign = sign(time + "." + BODY);
      assertThat(post("push", Map.of("X-Signature", sign, "X-Time", time), BODY).status())
          .isEqualTo(202);
    }
    for (String time : List.of("" + (now - 61), "" + (now + 61), "soon", "")) {
      String sign = sign(time + "." + BODY);
      assertRefused(401, () -> post("push", Map.of("X-Signature", sign, "X-Time", time), BODY));
    }
    String sign = sign(now + "." + BODY);
    assertRefused(
        401, () -> post("push", Map.of("X-Signature", sign, "X-Time", "" + (now + 1)), BODY));
    assertRefused(401, () -> post("push", Map.of("X-Signature", sign), BODY));
  }

  @Test
  void readsTimesThatNameNoZoneInItsOwn() {
    publish("", ", 'zone': 'America/New_York'");
    String order = "{\"id\":\"7\",\"at\":\"2026-03-01 12:00:00\"}";
    post("push", Map.of("X-Signature", sign(order)), order);
    // noon in New York is later than noon in Shanghai, and this one is older than that
    String older = "{\"id\":\"7\",\"at\":\"2026-03-01T16:59:59Z\",\"remark\":\"older\"}";
    String newer = "{\"id\":\"7\",\"at\":\"2026-03-01T17:00:01Z\",\"remark\":\"newer\"}";
    hub.work();
    post("push", Map.of("X-Signature", sign(older)), older);
    hub.work();
    assertThat(hub.records("order").getFirst().get("note")).isNull();
    post("push", Map.of("X-Signature", sign(newer)), newer);
    hub.work();
    assertThat(hub.records("order").getFirst().get("note")).isEqualTo("newer");
  }

  @Test
  void asksToTryAgainWhileTheSecretIsNotSet() {
    hub.secrets.clear();
    assertRefused(503, () -> post("shop", Map.of("X-Signature", "00"), BODY));
  }

  @Test
  void doesNotKnowOthersAppsOrKinds() {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> hub.webhooks.receive("other", "shop", Pushed.of(Map.of(), body)))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> hub.webhooks.receive("hub", "sheet", Pushed.of(Map.of(), body)))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> hub.webhooks.receive("hub", "none", Pushed.of(Map.of(), body)))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void keepsSignedNonsenseAsADeadLetterAndSaysSo() {
    String broken = "{\"id\": ";
    assertRefused(400, () -> post("shop", Map.of("X-Signature", sign(broken)), broken));
    InboxEntry entry = hub.entries().getFirst();
    assertThat(entry.state()).isEqualTo(EntryState.DEAD);
    assertThat(entry.findings().getFirst().problem().code()).isEqualTo("json_unreadable");
    String deep = "[".repeat(100) + "]".repeat(100);
    assertRefused(400, () -> post("shop", Map.of("X-Signature", sign(deep)), deep));
  }

  @Test
  void refusesWhatIsTooLarge() {
    String large = "x".repeat(WebhookEngine.LARGEST + 1);
    assertRefused(413, () -> post("shop", Map.of(), large));
  }

  @Test
  void splitsListsAndAnswersAsTheChannelExpects() {
    Map<String, String> token = Map.of("X-Token", "Bearer s3cret");
    Receipt receipt =
        post("plain", token, "{\"orders\":[{\"no\":\"1\",\"n\":1.10},{\"no\":\"2\"}]}");
    assertThat(receipt).isEqualTo(new Receipt(200, "text/plain", "success"));
    assertThat(hub.entries()).extracting(InboxEntry::key).containsExactly("web/2", "web/1");
    assertThat(hub.entries().getFirst().headers()).isEmpty();
    assertThat(hub.entry(hub.entries().getLast().id()).body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"no\":\"1\",\"n\":1.10}");
    post("plain", token, "{\"orders\":{\"no\":\"3\"}}");
    post("plain", token, "{\"orders\":[]}");
    assertThat(hub.entries()).hasSize(3);
    post("plain", token, "{}");
    assertThat(hub.entries().getFirst().state()).isEqualTo(EntryState.DEAD);
    hub.work();
    assertThat(hub.records("order")).hasSize(3);
    assertRefused(401, () -> post("plain", Map.of("X-Token", "Bearer s3creT"), "{}"));
    assertRefused(401, () -> post("plain", Map.of("X-Token", "s3cret"), "{}"));
  }

  private Receipt post(String connector, Map<String, String> headers, String body) {
    return hub.webhooks.receive(
        "hub", connector, Pushed.of(headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertRefused(
      int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.status()).isEqualTo(status))
        .satisfies(e -> assertThat(e.problems()).isNotEmpty());
  }

  private String sign(String body) {
    return sign(body, hub.secrets.get("shop"));
  }

  private static String sign(String body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
