package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nacre.event.EntryState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Pushes as shops and carriers sign them, with values worked out by others. */
class PushedSignatureTest {
  private static final String DOUYIN =
      "[{\"tag\":\"101\",\"msg_id\":\"demo-msg-0001\",\"data\":\"{\\\"p_id\\\":6920011223344556601,"
          + "\\\"s_ids\\\":[6920011223344556611,6920011223344556612],\\\"shop_id\\\":88001122,"
          + "\\\"order_status\\\":105,\\\"order_type\\\":0,\\\"biz\\\":2,\\\"pay_type\\\":2,"
          + "\\\"pay_amount\\\":27880,\\\"pay_time\\\":1762790490}\"}]";
  private static final String DOUYIN_SIGN = "17b08eb95c37db4478d46693c7d36cbd";
  private static final String DOUYIN_SETTINGS =
      """
      {'signature': {'type': 'recipe', 'secret': {'secret': 'dy'}, 'recipe': {'algorithm': 'md5',
         'text': '7000000000000000001{body}{secret}', 'in': 'header', 'param': 'event-sign'}},
       'split': '', 'unpack': ['/*/data'], 'answer': {'status': 200, 'body': {'code': 0, 'msg': 'success'}}}
      """;

  private static final String TRACK =
      "{\"status\":\"polling\",\"billstatus\":\"got\",\"message\":\"\",\"autoCheck\":\"0\","
          + "\"comOld\":\"\",\"comNew\":\"\",\"lastResult\":{\"message\":\"ok\",\"state\":\"0\","
          + "\"status\":\"200\",\"condition\":\"F00\",\"ischeck\":\"0\",\"com\":\"yuantong\","
          + "\"nu\":\"YT8800112233445\",\"data\":[{\"context\":\"【杭州转运中心】已发出\","
          + "\"time\":\"2025-11-11 09:12:00\",\"ftime\":\"2025-11-11 09:12:00\",\"status\":\"在途\","
          + "\"areaCode\":\"CN330100000000\",\"areaName\":\"浙江,杭州市\",\"statusCode\":\"0\"}]}}";
  private static final String TRACK_SIGN = "1644CE0FD587EDC1487B5BD1819F902E";
  private static final String TRACK_SETTINGS =
      """
      {'signature': {'type': 'recipe', 'secret': {'secret': 'salt'}, 'recipe': {'algorithm': 'md5',
         'text': '{param}{secret}', 'encoding': 'hex_upper', 'in': 'form'}},
       'content': 'form', 'unpack': ['/param'], 'split': '/param', 'queryAs': 'address',
       'answer': {'status': 200, 'body': {'result': true, 'returnCode': '200', 'message': '成功'}}}
      """;

  private static final String WECHAT_SIGN = "22d2bfe02fb1c31781c85b7ff749e1a7dd548b5c";
  private static final Map<String, String> WECHAT_QUERY =
      Map.of("signature", WECHAT_SIGN, "timestamp", "1762828200", "nonce", "nonce8899");
  private static final String PAID =
      "{\"ToUserName\":\"gh_demo\",\"FromUserName\":\"oDemo\",\"CreateTime\":1762828200,"
          + "\"MsgType\":\"event\",\"Event\":\"channels_ec_order_pay\",\"order_info\":"
          + "{\"order_id\":3720011223344556677,\"pay_time\":1762828190}}";
  private static final String SEALED =
      "Q3stYC6hdFzMh9T8HCvyDKGoNOUtbcfdBdKxtsfR5FJMHJSTealGdci7thddfqF2agzSk1pYimLm2mh5hb1zGY8J"
          + "Upeqw0gbScQWXt/673h450sh9zQqIS+fLzhERSghTVCpiEN/6KFR/vRLYddIdOHEETrV9j3bkxdpKNnrU6iY/q"
          + "x5KN8eh5XbVVfq79IPm73SatxVIsVCFCtx+szxyjXAm4Z879a9q0HnkXaewBxJi9uBbxH2GzulbjqPlZuEFz5r"
          + "TwWmElMe56Wc2zVY99yPTxbI37VMJgoxrtxf2+y+a/9PkMSxoQQnAGHOGhSOhSC4NQuKtdSVTqEcUfpmRw==";
  private static final Map<String, String> SEALED_QUERY =
      Map.of(
          "msg_signature",
          "fdf074404a1251ca6d2bc9c80c07ecaeb8d721e4",
          "timestamp",
          "1762828200",
          "nonce",
          "nonce8899");

