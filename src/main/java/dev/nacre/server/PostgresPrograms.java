package dev.nacre.server;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's own programs. They refuse to run as root; for root they get a user namespace in
 * which the same person has another number.
 */
final class PostgresPrograms {
  private final Path home;
  private final List<String> prefix;

  PostgresPrograms(Path home) {
    this.home = home;
    this.prefix = prefix();
  }

  private static List<String> prefix() {
    if (new UnixSystem().getUid() != 0) {
      return List.of();
    }
    List<String> namespace = List.of("unshare", "-U");
    try {
      var probe = new ArrayList<>(namespace);
      probe.add("true");
      if (execute(probe).exit() == 0) {
        return namespace;
      }
    } catch (IOException e) {
      // there is no such program: said below
    }
    throw new StartException("server.database_as_root");
  }

  /** Puts them there unless they are. */
  void unpack() {
    PostgresArchive.unpack(home);
  }

  /** What a program said and how it ended. */
  record Outcome(int exit, String output) {}

  /** Runs a program to its end, or to the moment when it leaves a server behind. */
  Outcome run(String program, String... args) {
    var command = new ArrayList<>(prefix);
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(args));
    try {
      return execute(command);
    } catch (IOException e) {
      throw new StartException("server.database_failed", program, e);
    }
  }

  private static Outcome execute(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.onExit().join().exitValue(), output);
  }
}
