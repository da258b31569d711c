package dev.nacre.bench;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Measures Nacre beside what one would write by hand: starts both on one database, fills it, and
 * prints a line for each thing that was measured. With {@code hand} it is that other side, with the
 * name of a {@link Side} one of the others.
 */
@QuarkusMain
public final class Bench {
  private Bench() {}

  /** Runs one or the other. */
  public static void main(String... arguments) throws Exception {
    String first = arguments.length > 0 ? arguments[0] : "";
    if (first.equals("hand")) {
      Quarkus.run(arguments);
    } else if (Arrays.stream(Side.values()).anyMatch(side -> first.equals(named(side)))) {
      Side.valueOf(first.toUpperCase(Locale.ROOT)).serve();
    } else {
      Logger.getLogger("")
          .setLevel(Level.WARNING); // the driver tells everything, until somebody says
      measure(Path.of(System.getProperty("nacre.root", ".")), wish(arguments));
    }
  }

  private static Wish wish(String... arguments) {
    try {
      return Wish.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      throw e;
    }
  }

  private static String named(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  private static void measure(Path root, Wish wish) throws Exception {
    Path folder = root.resolve("target/bench/run");
    clear(folder);
    Files.createDirectories(folder);
    say("Starting Nacre on an empty folder …");
    try (Nacre nacre = Nacre.start(root, folder)) {
      say("Filling in %,d orders, until they are indexed …".formatted(wish.orders()));
      Goods goods = Goods.fill(nacre, wish.orders());
      try (Server hand = hand(root, folder, nacre)) {
        say("Measuring: ours, theirs, ratio, target. It takes some minutes.");
        new RecordRows(nacre, hand, goods, System.out::println).run(wish);
      }
      new EngineRows(root, folder, nacre, System.out::println).run(wish);
    }
  }

  private static Server hand(Path root, Path folder, Nacre nacre)
      throws IOException, InterruptedException {
    return Server.start(
        root.resolve("target/bench/quarkus-app/quarkus-run.jar"),
        folder.resolve("hand.log"),
        Map.of(
            "QUARKUS_DATASOURCE_JDBC_URL", nacre.databaseUrl(),
            "QUARKUS_DATASOURCE_USERNAME", nacre.databaseUser(),
            "QUARKUS_DATASOURCE_PASSWORD", nacre.databasePassword()),
        "-Dquarkus.http.port=%d",
        "hand");
  }

  private static void say(String text) {
    System.out.println(text);
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
