package dev.nacre.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small apps with the mistakes that people make. Each case lies over the sound app of {@code
 * mistakes/base}; its {@code expected.json} names every problem, and no other may be told.
 */
class MistakesTest {
  private static final Path ROOT = Path.of(MistakesTest.class.getResource("/mistakes").getPath());

  /** What only a programmer can read. */
  private static final Pattern RAW =
      Pattern.compile(
          "#/|\\$defs|[a-z]+\\.[a-z]+\\.[A-Z]|Exception|\\[\\[|\\{\\d}|@[a-z]+\\.[a-z]");

  /** What a validator or parser would say in English. */
  private static final Pattern ENGLISH =
      Pattern.compile("\\b(must|does not|is not|expected|was|unexpected|found|should)\\b");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> all = Files.list(ROOT)) {
      return all
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.equals("base"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMistakeIsToldOnceAndNothingElse(String name) throws IOException {
    AppFiles files = app(name);

    assertThat(lines(Checks.check("shop", files))).isEqualTo(expected(name));
    assertThat(lines(Checks.check("shop", Canonical.of(files))))
        .as("as it is published")
        .isEqualTo(expected(name));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemSpeaksToPeopleInTheirLanguage(String name) throws IOException {
    for (Problem problem : Checks.check("shop", app(name))) {
      for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
        String message = problem.message(locale);
        String hint = problem.hint(locale);
        assertThat(message).as(problem.code()).isNotBlank().isNotEqualTo(problem.code());
        assertThat(hint).as(problem.code() + " hint").isNotBlank();
        assertThat(message + " " + hint).as(problem.code()).doesNotContainPattern(RAW);
      }
      assertThat(problem.message(Locale.CHINESE))
          .as(problem.code())
          .isNotEqualTo(problem.message(Locale.ENGLISH))
          .doesNotContainPattern(ENGLISH);
      assertThat(problem.hint(Locale.CHINESE))
          .as(problem.code())
          .isNotEqualTo(problem.hint(Locale.ENGLISH))
          .doesNotContainPattern(ENGLISH);
    }
  }

  private static String lines(List<Problem> problems) {
    return problems.stream()
        .map(p -> p.file() + " " + p.pointer() + " " + p.code())
        .sorted()
        .reduce("", (all, line) -> all + line + "\n");
  }

  private static String expected(String name) throws IOException {
    JsonNode json = Json.MAPPER.readTree(Files.readString(ROOT.resolve(name + "/expected.json")));
    var lines = new ArrayList<String>();
    for (JsonNode one : json) {
      lines.add(
          one.path("file").asText()
              + " "
              + one.path("pointer").asText()
              + " "
              + one.path("code").asText());
    }
    return lines.stream().sorted().reduce("", (all, line) -> all + line + "\n");
  }

  private static AppFiles app(String name) throws IOException {
    var files = new TreeMap<String, String>();
    read(ROOT.resolve("base"), files);
    read(ROOT.resolve(name), files);
    files.remove("expected.json");
    // a name that ends so takes a file of the base away
    files.keySet().stream()
        .filter(path -> path.endsWith(".gone"))
        .toList()
        .forEach(
            path -> {
              files.remove(path);
              files.remove(path.substring(0, path.length() - ".gone".length()));
            });
    return new AppFiles(files);
  }

  private static void read(Path root, Map<String, String> files) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
      }
    }
  }
}
