package dev.nacre.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One running application with the sample app, shared by all tests of a run that don't mind the
 * others' records and apps: starts are what such tests take longest for.
 */
public final class SharedNacre implements BeforeAllCallback {
  private RunningNacre nacre;

  private record Running(Path folder, RunningNacre nacre) implements AutoCloseable {
    static Running start() {
      try {
        Path folder = Files.createTempDirectory("nacre-shared");
        // partners of tests are on this machine, and nobody waits half a minute for a moment
        Map<String, String> partners =
            Map.of("NACRE_EGRESS_ALLOW", "127.0.0.1/32", "NACRE_MOMENTS_EVERY", "PT2S");
        return new Running(
            folder, RunningNacre.on(folder.resolve("data"), RunningNacre.freePort(), partners));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      nacre.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    nacre = of(context);
  }

  /** The one of this run; the first who asks starts it. */
  public static RunningNacre of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedNacre.class))
        .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .nacre();
  }

  /** The application; there from before all tests of a class on. */
  public RunningNacre nacre() {
    return nacre;
  }
}
