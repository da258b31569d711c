package dev.nacre.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A million orders in the tables, and new ones to send. */
final class Goods {
  static final List<String> CHANNELS = List.of("taobao", "jd", "pdd", "douyin", "wechat", "web");

  private static final int MOST_WITH_LINES = 200_000;

  /** From how many rows on Nacre gives a table an index of its texts. */
  private static final int INDEXED = 50_000;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int orders;
  private final String warehouse;
  private final AtomicLong next = new AtomicLong();

  private Goods(int orders, String warehouse) {
    this.orders = orders;
    this.warehouse = warehouse;
  }

  /** Fills the tables, all indexes in place. */
  static Goods fill(Nacre nacre, int orders) throws IOException, SQLException {
    String warehouse =
        nacre.ask("POST", "/forms/warehouse/records", "{\"code\": \"HZ\"}").path("id").asText();
    try (Connection connection = nacre.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
      insert into app_bench."order" (id, version, created_at, created_by, updated_at, updated_by,
        app_version, order_no, channel, shop, status, paid_at, warehouse, buyer, phone, province,
        address, freight, discount, rush, amount, remark)
      select lpad(to_hex(n), 32, '0')::uuid, 1, t, 'fill', t, 'fill', 1, 'F' || n,
        (array['taobao','jd','pdd','douyin','wechat','web'])[1 + n %% 6], 'shop ' || n %% 12,
        (array['unpaid','paid','picking','shipped'])[1 + n / 6 %% 4], t,
        (select id from app_bench.warehouse limit 1), 'buyer ' || n %% 50000,
        '138' || lpad((n %% 100000000)::text, 8, '0'), 'province ' || n %% 31,
        'street ' || n %% 5000 || ', no. ' || n %% 300, 6, n %% 7, n %% 9 = 0, 120 + n %% 900, null
      from (select n, now() - interval '30 days' * (%1$d - n) / %1$d as t
        from generate_series(1, %1$d) n) x\
      """
              .formatted(orders));
      statement.execute(
          """
      insert into app_bench."order$lines" (id, record_id, position, sku, qty, price, amount)
      select gen_random_uuid(), lpad(to_hex(n), 32, '0')::uuid, p, 'SKU-' || (n + p) %% 3000,
        1 + n %% 3, 40 + p, (1 + n %% 3) * (40 + p)
      from generate_series(1, %d) n, generate_series(0, 2) p\
      """
              .formatted(Math.min(orders, MOST_WITH_LINES)));
      statement.execute("vacuum analyze app_bench.\"order\"");
      statement.execute("vacuum analyze app_bench.\"order$lines\"");
      statement.execute("checkpoint");
      if (orders >= INDEXED) {
        awaitSearch(statement);
      }
    }
    return new Goods(orders, warehouse);
  }

  /** Nacre indexes the texts of big tables by itself, beside the writers: not while we measure. */
  private static void awaitSearch(Statement statement) throws SQLException {
    String ready =
        """
        select exists (select from pg_index i join pg_class c on c.oid = i.indexrelid
          where c.relname like 'order$s$%' and i.indisvalid), pg_sleep(0.5)\
        """;
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean found = false;
    while (!found && System.nanoTime() < end) {
      try (ResultSet row = statement.executeQuery(ready)) {
        row.next();
        found = row.getBoolean(1);
      }
    }
    if (!found) {
      throw new IllegalStateException("the index of texts isn't there after " + PATIENCE);
    }
  }

  /** How many there were at the beginning. */
  int orders() {
    return orders;
  }

  /** The id of some order that has lines. */
  String anyId() {
    int most = Math.min(orders, MOST_WITH_LINES);
    String hex = Integer.toHexString(ThreadLocalRandom.current().nextInt(1, most + 1));
    String all = "0".repeat(32 - hex.length()) + hex;
    return all.substring(0, 8)
        + "-"
        + all.substring(8, 12)
        + "-"
        + all.substring(12, 16)
        + "-"
        + all.substring(16, 20)
        + "-"
        + all.substring(20);
  }

  static String anyChannel() {
    return CHANNELS.get(ThreadLocalRandom.current().nextInt(CHANNELS.size()));
  }

  /** A new order with three lines, as JSON; its number was never used. */
  byte[] order() {
    var random = ThreadLocalRandom.current();
    String json =
        """
        {"order_no": "N%d", "channel": "%s", "shop": "Blue door", "status": "paid",
         "paid_at": "2026-11-22T02:00:00Z", "warehouse": "%s", "buyer": "Ann %d",
         "phone": "138%08d", "province": "浙江省", "address": "杭州市文三路 %d 号", "freight": 6,
         "discount": 1.5, "rush": false, "remark": "please ring twice", "lines": [
          {"sku": "SKU-%d", "qty": 2, "price": 89.9}, {"sku": "SKU-%d", "qty": 1, "price": 45},
          {"sku": "SKU-%d", "qty": 3, "price": 12.25}]}\
        """
            .formatted(
                next.incrementAndGet(),
                anyChannel(),
                warehouse,
                random.nextInt(50_000),
                random.nextInt(100_000_000),
                random.nextInt(300),
                random.nextInt(3000),
                random.nextInt(3000),
                random.nextInt(3000));
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** A file of new orders without lines; its numbers were never used. */
  byte[] file(int rows) {
    var random = ThreadLocalRandom.current();
    var csv = new StringBuilder("order_no,channel,shop,status,paid_at,buyer,phone,province,");
    csv.append("address,freight,discount,rush,remark\n");
    for (int i = 0; i < rows; i++) {
      csv.append('I').append(next.incrementAndGet()).append(',').append(anyChannel());
      csv.append(",Blue door,paid,2026-11-22T02:00:00Z,buyer ").append(random.nextInt(50_000));
      csv.append(String.format(Locale.ROOT, ",138%08d,", random.nextInt(100_000_000)));
      csv.append("浙江省,杭州市文三路 ").append(random.nextInt(300)).append(" 号,6,1.50,false,\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** How many living orders there are. */
  static long count(Nacre nacre) throws IOException, SQLException {
    try (Connection connection = nacre.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from app_bench.\"order\" where deleted_at is null")) {
      row.next();
      return row.getLong(1);
    }
  }
}
