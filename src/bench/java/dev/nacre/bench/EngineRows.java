package dev.nacre.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Workflows, their queue, and what they reserve, beside engines of the same trade. */
final class EngineRows {
  private static final int ROUNDS = 3;
  private static final Duration ROUND = Duration.ofSeconds(4);

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
    if (wish.wants("inbox")) {
      inbox();
    }
    if (wish.wants("process")) {
      process();
    }
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

  private void inbox() throws Exception {
    var arriving = new Arriving(nacre, new Signed(nacre));
    try (Rival inserts = rival(Side.INSERT)) {
      duel("inbox append over HTTP, durable", Warm.BRIEFLY, arriving::singly, inserts::run, 1);
    }
    Warm.BRIEFLY.up(arriving::batched);
    table.accept(
        Row.alone("  in batches of 100", median(() -> arriving.batched(ROUND)), "/s", 10_000));
  }

  private static double median(Duel.Side<Double> side) throws Exception {
    var rates = new ArrayList<Double>();
    for (int i = 0; i < ROUNDS; i++) {
      rates.add(side.run());
    }
    return new Duel<>(rates, rates).ours(Double::doubleValue);
  }

  private void process() throws Exception {
    var incoming = new Incoming(nacre);
    Warm.LONG.up(incoming::run);
    double rate = median(() -> incoming.run(ROUND));
    table.accept(Row.alone("process inbox → routed order, stock reserved", rate, "/s", 1_000));
  }

  private void workflow() throws Exception {
    try (Rival flowable = rival(Side.FLOWABLE);
        Rival flow = flow()) {
      duel("workflow: start → branch → task → complete", Warm.LONG, flow::run, flowable::run, 5);
    }
  }

  private void queue() throws Exception {
    var queued = new Queued(nacre);
    try (Rival jobs = rival(Side.JOBS)) {
      duel("queue: enqueue + work", Warm.BRIEFLY, queued::run, jobs::run, 2);
    }
  }

  private void hot() throws Exception {
    try (Rival locks = rival(Side.LOCKS);
        Rival holds = holds()) {
      duel("hot-SKU reservation, 16 threads", Warm.BRIEFLY, holds::run, locks::run, 10);
    }
  }

  /** Both in turn, warm; what they manage a second. */
  private void duel(String name, Warm warm, Rival.Work ours, Rival.Work theirs, double target)
      throws Exception {
    warm.up(ours);
    warm.up(theirs);
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

  /** The packaged application in a process that also calls its engine, on a database of its own. */
  private Rival flow() throws IOException, SQLException {
    Path app = root.resolve("target/quarkus-app");
    Map<String, String> database = fresh("flow");
    var environment = new HashMap<>(database);
    environment.put("NACRE_DB_URL", database.get("BENCH_URL"));
    environment.put("NACRE_DB_USER", database.get("BENCH_USER"));
    environment.put("NACRE_DB_PASSWORD", database.get("BENCH_PASSWORD"));
    environment.put("NACRE_ADMIN_PASSWORD", Nacre.PASSWORD);
    return Rival.start(
        List.of(
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            // as the manifest of the packaged application says
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            Stream.of("quarkus/*", "app/*", "lib/boot/*", "lib/main/*")
                    .map(part -> app + "/" + part)
                    .collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator
                + root.resolve("target/bench/quarkus-app/app")
                + "/*",
            "dev.nacre.bench.FlowSide",
            String.valueOf(Server.freePort()),
            folder.resolve("flow").toString()),
        folder.resolve("flow.log"),
        environment);
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
