package dev.nacre.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Orders from the door to the shelf: posted to a webhook by the hundred, kept, turned into records,
 * routed by a rule to one of two warehouses, their goods held there. An order is done when it says
 * so and all of it is committed; nothing is prepared.
 */
final class Incoming {
  /** So many may be on their way before the next are posted. */
  private static final int AHEAD = 4000;

  private static final int BATCH = 100;
  private static final int SKUS = 3000;
  private static final long STOCK = 1_000_000_000L;
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final List<String> PROVINCES = List.of("浙江省", "广东省", "江苏省", "四川省", "上海市", "湖南省");
  private static final String ON_THEIR_WAY =
      """
      select (select count(*) from (select 1 from nacre.inbox where state = 'received' limit %1$d) i)
        + (select count(*) from (select 1 from nacre.workflow_instance
           where state in ('ready', 'waiting', 'failed') and app = 'bench' and workflow = 'fulfil'
           limit %1$d) w)\
      """
          .formatted(AHEAD);

  /** What was posted is ready, each unit of it stands on a shelf, and nothing else does. */
  private static final String ADDS_UP =
      """
      select count(*) filter (where status <> 'ready'),
        (select sum(qty) from app_bench."sale$lines") - (select sum(reserved) from app_bench.shelf),
        (select count(*) from app_bench.shelf where available + reserved <> %d)
      from app_bench.sale\
      """
          .formatted(STOCK);

  private final Nacre nacre;
  private final Signed shop;
  private long posted;

  /** With two warehouses that have plenty of everything. */
  Incoming(Nacre nacre) throws IOException, SQLException {
    this.nacre = nacre;
    shop = new Signed(nacre);
    nacre.ask(
        "POST",
        "/forms/warehouse/records:batch",
        """
        {"changes": [{"op": "upsert", "key": ["code"], "data": {"code": "HZ"}},
          {"op": "upsert", "key": ["code"], "data": {"code": "GZ"}}]}\
        """);
    try (Connection connection = nacre.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into app_bench.shelf (id, version, created_at, created_by, updated_at, updated_by,
            app_version, warehouse, sku, available, reserved)
          select uuidv7(), 1, now(), 'fill', now(), 'fill', 1, w.id, 'SKU-' || n, %d, 0
          from app_bench.warehouse w, generate_series(0, %d) n\
          """
              .formatted(STOCK, SKUS - 1));
      statement.execute("vacuum analyze app_bench.shelf");
    }
  }

  /** Posts until the time is over, and waits until all is ready; gives orders a second. */
  double run(Duration time) throws IOException, SQLException, InterruptedException {
    long began = System.nanoTime();
    long end = began + time.toNanos();
    long before = posted;
    try (Connection connection = nacre.connect();
        Statement look = connection.createStatement();
        var wire = new Wire(nacre.port())) {
      while (System.nanoTime() < end) {
        if (posted % 1000 == 0 && onTheirWay(look) >= AHEAD) {
          Thread.sleep(LOOK);
        } else {
          post(wire);
        }
      }
      while (onTheirWay(look) > 0) {
        Thread.sleep(LOOK);
      }
      double took = (System.nanoTime() - began) / 1e9;
      check(look);
      return (posted - before) / took;
    }
  }

  private void post(Wire wire) throws IOException {
    String orders =
        IntStream.range(0, BATCH).mapToObj(i -> order()).collect(Collectors.joining(",", "[", "]"));
    Wire.Answer answer = wire.send(shop.request("shop", orders));
    if (answer.status() >= 300) {
      throw new IOException("orders: " + answer.status() + " " + answer.text());
    }
  }

  private String order() {
    var random = ThreadLocalRandom.current();
    return """
    {"order_id": "S%d", "buyer": {"name": "Ann %d", "phone": "138%08d"},
     "address": {"province": "%s", "detail": "文三路 %d 号"}, "items": [
      {"sku": "SKU-%d", "quantity": 2, "unit_price": 8990},
      {"sku": "SKU-%d", "quantity": 1, "unit_price": 4500}]}\
    """
        .formatted(
            ++posted,
            random.nextInt(50_000),
            random.nextInt(100_000_000),
            PROVINCES.get(random.nextInt(PROVINCES.size())),
            random.nextInt(300),
            random.nextInt(SKUS / 2),
            SKUS / 2 + random.nextInt(SKUS / 2));
  }

  private static long onTheirWay(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(ON_THEIR_WAY)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void check(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(ADDS_UP)) {
      row.next();
      if (row.getLong(1) != 0 || row.getLong(2) != 0 || row.getLong(3) != 0) {
        throw new IllegalStateException(
            "it doesn't add up: %d not ready, %d units more than reserved, %d shelves"
                .formatted(row.getLong(1), row.getLong(2), row.getLong(3)));
      }
    }
  }
}
