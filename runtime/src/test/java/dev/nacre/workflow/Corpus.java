package dev.nacre.workflow;

import dev.nacre.metadata.AppFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The cases in {@code workflow/<case>/}: an app's files, {@code script.json} and {@code
 * expected.json}. What a case doesn't bring comes from {@code workflow/base/}.
 */
final class Corpus {
  private static final Path ROOT = root();

  private Corpus() {}

  private static Path root() {
    try {
      return Path.of(Objects.requireNonNull(Corpus.class.getResource("/workflow")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The cases that have that file. */
  static List<String> cases(String file) {
    try (Stream<Path> all = Files.list(ROOT)) {
      return all.filter(folder -> Files.exists(folder.resolve(file)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A case's app. */
  static AppFiles app(String name) {
    var files = new TreeMap<String, String>();
    read(ROOT.resolve("base"), files);
    read(ROOT.resolve(name), files);
    files.remove("script.json");
    files.remove("expected.json");
    files.remove("problems.json");
    return new AppFiles(files);
  }

  private static void read(Path folder, Map<String, String> files) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of a case's own files. */
  static String text(String name, String file) {
    try {
      return Files.readString(ROOT.resolve(name).resolve(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
