package dev.nacre.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A side of a row that is no server: a process of its own, so that nobody shares its compiler and
 * its heap, which works for as long as it is told and says how much it did a second.
 */
final class Rival implements AutoCloseable {
  private static final String ANSWER = "did ";

  private final Process process;
  private final Path log;
  private final BufferedReader answers;
  private final Writer orders;

  private Rival(Process process, Path log) {
    this.process = process;
    this.log = log;
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** What such a process does; it does so until the time is over. */
  @FunctionalInterface
  interface Work {
    /** How many things were done a second. */
    double run(Duration time) throws Exception;
  }

  /**
   * Starts one.
   *
   * @param java how Java finds it: {@code -jar …} or {@code -cp … Class}, and what it is told
   */
  static Rival start(List<String> java, Path log, Map<String, String> environment)
      throws IOException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(log.toFile());
    var rival = new Rival(builder.start(), log);
    Runtime.getRuntime().addShutdownHook(new Thread(rival::close));
    return rival;
  }

  /** Lets it work. */
  double run(Duration time) throws IOException {
    orders.write(time + "\n");
    orders.flush();
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(ANSWER)) {
        return Double.parseDouble(line.substring(ANSWER.length()));
      }
    }
    throw new IOException("it has died:\n" + Files.readString(log));
  }

  /** The other end: works when it is told, until nobody tells it any more. */
  static void serve(Work work) throws Exception {
    // what libraries print is no answer
    PrintStream out = System.out;
    System.setOut(System.err);
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(ANSWER + work.run(Duration.parse(line)));
        out.flush();
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
