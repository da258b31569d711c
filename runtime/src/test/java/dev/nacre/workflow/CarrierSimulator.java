package dev.nacre.workflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * Partners of a warehouse as their documents describe them: Cainiao's waybills and Taobao's
 * shipping through the TOP gateway, Kuaidi100's tracking. Each checks its signature.
 */
final class CarrierSimulator implements AutoCloseable {
  static final String SECRET = "demoTopSecret0123456789abcdef";
  static final String KEY = "demoKd100KeyDEMO1234";
  static final String CUSTOMER = "CUSTOMER";

  private final HttpServer server;
  final List<Map<String, String>> asked = Collections.synchronizedList(new ArrayList<>());
  volatile String place = "【杭州转运中心】已发出";
  volatile String time = "2026-11-23 10:30:00";

  CarrierSimulator() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/router/rest", exchange -> answer(exchange, top(form(exchange))));
    server.createContext("/poll/query.do", exchange -> answer(exchange, track(form(exchange))));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private String top(Map<String, String> form) {
    asked.add(form);
    var signed = new TreeMap<>(form);
    signed.remove("sign");
    var text = new StringBuilder(SECRET);
    signed.forEach((name, value) -> text.append(name).append(value));
    if (!md5(text.append(SECRET).toString()).equals(form.get("sign"))) {
      return "{\"error_response\":{\"code\":25,\"msg\":\"Invalid signature\"}}";
    }
    return switch (form.getOrDefault("method", "")) {
      case "cainiao.waybill.ii.get" ->
          "{\"cainiao_waybill_ii_get_response\":{\"modules\":{\"waybill_cloud_print_response\":["
              + "{\"object_id\":\"1\",\"waybill_code\":\"YT8800112233445\",\"cp_code\":\"YTO\"}]}}}";
      case "taobao.logistics.offline.send" ->
          "{\"logistics_offline_send_response\":{\"shipping\":{\"is_success\":true}}}";
      default -> "{\"error_response\":{\"code\":22,\"msg\":\"Invalid method\"}}";
    };
  }

  private String track(Map<String, String> form) {
    asked.add(form);
    String param = form.getOrDefault("param", "");
    if (!md5(param + KEY + CUSTOMER).equals(form.get("sign"))) {
      return "{\"result\":false,\"returnCode\":\"503\",\"message\":\"验证签名失败\"}";
    }
    return Json.write(
        Json.MAPPER
            .createObjectNode()
            .put("message", "ok")
            .put("state", "0")
            .put("status", "200")
            .set(
                "data",
                Json.MAPPER
                    .createArrayNode()
                    .add(
                        Json.MAPPER
                            .createObjectNode()
                            .put("time", time)
                            .put("ftime", time)
                            .put("context", place))));
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var form = new TreeMap<String, String>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json;charset=UTF-8");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
