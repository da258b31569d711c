package dev.nacre.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The living PostgreSQL process of a cluster, as its pid file names it. */
final class Postmaster {
  private Postmaster() {}

  /** The process, if it lives and really is the PostgreSQL of that folder. */
  static Optional<ProcessHandle> of(Path cluster) throws IOException {
    Path file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(process -> serves(process, cluster));
  }

  // after a reboot the number may belong to anybody: only a stranger's name and folder tell
  private static boolean serves(ProcessHandle process, Path cluster) {
    ProcessHandle.Info info = process.info();
    boolean postgres = info.command().map(c -> Path.of(c).endsWith("postgres")).orElse(false);
    return postgres && info.commandLine().map(c -> c.contains(cluster.toString())).orElse(true);
  }
}
