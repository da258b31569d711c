package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nacre.metadata.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Senders that make sure of the address, and the words in which they want to be answered. */
class ChallengeTest {
  private static final String WECHAT =
      """
      {'signature': {'type': 'recipe', 'secret': {'secret': 'token'}, 'recipe': {'algorithm': 'sha1',
         'join': 'sorted_values', 'secretAs': 'token', 'only': ['token', 'timestamp', 'nonce'],
         'param': 'signature', 'timestamp': {'param': 'timestamp', 'format': 'epoch_seconds'}}},
       'challenge': [{'name': 'echostr'}]}
      """;
  private static final String TOKEN =
      "'signature': {'type': 'token', 'header': 'X-Token', 'secret': {'secret': 'shop'}}";
  private static final Map<String, String> PROOF = Map.of("X-Token", "s3cret");

  private final TestHook hook = new TestHook();

  ChallengeTest() {
    hook.hub.app.now = Instant.parse("2025-11-11T02:30:00Z");
    hook.hub.secrets.put("token", "demoToken");
  }

  private static Map<String, String> wechat(String nonce) {
    return Map.of(
        "signature",
        "22d2bfe02fb1c31781c85b7ff749e1a7dd548b5c",
        "timestamp",
        "1762828200",
        "nonce",
        nonce,
        "echostr",
        "5839<b>");
  }

