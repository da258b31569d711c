package dev.nacre.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/** Creating, reading, listing, adding up and importing records. */
final class RecordRows {
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 3;
  private static final int FILE_ROWS = 100_000;
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final String RECORDS = "/forms/order/records";
  private static final String JSON = "application/json";
  private static final String FIELDS =
      "order_no,channel,shop,status,paid_at,warehouse,buyer,phone,province,address,freight,"
          + "discount,rush,amount,remark,createdAt,createdBy,updatedAt,updatedBy";

  private final Nacre nacre;
  private final Server hand;
  private final Goods goods;
  private final Consumer<Row> table;

  RecordRows(Nacre nacre, Server hand, Goods goods, Consumer<Row> table) {
    this.nacre = nacre;
    this.hand = hand;
    this.goods = goods;
    this.table = table;
  }

  void run(Wish wish) throws Exception {
    if (wish.wants("create")) {
      create();
    }
    if (wish.wants("read")) {
      read();
    }
    if (wish.wants("list")) {
      list();
    }
    if (wish.wants("aggregate")) {
      aggregate();
    }
    if (wish.wants("import")) {
      load();
    }
  }

  private void create() throws Exception {
    Duel<Load.Result> duel =
        loads(
            201,
            Warm.LONG,
            () -> nacre.request("POST", RECORDS, JSON, goods.order()),
            () -> request("POST /orders", goods.order()));
    table.accept(rate("create an order with 3 lines over REST", duel, 0.6));
  }

  private void read() throws Exception {
    Duel<Load.Result> duel =
        loads(
            200,
            Warm.BRIEFLY,
            () -> nacre.request("GET", RECORDS + "/" + goods.anyId(), JSON, new byte[0]),
            () -> request("GET /orders/" + goods.anyId(), new byte[0]));
    table.accept(rate("read one order with lines", duel, 0.8));
  }

  private void list() throws Exception {
    Duel<Load.Result> duel =
        loads(
            200,
            Warm.BRIEFLY,
            () -> nacre.request("GET", RECORDS + question(Goods.anyChannel()), JSON, new byte[0]),
            () -> request("GET /orders?status=paid&channel=" + Goods.anyChannel(), new byte[0]));
    table.accept(rate("list 50 of %,d, filtered and sorted".formatted(goods.orders()), duel, 0.8));
    table.accept(
        Row.less(
            "  its p99", duel.ours(Load.Result::p99), duel.theirs(Load.Result::p99), " ms", 2));
  }

  private static String question(String channel) {
    String filter =
        """
        {"all": [{"field": "channel", "op": "eq", "value": "%s"},\
         {"field": "status", "op": "eq", "value": "paid"}]}\
        """
            .formatted(channel);
    return "?sort=-createdAt&fields="
        + FIELDS
        + "&filter="
        + URLEncoder.encode(filter, StandardCharsets.UTF_8);
  }

  private Duel<Load.Result> loads(int status, Warm warm, Load.Source ours, Load.Source theirs)
      throws Exception {
    var here = new Load(nacre.port(), CONNECTIONS, status, ours);
    var there = new Load(hand.port(), CONNECTIONS, status, theirs);
    warm.up(time -> here.run(time).rate());
    Warm.BRIEFLY.up(time -> there.run(time).rate());
    return Duel.of(ROUNDS, () -> here.run(ROUND), () -> there.run(ROUND));
  }

  private static byte[] request(String line, byte[] body) {
    return Wire.request(line, "Content-Type: application/json\r\n", body);
  }

  private static Row rate(String name, Duel<Load.Result> duel, double target) {
    return Row.more(
        name, duel.ours(Load.Result::rate), duel.theirs(Load.Result::rate), "/s", target);
  }

  private void aggregate() throws Exception {
    String question =
        """
        {"groupBy": [{"field": "channel"}, {"field": "createdAt", "by": "day"}],
         "measures": [{"fn": "count"}, {"fn": "sum", "field": "amount"}]}\
        """;
    String sql =
        """
        select channel, date_trunc('day', created_at at time zone 'Asia/Shanghai')::date, count(*),
          sum(amount) from app_bench."order" where deleted_at is null group by 1, 2 order by 1, 2\
        """;
    byte[] request =
        nacre.request(
            "POST", RECORDS + ":aggregate", JSON, question.getBytes(StandardCharsets.UTF_8));
    try (var wire = new Wire(nacre.port());
        Connection connection = nacre.connect()) {
      Duel.Side<Double> ours = () -> milliseconds(() -> answered(wire.send(request)));
      Duel.Side<Double> theirs = () -> milliseconds(() -> rows(connection, sql));
      ours.run();
      theirs.run();
      Duel<Double> duel = Duel.of(ROUNDS, ours, theirs);
      table.accept(
          Row.less(
              "aggregate %,d by channel and day".formatted(goods.orders()),
              duel.ours(Double::doubleValue),
              duel.theirs(Double::doubleValue),
              " ms",
              1.2));
    }
  }

  /** Work to be timed. */
  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private static double milliseconds(Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private static void answered(Wire.Answer answer) {
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.text());
    }
  }

  private static void rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int groups = 0;
      while (row.next()) {
        row.getBigDecimal(4);
        groups++;
      }
      if (groups == 0) {
        throw new IllegalStateException("nothing was added up");
      }
    }
  }

  private void load() throws Exception {
    Duel.Side<Double> ours = () -> imported(goods.file(FILE_ROWS));
    Duel.Side<Double> theirs = () -> copied(goods.file(FILE_ROWS));
    ours.run();
    theirs.run();
    Duel<Double> duel = Duel.of(3, ours, theirs);
    table.accept(
        Row.more(
            "validated CSV import",
            duel.ours(Double::doubleValue),
            duel.theirs(Double::doubleValue),
            " rows/s",
            0.5));
  }

  private double imported(byte[] file) throws Exception {
    long before = Goods.count(nacre);
    double took =
        milliseconds(
            () -> {
              String id = nacre.send(RECORDS + ":import", "text/csv", file).path("id").asText();
              JsonNode job = nacre.ask("GET", "/jobs/" + id, "");
              while (!List.of("done", "failed", "cancelled").contains(job.path("state").asText())) {
                Thread.sleep(20);
                job = nacre.ask("GET", "/jobs/" + id, "");
              }
            });
    long rows = Goods.count(nacre) - before;
    if (rows != FILE_ROWS) {
      throw new IllegalStateException("only " + rows + " were imported");
    }
    return rows / (took / 1000);
  }

  /** The rows as the table has them, sent by PostgreSQL's own bulk load. */
  private double copied(byte[] file) throws IOException, SQLException, Exception {
    byte[] rows = Copies.of(file);
    try (Connection connection = nacre.connect()) {
      double took =
          milliseconds(
              () ->
                  connection
                      .unwrap(PGConnection.class)
                      .getCopyAPI()
                      .copyIn(Copies.SQL, new ByteArrayInputStream(rows)));
      return FILE_ROWS / (took / 1000);
    }
  }
}
