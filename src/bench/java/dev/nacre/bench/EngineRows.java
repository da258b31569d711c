package dev.nacre.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Workflows, their queue, and what they reserve, beside engines of the same trade. */
final class EngineRows {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 3;
  private static final Duration WARM = Duration.ofSeconds(8);
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final String JSON = "application/json";

  private final Path root;
  private final Path folder;
  private final Nacre nacre;
  private final Consumer<Row> table;

  EngineRows(Path root, Path folder, Nacre nacre, Consumer<Row> table) {
    this.root = root;
    this.folder = folder;
    this.nacre = nacre;
    this.table = table;
  }

  void run(Wish wish) throws Exception {
    if (wish.wants("workflow")) {
      workflow();
    }
    if (wish.wants("queue")) {
      queue();
    }
    if (wish.wants("hot")) {
      hot();
    }
  }

  private void workflow() throws Exception {
    var refunds = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      String refund = "{\"refund_no\": \"R%d\", \"amount\": %d}".formatted(i, 2 * i);
      refunds.add(nacre.ask("POST", "/forms/refund/records", refund).path("id").asText());
    }
    var wires = new ArrayList<Wire>();
    for (int i = 0; i < CONNECTIONS; i++) {
      wires.add(new Wire(nacre.port()));
    }
    try (Rival flowable = rival(Side.FLOWABLE)) {
      duel(
          "workflow: start → branch → task → complete",
          time -> Threads.rate(CONNECTIONS, time, thread -> instance(wires.get(thread), refunds)),
          flowable::run,
          5);
    }
    for (Wire wire : wires) {
      wire.close();
    }
  }

  /** Started, branched, its task found and completed. */
  private int instance(Wire wire, List<String> refunds) throws IOException {
    String refund = refunds.get(ThreadLocalRandom.current().nextInt(refunds.size()));
    JsonNode started =
        answer(wire, "/workflows/refund/instances", "{\"record\": \"" + refund + "\"}", 201);
    String task = "";
    for (JsonNode event : started.path("timeline")) {
      task = event.path("detail").path("task").asText(task);
    }
    JsonNode closed = answer(wire, "/tasks/" + task + "/approve", "{}", 200);
    if (!closed.path("state").asText("done").equals("done")) {
      throw new IOException("not done: " + closed);
    }
    return 1;
  }

  private JsonNode answer(Wire wire, String path, String body, int status) throws IOException {
    Wire.Answer answer =
        wire.send(nacre.request("POST", path, JSON, body.getBytes(StandardCharsets.UTF_8)));
    if (answer.status() != status) {
      throw new IOException(path + ": " + answer.status() + " " + answer.text());
    }
    return MAPPER.readTree(answer.body());
  }

  private void queue() throws Exception {
    var queued = new Queued(nacre);
    try (Rival jobs = rival(Side.JOBS)) {
      duel("queue: enqueue + work", queued::run, jobs::run, 2);
    }
  }

  private void hot() throws Exception {
    try (Rival locks = rival(Side.LOCKS);
        Rival holds = holds()) {
      duel("hot-SKU reservation, 16 threads", holds::run, locks::run, 10);
    }
  }

  /** Both in turn, warm; what they manage a second. */
  private void duel(String name, Rival.Work ours, Rival.Work theirs, double target)
      throws Exception {
    ours.run(WARM);
    theirs.run(WARM);
    Duel<Double> duel = Duel.of(ROUNDS, () -> ours.run(ROUND), () -> theirs.run(ROUND));
    table.accept(
        Row.more(
            name, duel.ours(Double::doubleValue), duel.theirs(Double::doubleValue), "/s", target));
  }

  /** The other side, on a database of its own beside ours. */
  private Rival rival(Side side) throws IOException, SQLException {
    String name = side.name().toLowerCase(Locale.ROOT);
    return Rival.start(
        List.of(
            "-Xmx1g",
            "-jar",
            root.resolve("target/bench/quarkus-app/quarkus-run.jar").toString(),
            name),
        folder.resolve(name + ".log"),
        fresh(name));
  }

  /** Our engine of holds, without the application around it. */
  private Rival holds() throws IOException, SQLException {
    Path app = root.resolve("target/quarkus-app/lib/main");
    Path bench = root.resolve("target/bench/quarkus-app/app");
    return Rival.start(
        List.of(
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            app + "/*:" + bench + "/*",
            "dev.nacre.bench.HoldsSide"),
        folder.resolve("holds.log"),
        fresh("holds"));
  }

  private Map<String, String> fresh(String database) throws IOException, SQLException {
    try (Connection connection = nacre.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create database bench_" + database);
    }
    String url = nacre.databaseUrl();
    return Map.of(
        "BENCH_URL", url.substring(0, url.lastIndexOf('/')) + "/bench_" + database,
        "BENCH_USER", nacre.databaseUser(),
        "BENCH_PASSWORD", nacre.databasePassword());
  }
}