  private static void refused(int status, ThrowingCallable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  void saysAgainWhatASignedGetAsks() {
    hook.publish(WECHAT, "/id");
    assertThat(hook.get(wechat("nonce8899"))).isEqualTo(new Receipt(200, "text/plain", "5839<b>"));
    assertThat(hook.kept()).isEmpty();
  }

  @Test
  void saysNothingToAGetThatIsNotSigned() {
    hook.publish(WECHAT, "/id");
    refused(401, () -> hook.get(wechat("nonce8898")));
    refused(401, () -> hook.get(Map.of("echostr", "5839")));
    refused(405, () -> hook.get(Map.of()));
    hook.hub.app.now = hook.hub.app.now.plusSeconds(301);
    refused(401, () -> hook.get(wechat("nonce8899")));
  }

  @Test
  void keepsAPostThoughItHasWhatAGetWouldAsk() {
    hook.publish(WECHAT, "/id");
    assertThat(hook.post(wechat("nonce8899"), "{\"id\":\"1\"}").status()).isEqualTo(202);
    assertThat(hook.kept()).containsExactly("{\"id\":\"1\"}");
  }

  @Test
  void saysAgainWhatABodyAsksWithItsOwnProof() {
    hook.publish(
        "{"
            + TOKEN
            + """
            , 'challenge': [{'in': 'body', 'name': 'challenge', 'when': {'type': 'url_verification'},
                'signature': {'type': 'token', 'in': 'body', 'name': 'token', 'secret': {'secret': 'token'}},
                'answer': {'body': {'challenge': '{challenge}'}}}]}
            """,
        "/id");
    String asks =
        "{\"challenge\":\"a\\\"b\",\"token\":\"demoToken\",\"type\":\"url_verification\"}";
    assertThat(hook.post(Map.of(), asks))
        .isEqualTo(new Receipt(200, "application/json", "{\"challenge\":\"a\\\"b\"}"));
    refused(401, () -> hook.post(Map.of(), asks.replace("demoToken", "another")));
    assertThat(hook.kept()).isEmpty();
    String event = asks.replace("url_verification", "event");
    assertThat(hook.send("POST", Map.of(), PROOF, event).status()).isEqualTo(202);
    assertThat(hook.kept()).containsExactly(event);
  }

  @Test
  void saysAgainWhatWasEncryptedOnceTheRequestIsProven() throws GeneralSecurityException {
    hook.publish(
        "{"
            + TOKEN
            + """
            , 'decrypt': {'at': '/encrypt', 'key': {'secret': 'token'}, 'keyAs': 'sha256', 'iv': 'front'},
             'challenge': [{'in': 'body', 'name': '/event/challenge'}]}
            """,
        "/id");
    String asks = sealed("{\"event\":{\"challenge\":\"xyz\"}}");
    assertThat(hook.send("POST", Map.of(), PROOF, asks))
        .isEqualTo(new Receipt(200, "text/plain", "xyz"));
    refused(401, () -> hook.post(Map.of(), asks));
    // what isn't encrypted is no challenge, and can't be read
    refused(400, () -> hook.send("POST", Map.of(), PROOF, "{\"event\":{\"challenge\":\"xyz\"}}"));
    assertThat(hook.send("POST", Map.of(), PROOF, sealed("{\"id\":\"1\"}")).status())
        .isEqualTo(202);
    assertThat(hook.kept())
        .containsExactly("{\"id\":\"1\"}", "{\"event\":{\"challenge\":\"xyz\"}}");
  }

  /** The key is the secret's SHA-256; the first block stands in front. */
  private static String sealed(String text) throws GeneralSecurityException {
    byte[] key =
        MessageDigest.getInstance("SHA-256").digest("demoToken".getBytes(StandardCharsets.UTF_8));
    byte[] iv = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    var all = new ByteArrayOutputStream();
    all.writeBytes(iv);
    all.writeBytes(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    return "{\"encrypt\":\"" + Base64.getEncoder().encodeToString(all.toByteArray()) + "\"}";
  }

  @Test
  void answersSendersThatNeverSignThisOnlyWhenTold() {
    hook.publish(
        "{"
            + TOKEN
            + ", 'challenge': [{'method': 'post', 'name': 'validationToken', 'unsigned': true}]}",
        "/id");
    assertThat(hook.post(Map.of("validationToken", "xyz"), "").body()).isEqualTo("xyz");
    refused(401, () -> hook.post(Map.of("validationToken", "x".repeat(4097)), "{}"));
    refused(405, () -> hook.get(Map.of("validationToken", "xyz")));
    assertThat(hook.kept()).isEmpty();
  }

  @Test
  void answersGetsWithoutAChallengeAsBefore() {
    hook.publish("{" + TOKEN + "}", "/id");
    refused(405, () -> hook.send("GET", Map.of("echostr", "1"), PROOF, ""));
  }

  @Test
  void answersInTheWordsOfTheSender() {
    hook.publish(
        "{"
            + TOKEN
            + """
            , 'split': '/orders', 'answer': {'status': 200, 'body': {'code': 0, 'count': '{received}',
               'of': ['{body/batch}', '{query.shop}', '{header.X-Trace}', 'batch {body/batch}: {received}'],
               'missing': '{body/none}'}}}
            """,
        "/id");
    Receipt receipt =
        hook.send(
            "POST",
            Map.of("shop", "9"),
            Map.of("X-Token", "s3cret", "x-trace", "t1"),
            "{\"batch\":12345678901234567890,\"orders\":[{\"id\":\"1\"},{\"id\":\"2\"}]}");
    assertThat(receipt)
        .isEqualTo(
            new Receipt(
                200,
                "application/json",
                "{\"code\":0,\"count\":2,\"of\":[12345678901234567890,\"9\",\"t1\","
                    + "\"batch 12345678901234567890: 2\"],\"missing\":null}"));
  }

  @Test
  void answersOnlyOnceItIsKept() {
    hook.publish("{" + TOKEN + ", 'answer': {'status': 200, 'body': 'success'}}", "/id");
    hook.hub.inbox.close();
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> hook.send("POST", Map.of(), PROOF, "{\"id\":\"1\"}"));
    assertThat(hook.kept()).isEmpty();
  }

  @Test
  void refusesInTheWordsOfTheSender() {
    hook.publish(
        "{"
            + TOKEN
            + ", 'refusal': {'status': 200, 'body': {'code': '{status}', 'msg': '{code}:"
            + " {message}'}}}",
        "/id");
    assertThat(hook.post(Map.of(), "{\"id\":\"1\"}"))
        .isEqualTo(
            new Receipt(
                200,
                "application/json",
                "{\"code\":401,\"msg\":\"signature_wrong: The signature in X-Token isn't"
                    + " right.\"}"));
    assertThat(hook.kept()).isEmpty();
    assertThat(hook.send("POST", Map.of(), PROOF, "no JSON").body()).startsWith("{\"code\":400");
    assertThat(hook.kept()).containsExactly("no JSON");
    hook.publish(
        "{" + TOKEN + ", 'refusal': {'body': 'fail', 'contentType': 'text/plain'}}", "/id");
    assertThat(hook.post(Map.of(), "{}")).isEqualTo(new Receipt(401, "text/plain", "fail"));
  }

  private void tells(String settings, String pointer, String code) {
    assertThat(hook.problems(settings))
        .as(settings)
        .extracting(Problem::pointer, Problem::code)
        .contains(org.assertj.core.groups.Tuple.tuple("/settings" + pointer, code));
    assertThat(hook.problems(settings))
        .allSatisfy(p -> assertThat(p.hint(java.util.Locale.CHINESE)).isNotEmpty())
        .allSatisfy(p -> assertThat(p.message(java.util.Locale.CHINESE)).doesNotContain("{0}"));
  }

  @Test
  void tellsWhatIsWrongWithAProof() {
    String start = "{'signature': {'secret': {'secret': 'shop'}, ";
    tells(start + "'type': 'hmac_sha256'}}", "/signature/header", "proof_needs");
    tells(start + "'type': 'token', 'in': 'query'}}", "/signature/name", "proof_needs");
    tells(
        start + "'type': 'token', 'in': 'query', 'header': 'X'}}",
        "/signature/header",
        "proof_header_elsewhere");
    tells(
        start + "'type': 'token', 'header': 'X', 'name': 'x'}}", "/signature/name", "proof_has_no");
    tells(
        start + "'type': 'token', 'in': 'form', 'name': 'x'}}",
        "/signature/in",
        "webhook_needs_form");
    tells(
        start + "'type': 'hmac_sha1', 'in': 'body', 'name': 'x'}}",
        "/signature/in",
        "proof_covers_itself");
    tells(start + "'type': 'recipe'}}", "/signature/recipe", "proof_needs");
    tells(
        start + "'type': 'recipe', 'recipe': {'algorithm': 'md5', 'text': '{body}'}}}",
        "/signature/recipe",
        "recipe_without_secret");
    tells(
        start
            + "'type': 'recipe', 'recipe': {'algorithm': 'md5', 'secretAs': 'key', 'except':"
            + " ['key']}}}",
        "/signature/recipe",
        "recipe_without_secret");
    tells(
        start + "'type': 'recipe', 'header': 'X', 'recipe': {'algorithm': 'hmac_md5'}}}",
        "/signature/header",
        "proof_has_no");
    tells(
        start + "'type': 'recipe', 'tolerance': 'PT1M', 'recipe': {'algorithm': 'hmac_md5'}}}",
        "/signature/tolerance",
        "tolerance_of_no_time");
    tells(
        start + "'type': 'recipe', 'recipe': {'algorithm': 'hmac_md5', 'in': 'form'}}}",
        "/signature/recipe/in",
        "webhook_needs_form");
    tells(
        start
            + "'type': 'recipe', 'recipe': {'algorithm': 'md5', 'text': '{body:rot13}{secret}'}}}",
        "/signature/recipe/text",
        "sign_filter_unknown");
  }

  @Test
  void tellsWhatIsWrongWithChallengesAndAnswers() {
    String start = "{" + TOKEN + ", ";
    tells(
        start + "'challenge': [{'in': 'header', 'name': 'x'}]}",
        "/challenge/0/in",
        "challenge_in_header");
    tells(
        start + "'challenge': [{'in': 'form', 'name': 'x'}]}",
        "/challenge/0/in",
        "webhook_needs_form");
    tells(
        start + "'challenge': [{'in': 'body', 'method': 'get', 'name': 'x'}]}",
        "/challenge/0/method",
        "challenge_get_has_no_body");
    tells(
        start + "'challenge': [{'name': 'x', 'unsigned': true, " + TOKEN + "}]}",
        "/challenge/0/unsigned",
        "challenge_signed_or_not");
    tells(
        start + "'challenge': [{'name': 'x', 'answer': {'contentType': 'text/html'}}]}",
        "/challenge/0/answer/contentType",
        "challenge_as_page");
    tells(
        start
            + "'decrypt': {'at': '/e', 'key': {'secret': 'aes'}},"
            + " 'challenge': [{'in': 'body', 'name': 'x', 'unsigned': true}]}",
        "/challenge/0/unsigned",
        "challenge_encrypted");
    tells(
        start + "'answer': {'body': {'a': ['{recieved}']}}}",
        "/answer/body",
        "answer_place_unknown");
    tells(start + "'answer': {'body': '{challenge}'}}", "/answer/body", "answer_place_unknown");
    tells(start + "'refusal': {'body': '{query.x}'}}", "/refusal/body", "answer_place_unknown");
    tells(
        start + "'answer': {'contentType': 'json'}}",
        "/answer/contentType",
        "content_type_invalid");
    tells(start + "'unpack': ['data']}", "/unpack/0", "pointer_invalid");
    tells(
        start + "'decrypt': {'at': 'e', 'key': {'secret': 'aes'}}}",
        "/decrypt/at",
        "pointer_invalid");
    assertThat(hook.problems(start + "'answer': {'body': '{\\\"code\\\":0}'}}")).isEmpty();
  }
}
