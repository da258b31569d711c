package dev.nacre.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.workflow.Workflow;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Of a version that couldn't be published today, everything else is still there. */
class PublishedVersionTest {
  private static final String WORKFLOW =
      """
      {"id": "%s", "trigger": {"type": "record", "form": "thing", "on": ["create"]%s}, "steps": [%s]}\
      """;
  private static final String STEP =
      """
      {"id": "end", "type": "end", "settings": {}}\
      """;

  private static CompiledApp published(Map<String, String> more, Problems problems) {
    var files =
        new TreeMap<>(
            Map.of(
                "app.json", "{\"schemaVersion\": 1, \"id\": \"shop\"}",
                "forms/thing.json",
                    "{\"id\": \"thing\", \"fields\": [{\"id\": \"no\", \"type\": \"text\"}]}",
                "workflows/fine.json", WORKFLOW.formatted("fine", "", STEP)));
    files.putAll(more);
    AppFiles all = new AppFiles(files);
    assertThat(Checks.check("shop", all)).isNotEmpty();
    return Checks.published("shop", all, problems);
  }

  private static Workflow only(Map<String, String> more, String id) {
    var problems = new Problems();
    CompiledApp app = published(more, problems);
    assertThat(problems.list()).isEmpty();
    Workflow fine = Objects.requireNonNull(app.workflows().get("fine"));
    assertThat(fine.problems()).isEmpty();
    assertThat(fine.trigger()).isNotNull();
    return Objects.requireNonNull(app.workflows().get(id));
  }

  @Test
  void aWorkflowWithAMistakeKnowsItItself() {
    Workflow bad =
        only(
            Map.of(
                "workflows/bad.json",
                WORKFLOW.formatted(
                    "bad", "", "{\"id\": \"a\", \"type\": \"magic\", \"settings\": {}}")),
            "bad");
    assertThat(bad.problems()).extracting(Problem::code).containsExactly("kind_unknown");
    assertThat(bad.trigger()).isNotNull();
    assertThat(bad.root().find("a")).isPresent();
  }

  /** What its file says is then known in parts only: nothing of it runs as if that were all. */
  @Test
  void aWorkflowWhoseFileNoLongerHasTheRightShapeRunsNoStep() {
    Workflow bad =
        only(
            Map.of("workflows/bad.json", WORKFLOW.formatted("bad", ", \"whenever\": true", STEP)),
            "bad");
    assertThat(bad.problems()).isNotEmpty();
    assertThat(bad.trigger()).isNull();
    assertThat(bad.root().steps()).hasSize(1);
    assertThat(bad.root().steps().getFirst().action().getClass().getSimpleName())
        .isEqualTo("UnusableStep");
  }

  @Test
  void aFormWithAMistakeStillKeepsTheAppFromRunning() {
    var problems = new Problems();
    published(
        Map.of(
            "forms/thing.json",
            "{\"id\": \"thing\", \"fields\": [{\"id\": \"no\", \"type\": \"txet\"}]}"),
        problems);
    assertThat(problems.list()).isNotEmpty();
  }

  @Test
  void aFileOfWhichNothingCanBeReadStillKeepsTheAppFromRunning() {
    var problems = new Problems();
    published(Map.of("workflows/bad.json", "{\"id\": \"bad\", \"steps\": ["), problems);
    assertThat(problems.list()).isNotEmpty();
  }
}
