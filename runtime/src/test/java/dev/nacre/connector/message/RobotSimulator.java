package dev.nacre.connector.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Robots of WeCom, DingTalk and Feishu, as their documents describe them: always status 200, their
 * own error codes, so many messages a minute.
 */
public final class RobotSimulator implements AutoCloseable {
  public static final String KEY = "robot-key-1";
  public static final String SECRET = "SECdemo0123456789";
  private static final int PER_MINUTE = 20;

  private final HttpServer server;
  private final InstantSource clock;
  private final List<Instant> times = new ArrayList<>();
  private final List<JsonNode> messages = Collections.synchronizedList(new ArrayList<>());

  /** Robots on a free port. */
  public RobotSimulator(InstantSource clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/cgi-bin/webhook/send", exchange -> answer(exchange, this::wecom));
    server.createContext("/robot/send", exchange -> answer(exchange, this::dingtalk));
    server.createContext(
        "/open-apis/bot/v2/hook/" + KEY, exchange -> answer(exchange, (query, body) -> lark(body)));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Where WeCom's robot is. */
  public String wecom() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/cgi-bin/webhook/send";
  }

  /** Where DingTalk's robot is. */
  public String dingtalk() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/robot/send";
  }

  /** Where Feishu's robot is; the key is part of the address. */
  public String lark() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/open-apis/bot/v2/hook/{key}";
  }

  /** What stands in the group. */
  public List<JsonNode> messages() {
    return List.copyOf(messages);
  }

  private synchronized void answer(
      HttpExchange exchange, BiFunction<Map<String, String>, JsonNode, String> robot)
      throws IOException {
    JsonNode body = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
    String answer = robot.apply(query(exchange), body);
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String wecom(Map<String, String> query, JsonNode body) {
    if (!KEY.equals(query.get("key"))) {
      return error(93000, "invalid webhook url");
    }
    if (!mayGo()) {
      return error(45009, "api freq out of limit");
    }
    String type = body.path("msgtype").asText();
    String content = body.path(type).path("content").asText();
    int most = type.equals("markdown") ? 4096 : 2048;
    if (content.isEmpty() || content.getBytes(StandardCharsets.UTF_8).length > most) {
      return error(40058, "content exceed max length");
    }
    messages.add(body);
    return error(0, "ok");
  }

  private String dingtalk(Map<String, String> query, JsonNode body) {
    if (!KEY.equals(query.get("access_token"))) {
      return error(300001, "token is not exist");
    }
    String time = query.getOrDefault("timestamp", "0");
    boolean old = Math.abs(clock.millis() - Long.parseLong(time)) > 3_600_000;
    if (old || !sign(time).equals(query.get("sign"))) {
      return error(310000, "sign not match, more: [https://ding-doc.dingtalk.com]");
    }
    if (!mayGo()) {
      return error(130101, "send too fast, exceed 20 times per minute");
    }
    messages.add(body);
    return error(0, "ok");
  }

  private String lark(JsonNode body) {
    String time = body.path("timestamp").asText("0");
    boolean old = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(time)) > 3_600;
    if (old || !hmac(time + "\n" + SECRET, "").equals(body.path("sign").asText())) {
      return said(19021, "sign match fail or timestamp is not within one hour from current time");
    }
    messages.add(body);
    return said(0, "success");
  }

  private static String said(int code, String message) {
    return Json.write(Json.MAPPER.createObjectNode().put("code", code).put("msg", message));
  }

  private boolean mayGo() {
    Instant since = clock.instant().minusSeconds(60);
    times.removeIf(time -> !time.isAfter(since));
    return times.size() < PER_MINUTE && times.add(clock.instant());
  }

  private static String sign(String time) {
    return hmac(SECRET, time + "\n" + SECRET);
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    var all = new HashMap<String, String>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      all.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return all;
  }

  private static String error(int code, String message) {
    return Json.write(Json.MAPPER.createObjectNode().put("errcode", code).put("errmsg", message));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
