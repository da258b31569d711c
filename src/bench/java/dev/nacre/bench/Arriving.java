package dev.nacre.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What arrives at the door: signed requests to a webhook, each durable before it is answered. After
 * each round as many must be kept as were answered.
 */
final class Arriving {
  private static final int CONNECTIONS = 8;
  private static final int BATCH = 100;
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Nacre nacre;
  private final Signed shop;
  private final AtomicLong sent = new AtomicLong();

  Arriving(Nacre nacre, Signed shop) {
    this.nacre = nacre;
    this.shop = shop;
  }

  /** An event of a shop, and only that; the other side keeps the same. */
  static String event(long number) {
    return """
    {"event": "paid", "order_id": "E%d", "shop": "Blue door", "at": "2026-11-11T00:00:%02dZ",
     "buyer": {"name": "Ann", "phone": "138%08d"}, "amount": 18480}\
    """
        .formatted(number, number % 60, ThreadLocalRandom.current().nextInt(100_000_000));
  }

  /** One event a request; gives events a second. */
  double singly(Duration time) throws Exception {
    return kept("post", 1, time, () -> shop.request("post", event(sent.incrementAndGet())));
  }

  /** A hundred events a request; gives events a second. */
  double batched(Duration time) throws Exception {
    return kept(
        "posts",
        BATCH,
        time,
        () ->
            shop.request(
                "posts",
                IntStream.range(0, BATCH)
                    .mapToObj(i -> event(sent.incrementAndGet()))
                    .collect(Collectors.joining(",", "[", "]"))));
  }

  private double kept(String connector, int each, Duration time, Load.Source source)
      throws Exception {
    long before = count(connector);
    Load.Result result = new Load(nacre.port(), CONNECTIONS, 202, source).run(time);
    long kept = count(connector) - before;
    if (kept != result.count() * each) {
      throw new IllegalStateException(kept + " kept of " + result.count() * each);
    }
    drained();
    return result.rate() * each;
  }

  /** What was kept is worked beside what arrives, and not in the time of what is measured next. */
  private void drained() throws IOException, SQLException, InterruptedException {
    try (Connection connection = nacre.connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet row =
            statement.executeQuery(
                "select exists (select 1 from nacre.inbox where state = 'received')")) {
          row.next();
          if (!row.getBoolean(1)) {
            return;
          }
        }
        Thread.sleep(LOOK);
      }
    }
  }

  private long count(String connector) throws IOException, SQLException {
    try (Connection connection = nacre.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from nacre.inbox where connector = '" + connector + "'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
