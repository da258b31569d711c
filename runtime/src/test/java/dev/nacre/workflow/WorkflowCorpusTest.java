package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Rows;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the corpus: a script of acts and clock moves, and what must come of it. */
class WorkflowCorpusTest {

  static Stream<String> played() {
    return Corpus.cases("script.json").stream();
  }

  static Stream<String> wrong() {
    return Corpus.cases("problems.json").stream();
  }

  @ParameterizedTest
  @MethodSource("played")
  void playsOutAsExpected(String name) throws JsonProcessingException {
    TestFlow flow = TestFlow.of(Corpus.app(name));
    var play = new Play(flow);
    for (JsonNode act : Json.MAPPER.readTree(Corpus.text(name, "script.json"))) {
      play.act(act);
      play.look();
      assertThat(wronglyAwaited(flow)).isEmpty();
    }
    JsonNode expected = Json.MAPPER.readTree(Corpus.text(name, "expected.json"));
    ObjectNode actual = play.outcome();
    assertThat(narrowed(actual, expected).toPrettyString()).isEqualTo(expected.toPrettyString());
  }

  /** Places of tasks that say that they are waited for and aren't, or the other way round. */
  private static List<String> wronglyAwaited(TestFlow flow) {
    return Rows.query(
        flow.database,
        """
        SELECT t.workflow || '/' || t.step || '/' || a.ordinal AS place
        FROM nacre.task t JOIN nacre.task_assignee a ON a.task = t.id
        WHERE (a.awaited_in, a.due_at) IS DISTINCT FROM (
          CASE WHEN t.state = 'open' AND a.turn = t.turn AND a.decision IS NULL THEN t.app END,
          CASE WHEN t.state = 'open' AND a.turn = t.turn AND a.decision IS NULL THEN t.due_at END)\
        """,
        List.of(),
        row -> row.getString("place"));
  }

  /** Only what the expectation speaks of, so that a case names what matters to it. */
  private static JsonNode narrowed(JsonNode actual, JsonNode expected) {
    if (actual.isObject() && expected.isObject()) {
      ObjectNode narrow = Json.MAPPER.createObjectNode();
      expected
          .fieldNames()
          .forEachRemaining(
              key -> {
                if (actual.has(key)) {
                  narrow.set(key, narrowed(actual.get(key), expected.get(key)));
                }
              });
      return narrow;
    }
    if (actual.isArray() && expected.isArray()) {
      ArrayNode narrow = Json.MAPPER.createArrayNode();
      for (int i = 0; i < actual.size(); i++) {
        narrow.add(expected.has(i) ? narrowed(actual.get(i), expected.get(i)) : actual.get(i));
      }
      return narrow;
    }
    return actual;
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void reportsEverythingThatIsWrong(String name) throws JsonProcessingException {
    JsonNode expected = Json.MAPPER.readTree(Corpus.text(name, "problems.json"));
    List<Problem> found = TestFlow.check(Corpus.app(name)).list();
    assertThat(found.stream().map(p -> p.pointer() + " " + p.code()))
        .containsExactlyElementsOf(
            Json.MAPPER.convertValue(
                expected, new com.fasterxml.jackson.core.type.TypeReference<List<String>>() {}));
    assertThat(found)
        .allSatisfy(
            p -> {
              assertThat(p.message(java.util.Locale.ENGLISH)).isNotEqualTo(p.code());
              assertThat(p.message(java.util.Locale.CHINESE))
                  .isNotEqualTo(p.message(java.util.Locale.ENGLISH));
              assertThat(p.hint(java.util.Locale.CHINESE)).isNotEmpty();
            });
  }
}
