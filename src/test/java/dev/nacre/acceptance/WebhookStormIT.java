package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookStormIT {
  private static final String SECRET = "storm-secret";
  private static final int ACCEPTED_BEFORE = 300;

  /** As often as wanted: {@code -Dnacre.storm.kills=50}. */
  private static final int KILLS = Integer.getInteger("nacre.storm.kills", 2);

  /** So often an order changes. */
  private static final int VERSIONS = 4;

  @Test
  void everyPayloadAnswered202IsAnOrderExactlyOnceAfterKill9(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    try (RunningNacre nacre = RunningNacre.on(data)) {
      setSecret(nacre);
      assertThat(post(nacre, order(0, 1), "wrong").statusCode()).isEqualTo(401);
      // the newest version that was acknowledged, by order
      Map<Integer, Integer> accepted = new ConcurrentHashMap<>();
      var next = new AtomicInteger(1);

      storm(nacre, next, accepted, () -> EmbeddedCluster.in(data).crash());
      for (int i = 0; i < KILLS; i++) {
        storm(nacre, next, accepted, nacre::kill);
        nacre.restart();
      }

      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> entries(nacre, "received") == 0);
      assertThat(entries(nacre, "dead")).isZero();
      Map<String, List<String>> orders = orders(nacre);
      // as many as were waited for, when every version of each was among them
      assertThat(accepted).hasSizeGreaterThanOrEqualTo(ACCEPTED_BEFORE * (KILLS + 1) / VERSIONS);
      accepted.forEach(
          (number, version) ->
              assertThat(orders.getOrDefault(id(number), List.of()))
                  .as("order %s of an acknowledged payload", number)
                  .singleElement()
                  // one that nobody heard of may have come in as well
                  .satisfies(note -> assertThat(version(note)).isBetween(version, VERSIONS)));
      assertThat(orders.values()).as("no order twice").allMatch(notes -> notes.size() == 1);
    }
  }

  @Test
  void whoComesWhileTheInboxIsFullIsToldToComeAgainAndNobodyElseLosesAnything(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    try (RunningNacre nacre = RunningNacre.on(data)) {
      setSecret(nacre);
      String most = " ".repeat(7 << 20);
      var answers = new ConcurrentHashMap<Integer, HttpResponse<String>>();
      try (Connection database = EmbeddedCluster.in(data).connect();
          Statement statement = database.createStatement();
          var threads = Executors.newFixedThreadPool(16)) {
        database.setAutoCommit(false);
        statement.execute("LOCK TABLE nacre.inbox IN EXCLUSIVE MODE");
        for (int i = 1; i <= 14; i++) {
          int number = i;
          threads.execute(() -> answers.put(number, post(nacre, order(number, 1) + most, SECRET)));
        }
        await()
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(50))
            .until(() -> !answers.isEmpty());
        assertThat(answers.values())
            .as("those that didn't fit are told at once, the others wait for the disk")
            .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(429))
            .allSatisfy(
                answer -> assertThat(answer.headers().firstValue("Retry-After")).isPresent());
        database.rollback();
      }
      Map<Boolean, List<Integer>> taken =
          answers.keySet().stream()
              .collect(Collectors.partitioningBy(i -> answers.get(i).statusCode() == 202));
      assertThat(taken.get(true)).hasSizeBetween(5, 13);
      for (int number : taken.get(false)) {
        assertThat(post(nacre, order(number, 1), SECRET).statusCode()).isEqualTo(202);
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(300))
          .untilAsserted(() -> assertThat(orders(nacre)).hasSize(14));
    }
  }

  private static void setSecret(RunningNacre nacre) {
    assertThat(
            nacre
                .put(
                    "/api/v1/apps/order_hub/secrets/shop_webhook", "{\"value\":\"" + SECRET + "\"}")
                .statusCode())
        .isEqualTo(204);
  }

  /**
   * Posts from several threads until something happens in the middle: every order in several
   * versions and any order, every third payload twice, and some with another body that claims to be
   * as new.
   */
  private static void storm(
      RunningNacre nacre, AtomicInteger next, Map<Integer, Integer> accepted, Blow blow)
      throws Exception {
    var answered = new AtomicInteger();
    var struck = new AtomicBoolean();
    var over = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(6)) {
      var posting = new ArrayList<Future<?>>();
      for (int t = 0; t < 6; t++) {
        posting.add(
            threads.submit(
                () -> {
                  while (!over.get()) {
                    int number = next.getAndIncrement();
                    List<Integer> versions =
                        IntStream.rangeClosed(1, VERSIONS)
                            .boxed()
                            .collect(Collectors.toCollection(ArrayList::new));
                    Collections.shuffle(versions, new Random(number));
                    for (int version : versions) {
                      boolean taken = taken(nacre, order(number, version), struck);
                      if (number % 3 == 0) {
                        taken |= taken(nacre, order(number, version), struck);
                      }
                      if (number % 5 == 0) {
                        var unused =
                            taken(nacre, order(number, version).replace("Lin", "Chen"), struck);
                      }
                      if (taken) {
                        answered.incrementAndGet();
                        accepted.merge(number, version, Math::max);
                      }
                    }
                  }
                }));
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> answered.get() >= ACCEPTED_BEFORE);
      struck.set(true);
      blow.strike();
      over.set(true);
      for (Future<?> one : posting) {
        one.get(2, TimeUnit.MINUTES);
      }
    }
  }

  private interface Blow {
    void strike() throws Exception;
  }

  /** Whether that was acknowledged; in the end it may be refused, or find nobody. */
  private static boolean taken(RunningNacre nacre, String body, AtomicBoolean struck) {
    try {
      int status = post(nacre, body, SECRET).statusCode();
      assertThat(status == 202 || struck.get()).as("answer %s in quiet times", status).isTrue();
      return status == 202;
    } catch (UncheckedIOException broken) {
      assertThat(struck).as("only the blow breaks a connection").isTrue();
      return false;
    }
  }

  private static int version(String note) {
    return Integer.parseInt(note.substring(1));
  }

  private static String id(int number) {
    return "STORM-" + number;
  }

  private static String order(int number, int version) {
    return """
    {"order_id": "%s", "channel": "web", "shop": "storm", "status": "WAIT_SEND",
     "created_at": "2026-11-22T10:12:40+08:00", "paid_at": null,
     "update_time": "2026-11-22T10:13:0%d+08:00",
     "buyer": {"id": "M1", "name": "Lin", "phone": "13800001003"},
     "address": {"province": "浙江省", "city": "杭州", "detail": "文三路 8 号"},
     "items": [{"sku": "BB-1001", "title": "x", "quantity": 2, "unit_price": 8900}],
     "discount": 0, "remark": "v%d"}
    """
        .formatted(id(number), version, version);
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

  private static Map<String, List<String>> orders(RunningNacre nacre) {
    var orders = new HashMap<String, List<String>>();
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
      page.path("records")
          .forEach(
              r ->
                  orders
                      .computeIfAbsent(r.path("order_no").asText(), no -> new ArrayList<>())
                      .add(r.path("note").asText()));
      cursor = page.path("next").isNull() ? null : page.path("next").asText();
    } while (cursor != null);
    return orders;
  }
}
