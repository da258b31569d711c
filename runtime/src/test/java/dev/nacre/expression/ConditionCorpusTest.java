package dev.nacre.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Schemas;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of {@code expression/condition}: what holds and what doesn't, also on PostgreSQL. */
class ConditionCorpusTest {
  private static TestTables tables;

  @BeforeAll
  static void createTables() throws SQLException {
    tables = new TestTables();
  }

  @AfterAll
  static void close() throws SQLException {
    tables.close();
  }

  static Stream<Corpus.Case> cases() {
    return Corpus.cases("condition");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheCorpus(Corpus.Case example) throws SQLException {
    Scope scope = example.scope();
    if (scope.record() instanceof TestRow row) {
      tables.insert(row);
    }
    for (JsonNode condition : example.json().path("holds")) {
      check(example, scope, condition, true);
    }
    for (JsonNode condition : example.json().path("fails")) {
      check(example, scope, condition, false);
    }
    for (JsonNode wrong : example.json().path("wrong")) {
      var problems = new Problems();
      Condition condition = Condition.read(wrong.get("condition"));
      var compiled =
          wrong.path("filter").asBoolean()
              ? Corpus.ENGINE.filter(condition, example.names(), "/when", problems)
              : Corpus.ENGINE.condition(condition, example.names(), "/when", problems);
      assertThat(Corpus.told(problems))
          .singleElement()
          .asString()
          .contains(wrong.get("tells").asText());
      assertThat(compiled).isNull();
    }
  }

  private static void check(Corpus.Case example, Scope scope, JsonNode json, boolean holds)
      throws SQLException {
    var problems = new Problems();
    Schemas.check("request/query", Json.MAPPER.createObjectNode().set("filter", json), problems);
    assertThat(problems.list()).as("by its schema: %s", json).isEmpty();
    Condition condition = Condition.read(json);
    CompiledCondition compiled = Corpus.ENGINE.condition(condition, example.names(), "", problems);
    assertThat(Corpus.told(problems)).as("%s", json).isEmpty();
    assertThat(compiled.test(scope)).as("%s", json).isEqualTo(holds);
    CompiledCondition filter = Corpus.ENGINE.filter(condition, example.names(), "", new Problems());
    if (filter != null && scope.record() instanceof TestRow row) {
      UUID id = (UUID) row.values[0];
      Set<UUID> found = tables.matching(example.shape(), filter.sql("a", scope));
      assertThat(found.contains(id)).as("in SQL: %s", json).isEqualTo(holds);
    }
  }
}
