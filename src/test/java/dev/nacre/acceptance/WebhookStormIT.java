package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookStormIT {
  private static final String SECRET = "storm-secret";
  private static final int ACCEPTED_BEFORE_THE_KILL = 300;

  @Test
  void everyPayloadAnswered202IsAnOrderExactlyOnceAfterKill9(@TempDir Path folder)
      throws Exception {
    try (RunningNacre nacre = RunningNacre.on(folder.resolve("data"))) {
      assertThat(
              nacre
                  .put(
                      "/api/v1/apps/order_hub/secrets/shop_webhook",
                      "{\"value\":\"" + SECRET + "\"}")
                  .statusCode())
          .isEqualTo(204);
      assertThat(post(nacre, order(0), "wrong").statusCode()).isEqualTo(401);

      Set<Integer> accepted = storm(nacre);
      nacre.restart();

      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> entries(nacre, "received") == 0);
      assertThat(entries(nacre, "dead")).isZero();
      Map<String, Integer> orders = orders(nacre);
      assertThat(accepted).hasSizeGreaterThanOrEqualTo(ACCEPTED_BEFORE_THE_KILL);
      for (int number : accepted) {
        assertThat(orders).as("order of an acknowledged payload").containsEntry(id(number), 1);
      }
      assertThat(orders.values()).as("no order twice").containsOnly(1);
    }
  }

  /** Posts from several threads, some payloads twice, and kills the application in the middle. */
  private static Set<Integer> storm(RunningNacre nacre) throws InterruptedException {
    Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    var next = new AtomicInteger(1);
    var killed = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (int t = 0; t < 6; t++) {
        threads.execute(
            () -> {
              while (!killed.get()) {
                int number = next.getAndIncrement();
                try {
                  String body = order(number);
                  if (post(nacre, body, SECRET).statusCode() == 202) {
                    accepted.add(number);
                  }
                  if (number % 3 == 0) {
                    post(nacre, body, SECRET);
                  }
                } catch (UncheckedIOException broken) {
                  assertThat(killed).as("only the kill breaks a connection").isTrue();
                }
              }
            });
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> accepted.size() >= ACCEPTED_BEFORE_THE_KILL);
      killed.set(true);
      nacre.kill();
    }
    return accepted;
  }

  private static String id(int number) {
    return "STORM-" + number;
  }

  private static String order(int number) {
    return """
    {"order_id": "%s", "channel": "web", "shop": "storm", "status": "WAIT_SEND",
     "created_at": "2026-11-22T10:12:40+08:00", "paid_at": null,
     "update_time": "2026-11-22T10:13:05+08:00",
     "buyer": {"id": "M1", "name": "Lin", "phone": "13800001003"},
     "address": {"province": "浙江省", "city": "杭州", "detail": "文三路 8 号"},
     "items": [{"sku": "BB-1001", "title": "x", "quantity": 2, "unit_price": 8900}],
     "discount": 0, "remark": ""}
    """
        .formatted(id(number));
  }

  private static HttpResponse<String> post(RunningNacre nacre, String body, String secret) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return nacre.post(
          "/hooks/order_hub/shop_webhook",
          "application/json",
          bytes,
          List.of("X-Shop-Signature", HexFormat.of().formatHex(mac.doFinal(bytes))));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int entries(RunningNacre nacre, String state) {
    return RunningNacre.json(
            nacre.get("/api/v1/apps/order_hub/inbox?connector=shop_webhook&state=" + state))
        .path("entries")
        .size();
  }

  private static Map<String, Integer> orders(RunningNacre nacre) {
    var orders = new HashMap<String, Integer>();
    String filter =
        RunningNacre.encode("{\"field\":\"order_no\",\"op\":\"starts_with\",\"value\":\"STORM-\"}");
    String cursor = null;
    do {
      JsonNode page =
          RunningNacre.json(
              nacre.get(
                  "/api/v1/apps/order_hub/forms/order/records?limit=500&filter="
                      + filter
                      + (cursor == null ? "" : "&cursor=" + cursor)));
      page.path("records").forEach(r -> orders.merge(r.path("order_no").asText(), 1, Integer::sum));
      cursor = page.path("next").isNull() ? null : page.path("next").asText();
    } while (cursor != null);
    return orders;
  }
}
