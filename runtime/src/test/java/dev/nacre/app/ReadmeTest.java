package dev.nacre.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Change;
import dev.nacre.record.Outcome;
import dev.nacre.record.Query;
import dev.nacre.record.TestApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The app that the README shows is one: it imports as it stands there, and does what is said. */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```jsonc\n(.*?)```", Pattern.DOTALL);
  private static final Pattern FILE =
      Pattern.compile("// (\\S+\\.json)\n(.*?)(?=\n// \\S+\\.json\n|\\z)", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void theAppInFifteenLinesWorks(String readme) throws IOException {
    AppFiles files = PackZip.read(PackZip.write(app(readme)));

    assertThat(Checks.check("visits", files)).isEmpty();
    TestApp app = TestApp.of(files);
    Outcome made =
        app.change("visit", Change.create(TestApp.json("{'guest': 'Ann', 'persons': 3}")));
    assertThat(made.problems()).isEmpty();
    var visit = app.engine.query(app.forms, Query.of("visit"), TestApp.ADMIN).records().getFirst();
    assertThat(visit.get("badges")).hasToString("7.5");
    assertThat(app.documents.workflows()).containsKey("welcome");
  }

  private static AppFiles app(String readme) throws IOException {
    String text = Files.readString(root().resolve(readme));
    Matcher block = BLOCK.matcher(text);
    assertThat(block.find()).as("an app in %s", readme).isTrue();
    var files = new TreeMap<String, String>();
    Matcher file = FILE.matcher(block.group(1));
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    assertThat(files).containsKey("app.json").hasSizeGreaterThan(2);
    return new AppFiles(files);
  }

  /** Tests run in their module, or above it. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("README.md")) ? here : here.getParent();
  }
}
