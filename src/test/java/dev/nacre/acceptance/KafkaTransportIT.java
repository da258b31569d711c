package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.event.kafka.TestBroker;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTransportIT {
  private static final String SECRET = "kafka-secret";

  @Test
  void everyPayloadAnswered202IsAnOrderExactlyOnceByWayOfKafka(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    try (TestBroker broker = TestBroker.on(Files.createDirectory(folder.resolve("kafka")));
        RunningNacre nacre =
            RunningNacre.on(
                data,
                RunningNacre.freePort(),
                Map.of(
                    "NACRE_KAFKA", broker.address(), "NACRE_KAFKA_METADATA_MAX_AGE_MS", "1000"))) {
      assertThat(
              nacre
                  .put(
                      "/api/v1/apps/order_hub/secrets/shop_webhook",
                      "{\"value\":\"" + SECRET + "\"}")
                  .statusCode())
          .isEqualTo(204);
      assertThat(nacre.get("/q/health/ready").body()).contains("\"kafka\"");

      var accepted = new ConcurrentLinkedQueue<Integer>();
      storm(nacre, accepted);
      nacre.restart();
      assertComeThrough(nacre, accepted);

      broker.stop();
      assertThat(post(nacre, 1_000_000).statusCode()).isEqualTo(503);
      HttpResponse<String> again = post(nacre, 1_000_000);
      assertThat(again.statusCode()).isEqualTo(503);
      assertThat(again.headers().firstValue("Retry-After")).isPresent();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> nacre.get("/q/health/ready").statusCode() == 503);
      broker.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> nacre.get("/q/health/ready").statusCode() == 200);
      assertThat(post(nacre, 2_000_000).statusCode()).isEqualTo(202);
      accepted.add(2_000_000);
      assertComeThrough(nacre, accepted);
      assertThat(nacre.get("/q/metrics").body()).contains("nacre_transport_lag");
    }
  }

  /** Posts from several threads, and kills it in the middle. */
  private static void storm(RunningNacre nacre, ConcurrentLinkedQueue<Integer> accepted)
      throws InterruptedException {
    var next = new AtomicInteger(1);
    var killed = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (int t = 0; t < 6; t++) {
        threads.execute(
            () -> {
              while (!killed.get()) {
                int number = next.getAndIncrement();
                try {
                  if (post(nacre, number).statusCode() == 202) {
                    accepted.add(number);
                  }
                } catch (UncheckedIOException broken) {
                  assertThat(accepted)
                      .as("only the blow breaks a connection")
                      .hasSizeGreaterThan(299);
                }
              }
            });
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> accepted.size() >= 300);
      nacre.kill();
      killed.set(true);
      threads.shutdown();
      assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static void assertComeThrough(
      RunningNacre nacre, ConcurrentLinkedQueue<Integer> accepted) {
    List<String> expected = accepted.stream().map(n -> "KAFKA-" + n).toList();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> orders(nacre).containsAll(expected));
    assertThat(orders(nacre)).doesNotHaveDuplicates();
  }

  private static List<String> orders(RunningNacre nacre) {
    var orders = new ArrayList<String>();
    String filter =
        RunningNacre.encode("{\"field\":\"order_no\",\"op\":\"starts_with\",\"value\":\"KAFKA-\"}");
    String cursor = null;
    do {
      JsonNode page =
          RunningNacre.json(
              nacre.get(
                  "/api/v1/apps/order_hub/forms/order/records?limit=500&filter="
                      + filter
                      + (cursor == null ? "" : "&cursor=" + cursor)));
      page.path("records").forEach(r -> orders.add(r.path("order_no").asText()));
      cursor = page.path("next").isNull() ? null : page.path("next").asText();
    } while (cursor != null);
    return orders;
  }

  private static HttpResponse<String> post(RunningNacre nacre, int number) {
    byte[] bytes =
        """
        {"order_id": "KAFKA-%d", "channel": "web", "shop": "storm", "status": "WAIT_SEND",
         "created_at": "2026-11-22T10:12:40+08:00", "paid_at": null,
         "update_time": "2026-11-22T10:13:00+08:00",
         "buyer": {"id": "M1", "name": "Lin", "phone": "13800001003"},
         "address": {"province": "浙江省", "city": "杭州", "detail": "文三路 8 号"},
         "items": [{"sku": "BB-1001", "title": "x", "quantity": 2, "unit_price": 8900}],
         "discount": 0, "remark": "v1"}
        """
            .formatted(number)
            .getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return nacre.post(
          "/hooks/order_hub/shop_webhook",
          "application/json",
          bytes,
          List.of("X-Shop-Signature", HexFormat.of().formatHex(mac.doFinal(bytes))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
