package dev.nacre.server;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command line and the environment ask for; the command line wins.
 *
 * @param data the data folder, absolute
 * @param port of HTTP; 0 means any that is free
 * @param demo whether the sample app and its accounts are installed into an empty database
 * @param simulator whether the shop simulator posts orders
 * @param once whether it stops again as soon as it has answered
 * @param external a database of one's own; null means the embedded one
 */
record Options(
    Path data,
    int port,
    boolean demo,
    boolean simulator,
    boolean once,
    @Nullable DatabaseAddress external) {

  private static final List<String> KNOWN =
      List.of(
          "--port <number>", "--data <folder>", "--empty", "--demo", "--no-simulator", "--once");

  static Options read(List<String> args, Map<String, String> environment) {
    String data = environment.getOrDefault("NACRE_DATA", "data");
    String port = environment.getOrDefault("NACRE_PORT", "8080");
    boolean empty = false;
    boolean demo = false;
    boolean simulator = true;
    boolean once = false;
    var rest = new ArrayDeque<>(args.stream().flatMap(Options::split).toList());
    while (!rest.isEmpty()) {
      String option = rest.pop();
      switch (option) {
        case "--data" -> data = value(option, rest);
        case "--port" -> port = value(option, rest);
        case "--empty" -> empty = true;
        case "--demo" -> demo = true;
        case "--no-simulator" -> simulator = false;
        case "--once" -> once = true;
        default ->
            throw new StartException("server.unknown_option", option, String.join(", ", KNOWN));
      }
    }
    DatabaseAddress external = DatabaseAddress.external(environment);
    // somebody's own database gets sample data only when asked for, and invented orders never
    boolean shown = !empty && (demo || external == null);
    return new Options(
        Path.of(data).toAbsolutePath().normalize(),
        port(port),
        shown,
        shown && simulator && external == null,
        once,
        external);
  }

  private static Stream<String> split(String arg) {
    return arg.startsWith("--") ? Arrays.stream(arg.split("=", 2)) : Stream.of(arg);
  }

  private static String value(String option, ArrayDeque<String> rest) {
    if (rest.isEmpty()) {
      throw new StartException("server.option_without_value", option);
    }
    return rest.pop();
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below, as for any other number that is no port
    }
    throw new StartException("server.not_a_port", text);
  }
}