  private final TestHook hook = new TestHook();

  PushedSignatureTest() {
    hook.hub.app.now = Instant.parse("2025-11-11T02:30:00Z");
    hook.hub.secrets.put("dy", "demo-dy-secret-0001");
    hook.hub.secrets.put("salt", "demoSalt");
    hook.hub.secrets.put("token", "demoToken");
    hook.hub.secrets.put("aes", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFE");
  }

  private static String wechat(String more) {
    return wechat("signature", "'token', 'timestamp', 'nonce'", more);
  }

  private static String wechat(String param, String only, String more) {
    return """
    {'signature': {'type': 'recipe', 'secret': {'secret': 'token'}, 'recipe': {'algorithm': 'sha1',
       'join': 'sorted_values', 'secretAs': 'token', 'only': [%s], 'param': '%s',
       'timestamp': {'param': 'timestamp', 'format': 'epoch_seconds'}, 'nonce': {'param': 'nonce'}}},
     'answer': {'status': 200, 'body': 'success', 'contentType': 'text/plain'}%s}
    """
        .formatted(only, param, more);
  }

  private static String sealed(String recipient) {
    return wechat(
        "msg_signature",
        "'token', 'timestamp', 'nonce', 'Encrypt'",
        ", 'decrypt': {'at': '/Encrypt', 'key': {'secret': 'aes'}, 'recipient': '"
            + recipient
            + "'}");
  }

  private static void refused(int status, ThrowingCallable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  void takesTheListThatDouyinPushes() {
    hook.publish(DOUYIN_SETTINGS, "/data/p_id");
    Receipt receipt = hook.send("POST", Map.of(), Map.of("Event-Sign", DOUYIN_SIGN), DOUYIN);
    assertThat(receipt)
        .isEqualTo(new Receipt(200, "application/json", "{\"code\":0,\"msg\":\"success\"}"));
    assertThat(hook.orders()).containsExactly("6920011223344556601");
  }

  @Test
  void refusesWhatDouyinDidNotSign() {
    hook.publish(DOUYIN_SETTINGS, "/data/p_id");
    String other = DOUYIN.replace("27880", "17880");
    refused(401, () -> hook.send("POST", Map.of(), Map.of("Event-Sign", DOUYIN_SIGN), other));
    refused(401, () -> hook.send("POST", Map.of(), Map.of(), DOUYIN));
    // a parameter of the address must not stand for the body that was signed
    Map<String, String> headers = Map.of("Event-Sign", DOUYIN_SIGN);
    refused(401, () -> hook.send("POST", Map.of("body", DOUYIN), headers, other));
    assertThat(hook.kept()).isEmpty();
  }

  @Test
  void takesTheFormThatTheCarrierPushes() {
    hook.publish(TRACK_SETTINGS, "/lastResult/nu");
    Receipt receipt =
        hook.postForm(Map.of("orderId", "1"), TestHook.of("sign", TRACK_SIGN, "param", TRACK));
    assertThat(receipt.body())
        .isEqualTo("{\"result\":true,\"returnCode\":\"200\",\"message\":\"成功\"}");
    assertThat(hook.kept().getFirst())
        .startsWith("{\"status\":\"polling\"")
        .endsWith("\"address\":{\"orderId\":\"1\"}}");
    assertThat(hook.orders()).containsExactly("YT8800112233445");
  }

  @Test
  void refusesAFormThatTheCarrierDidNotSign() {
    hook.publish(TRACK_SETTINGS, "/lastResult/nu");
    String other = TRACK.replace("在途", "签收");
    refused(401, () -> hook.postForm(Map.of(), TestHook.of("sign", TRACK_SIGN, "param", other)));
    refused(401, () -> hook.postForm(Map.of(), TestHook.of("param", TRACK)));
    refused(
        401,
        () ->
            hook.postForm(
                Map.of(),
                TestHook.of("sign", TRACK_SIGN.toLowerCase(Locale.ROOT), "param", TRACK)));
    // what is signed in the address and another thing in the form
    refused(
        401,
        () ->
            hook.postForm(Map.of("param", TRACK), TestHook.of("sign", TRACK_SIGN, "param", other)));
    refused(400, () -> hook.post(Map.of(), "param=%zz"));
    refused(413, () -> hook.post(Map.of(), "a&".repeat(1_001)));
    assertThat(hook.kept()).isEmpty();
  }

  @Test
  void takesWhatWechatPushesInPlain() {
    hook.publish(wechat(""), "/order_info/order_id");
    assertThat(hook.post(WECHAT_QUERY, PAID)).isEqualTo(new Receipt(200, "text/plain", "success"));
    assertThat(hook.kept()).containsExactly(PAID);
    assertThat(hook.orders()).containsExactly("3720011223344556677");
  }

  @Test
  void refusesWhatWechatDidNotSignOrSignedLongAgo() {
    hook.publish(wechat(""), "/order_info/order_id");
    for (Map<String, String> query :
        List.of(
            Map.<String, String>of(),
            Map.of("signature", WECHAT_SIGN, "timestamp", "1762828200", "nonce", "nonce8898"),
            Map.of("signature", WECHAT_SIGN, "timestamp", "1762828201", "nonce", "nonce8899"),
            Map.of("signature", WECHAT_SIGN, "timestamp", "1762828200"),
            Map.of("timestamp", "1762828200", "nonce", "nonce8899"))) {
      refused(401, () -> hook.post(query, PAID));
    }
    hook.hub.app.now = hook.hub.app.now.plusSeconds(300);
    assertThat(hook.post(WECHAT_QUERY, PAID).status()).isEqualTo(200);
    hook.hub.app.now = hook.hub.app.now.plusSeconds(1);
    refused(401, () -> hook.post(WECHAT_QUERY, PAID));
    assertThat(hook.kept()).hasSize(1);
  }

  @Test
  void readsWhatWechatEncrypts() {
    hook.publish(sealed("wxdemo0123456789"), "/order_info/order_id");
    String body = "{\"ToUserName\":\"gh_demo\",\"Encrypt\":\"" + SEALED + "\"}";
    assertThat(hook.post(SEALED_QUERY, body).body()).isEqualTo("success");
    assertThat(hook.kept()).containsExactly(PAID);
    assertThat(hook.orders()).containsExactly("3720011223344556677");
    refused(401, () -> hook.post(SEALED_QUERY, body.replace("Q3st", "Q3su")));
    refused(401, () -> hook.post(SEALED_QUERY, "{\"ToUserName\":\"gh_demo\"}"));
  }

  @Test
  void takesEncryptedPushesWhereTheAddressIsCheckedInPlain() {
    String settings = sealed("wxdemo0123456789").strip();
    String plain = wechat("").strip();
    String signature = plain.substring(plain.indexOf("'signature'"), plain.indexOf(",\n 'answer'"));
    hook.publish(
        settings.substring(0, settings.length() - 1)
            + ", 'challenge': [{'name': 'echostr', "
            + signature
            + "}]}",
        "/order_info/order_id");
    var asks = new java.util.TreeMap<>(WECHAT_QUERY);
    asks.put("echostr", "5839");
    assertThat(hook.get(asks).body()).isEqualTo("5839");
    String body = "{\"Encrypt\":\"" + SEALED + "\"}";
    assertThat(hook.post(SEALED_QUERY, body).body()).isEqualTo("success");
    refused(401, () -> hook.post(WECHAT_QUERY, body)); // the proof of a check is none of a push
    assertThat(hook.kept()).containsExactly(PAID);
  }

  @Test
  void keepsWhatItCannotDecryptAsADeadLetter() {
    hook.publish(sealed("wxsomebodyelse"), "/order_info/order_id");
    String body = "{\"Encrypt\":\"" + SEALED + "\"}";
    refused(400, () -> hook.post(SEALED_QUERY, body));
    hook.hub.secrets.put("aes", "bbcdefghijklmnopqrstuvwxyz0123456789ABCDEFE");
    hook.publish(sealed("wxdemo0123456789"), "/order_info/order_id");
    hook.hub.app.now = hook.hub.app.now.plusSeconds(2);
    refused(400, () -> hook.post(SEALED_QUERY, body));
    assertThat(hook.hub.entries())
        .hasSize(2)
        .allSatisfy(
            entry -> {
              assertThat(entry.state()).isEqualTo(EntryState.DEAD);
              assertThat(entry.findings().getFirst().problem().code()).isEqualTo("decrypt_failed");
            });
    assertThat(hook.kept()).containsOnly(body);
  }

  @Test
  void takesATokenWhereverItIsAndKeepsItNowhere() {
    hook.publish(
        "{'signature': {'type': 'token', 'in': 'body', 'name': '/header/token', 'secret':"
            + " {'secret': 'shop'}}}",
        "/id");
    assertThat(
            hook.post(Map.of(), "{\"header\":{\"token\":\"s3cret\",\"v\":2},\"id\":\"1\"}")
                .status())
        .isEqualTo(202);
    refused(401, () -> hook.post(Map.of(), "{\"header\":{\"token\":\"s3cres\"},\"id\":\"2\"}"));
    refused(401, () -> hook.post(Map.of(), "{\"token\":\"s3cret\",\"id\":\"2\"}"));
    refused(401, () -> hook.post(Map.of("token", "s3cret"), "no JSON"));
    hook.publish(
        "{'signature': {'type': 'token', 'in': 'query', 'name': 'key', 'secret': {'secret':"
            + " 'shop'}}, 'queryAs': 'q'}",
        "/id");
    assertThat(hook.post(Map.of("key", "s3cret", "shop", "9"), "{\"id\":\"3\"}").status())
        .isEqualTo(202);
    refused(401, () -> hook.post(Map.of("key", "s3cres"), "{\"id\":\"4\"}"));
    hook.publish(
        "{'signature': {'type': 'token', 'in': 'form', 'name': 'key', 'secret': {'secret':"
            + " 'shop'}}, 'content': 'form'}",
        "/id");
    assertThat(hook.postForm(Map.of(), TestHook.of("key", "s3cret", "id", "5 &")).status())
        .isEqualTo(202);
    assertThat(hook.kept())
        .containsExactly(
            "{\"id\":\"5 &\"}",
            "{\"id\":\"3\",\"q\":{\"shop\":\"9\"}}",
            "{\"header\":{\"v\":2},\"id\":\"1\"}");
  }

  @Test
  void takesAnHmacInTheQuery() {
    hook.publish(
        "{'signature': {'type': 'hmac_sha256', 'in': 'query', 'name': 'hmac', 'encoding': 'base64',"
            + " 'secret': {'secret': 'shop'}}}",
        "/id");
    // openssl dgst -sha256 -hmac s3cret -binary | base64
    String hmac = "BpiPoc8CuDgwQ/fyc19yP3uzUJUNkhRAnN4TSQ1qY3M=";
    assertThat(hook.post(Map.of("hmac", hmac), "{\"id\":\"1\"}").status()).isEqualTo(202);
    refused(401, () -> hook.post(Map.of("hmac", hmac), "{\"id\":\"2\"}"));
    refused(401, () -> hook.send("POST", Map.of(), Map.of("hmac", hmac), "{\"id\":\"1\"}"));
  }

  @Test
  void countsMembersOfTheBodyWhereTheSignatureIsOne() {
    hook.publish(
        "{'signature': {'type': 'recipe', 'secret': {'secret': 'shop'}, 'recipe': {'algorithm':"
            + " 'md5', 'secretAt': 'both', 'in': 'body', 'between': '=', 'separator': '&'}}}",
        "/id");
    // md5 of s3cretid=1&n=2.50s3cret
    String sign = Md5.hex("s3cretid=1&n=2.50s3cret");
    assertThat(hook.post(Map.of(), "{\"n\":2.50,\"id\":\"1\",\"sign\":\"" + sign + "\"}").status())
        .isEqualTo(202);
    refused(401, () -> hook.post(Map.of(), "{\"n\":2.51,\"id\":\"1\",\"sign\":\"" + sign + "\"}"));
    refused(
        401,
        () -> hook.post(Map.of("id", "1"), "{\"n\":2.50,\"id\":\"1\",\"sign\":\"" + sign + "\"}"));
  }

  @Test
  void takesTheNextSecretOfARecipeToo() {
    hook.publish(
        DOUYIN_SETTINGS.replace(
            "'secret': {'secret': 'dy'}",
            "'secret': {'secret': 'shop'}, 'nextSecret': {'secret': 'dy'}"),
        "/data/p_id");
    assertThat(hook.send("POST", Map.of(), Map.of("event-sign", DOUYIN_SIGN), DOUYIN).status())
        .isEqualTo(200);
  }

  /** A digest that isn't made by what is tested. */
  private static final class Md5 {
    static String hex(String text) {
      try {
        byte[] digest =
            java.security.MessageDigest.getInstance("MD5")
                .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return java.util.HexFormat.of().formatHex(digest);
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
