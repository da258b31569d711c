package dev.nacre.acceptance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A first start made once after a build: its folder is what tests begin with, and the image of its
 * classes what their starts are quicker by. A first start as such is what {@code RunIT} is for.
 */
final class FirstStart {
  private static final Path HOME = RunningNacre.root().resolve("target/first-start");
  private static final Path IMAGE = HOME.resolve("nacre.aot");
  private static final List<String> EMPTY = List.of("--empty");
  private static final Set<Path> READY = new HashSet<>();

  private FirstStart() {}

  /** What {@code java} has to be told for a quick start. */
  static List<String> flags() {
    return made(List.of()).isPresent()
        ? List.of("-XX:AOTCache=" + IMAGE, "-Xlog:aot*=off")
        : List.of();
  }

  /**
   * Fills a folder that isn't there yet as a first start with those options would; with others than
   * it knows, it leaves that to the start itself.
   */
  static void fill(Path data, List<String> options) {
    if (!Files.exists(data)) {
      made(options).ifPresent(first -> copy(first, data));
    }
  }

  private static synchronized Optional<Path> made(List<String> options) {
    if (!options.isEmpty() && !options.equals(EMPTY)) {
      return Optional.empty();
    }
    Path folder = HOME.resolve(options.isEmpty() ? "sample" : "empty");
    if (READY.contains(folder)) {
      return Optional.of(folder);
    }
    // tests run in two processes
    try (var file =
            new RandomAccessFile(Files.createDirectories(HOME).resolve("lock").toFile(), "rw");
        FileLock _ = file.getChannel().lock()) {
      if (!isNew(folder)) {
        delete(folder);
        make(folder, options);
      }
      READY.add(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Optional.of(folder);
  }

  private static boolean isNew(Path folder) throws IOException {
    Path done = done(folder);
    return Files.exists(done)
        && Files.getLastModifiedTime(done)
                .compareTo(Files.getLastModifiedTime(RunningNacre.application()))
            > 0;
  }

  private static Path done(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".done");
  }

  private static void make(Path folder, List<String> options)
      throws IOException, InterruptedException {
    Files.deleteIfExists(done(folder));
    var flags = new ArrayList<String>();
    flags.add(options.isEmpty() ? "-XX:AOTCacheOutput=" + IMAGE : "-XX:AOTCache=" + IMAGE);
    flags.add("-Xlog:aot*=off");
    var builder = RunningNacre.java(flags, "--once", "--no-simulator", "--port", "0");
    builder.command().addAll(options);
    builder.command().addAll(List.of("--data", folder.toString()));
    builder.environment().put("NACRE_ADMIN_PASSWORD", RunningNacre.PASSWORD);
    builder.environment().remove("NACRE_DB_URL");
    // when it looks again is written down, and nobody wants to wait for that
    builder.environment().put("NACRE_MOMENTS_EVERY", "PT1S");
    Path log = HOME.resolve("first-start.log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
    Files.createFile(done(folder));
  }

  private static void copy(Path from, Path to) {
    try {
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              Path copy = to.resolve(from.relativize(folder));
              Files.createDirectories(copy.getParent());
              Files.copy(folder, copy, StandardCopyOption.COPY_ATTRIBUTES);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.copy(
                  file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
