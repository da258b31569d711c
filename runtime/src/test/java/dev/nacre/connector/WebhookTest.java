package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.event.EntryState;
import dev.nacre.event.InboxEntry;
import dev.nacre.record.NotFoundException;
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

  @Test
  void asksToTryAgainWhileTheSecretIsNotSet() {
    hub.secrets.clear();
    assertRefused(503, () -> post("shop", Map.of("X-Signature", "00"), BODY));
  }

  @Test
  void doesNotKnowOthersAppsOrKinds() {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> hub.webhooks.receive("other", "shop", Map.of(), body))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> hub.webhooks.receive("hub", "sheet", Map.of(), body))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> hub.webhooks.receive("hub", "none", Map.of(), body))
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
    return hub.webhooks.receive("hub", connector, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(
      int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.status()).isEqualTo(status))
        .satisfies(e -> assertThat(e.problems()).isNotEmpty());
  }

  private String sign(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              hub.secrets.get("shop").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
