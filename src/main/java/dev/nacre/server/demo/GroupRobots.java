package dev.nacre.server.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Make-believe groups of WeCom and DingTalk; what their robots say is kept for a while. */
public final class GroupRobots implements ShopApi {
  private static final Duration SKEW = Duration.ofHours(1);
  private static final int KEPT = 200;

  private final Supplier<String> wecom;
  private final Supplier<String> dingtalk;
  private final Supplier<String> sign;
  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();

  /** Groups whose robots know these keys; DingTalk's wants its calls signed. */
  public GroupRobots(Supplier<String> wecom, Supplier<String> dingtalk, Supplier<String> sign) {
    this.wecom = wecom;
    this.dingtalk = dingtalk;
    this.sign = sign;
  }

  /** What stands in the groups, oldest first. */
  public List<JsonNode> messages() {
    return List.copyOf(messages);
  }

  @Override
  public JsonNode answer(Asked asked) {
    return switch (asked.path()) {
      case "/cgi-bin/webhook/send" ->
          wecom.get().equals(asked.parameters().get("key"))
              ? keep(asked.body())
              : said(93000, "invalid webhook url");
      case "/robot/send" -> dingtalk(asked);
      default -> said(404, "not found");
    };
  }

  private JsonNode dingtalk(Asked asked) {
    if (!dingtalk.get().equals(asked.parameters().get("access_token"))) {
      return said(300001, "token is not exist");
    }
    String time = asked.parameters().getOrDefault("timestamp", "");
    boolean fine =
        near(time, asked.now()) && signature(time).equals(asked.parameters().get("sign"));
    return fine ? keep(asked.body()) : said(310000, "sign not match");
  }

  private static boolean near(String millis, Instant now) {
    try {
      Instant then = Instant.ofEpochMilli(Long.parseLong(millis));
      return Duration.between(then, now).abs().compareTo(SKEW) <= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private String signature(String time) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(sign.get().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] text = (time + "\n" + sign.get()).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(mac.doFinal(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode keep(String body) {
    try {
      messages.add(Json.MAPPER.readTree(body));
      if (messages.size() > KEPT) {
        messages.removeFirst();
      }
      return said(0, "ok");
    } catch (JsonProcessingException e) {
      return said(40008, "invalid message type");
    }
  }

  private static JsonNode said(int code, String message) {
    return Json.MAPPER.createObjectNode().put("errcode", code).put("errmsg", message);
  }
}
