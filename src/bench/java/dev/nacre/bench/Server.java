package dev.nacre.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A packaged application as a process of its own, on a port of its own. */
final class Server implements AutoCloseable {
  private static final int START_SECONDS = 120;

  private final Process process;
  private final int port;

  private Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a jar and waits until it answers.
   *
   * @param options {@code %d} in one of them stands for the port
   */
  static Server start(Path jar, Path log, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    int port = freePort();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Dpolyglot.engine.WarnInterpreterOnly=false");
    for (String option : options) {
      if (option.startsWith("-D")) {
        command.add(option.formatted(port));
      }
    }
    command.addAll(List.of("-jar", jar.toString()));
    for (String option : options) {
      if (!option.startsWith("-D")) {
        command.add(option.formatted(port));
      }
    }
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().remove("NACRE_DB_URL");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    var server = new Server(builder.start(), port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    if (!awaitAnswer(port, server.process::isAlive)) {
      throw new IOException("it did not start:\n" + Files.readString(log));
    }
    return server;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until something answers there; gives whether it does. */
  static boolean awaitAnswer(int port, BooleanSupplier alive) throws InterruptedException {
    byte[] hello = Wire.request("GET /q/health/ready", "", new byte[0]);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end && alive.getAsBoolean()) {
      try (var wire = new Wire(port)) {
        wire.send(hello); // whatever it says, it is there
        return true;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    return false;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
