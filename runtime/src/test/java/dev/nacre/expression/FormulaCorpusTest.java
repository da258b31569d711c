package dev.nacre.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of {@code expression/formula}: formulas with what they give, refuse or fail with. */
class FormulaCorpusTest {

  static Stream<Corpus.Case> cases() {
    return Corpus.cases("formula");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheCorpus(Corpus.Case example) {
    Scope scope = example.scope();
    for (Map.Entry<String, JsonNode> one : example.json().path("gives").properties()) {
      Object value = compile(example, one.getKey()).evaluate(scope);
      JsonNode expected = one.getValue();
      String shown = value == null ? null : Values.text(value, scope.zone());
      assertThat(shown)
          .as(one.getKey())
          .isEqualTo(
              expected.isNull() ? null : Values.text(Values.fromJson(expected), scope.zone()));
      if (expected.isNumber() || expected.isBoolean()) {
        assertThat(value).as(one.getKey()).isInstanceOf(Values.fromJson(expected).getClass());
      }
    }
    for (Map.Entry<String, JsonNode> one : example.json().path("types").properties()) {
      assertThat(compile(example, one.getKey()).type().name().toLowerCase(java.util.Locale.ROOT))
          .as(one.getKey())
          .isEqualTo(one.getValue().asText());
    }
    for (Map.Entry<String, JsonNode> one : example.json().path("fails").properties()) {
      var fault =
          catchThrowableOfType(
              FormulaException.class, () -> compile(example, one.getKey()).evaluate(scope));
      assertThat(fault).as(one.getKey()).isNotNull();
      assertThat(Corpus.told(fault.problems().getFirst())).contains(one.getValue().asText());
    }
    for (Map.Entry<String, JsonNode> one : example.json().path("wrong").properties()) {
      var problems = new Problems();
      CompiledFormula compiled =
          Corpus.ENGINE.formula(one.getKey(), example.names(), "/formula", problems);
      assertThat(Corpus.told(problems))
          .as(one.getKey())
          .singleElement()
          .asString()
          .contains(one.getValue().asText());
      assertThat(compiled).isNull();
    }
  }

  private static CompiledFormula compile(Corpus.Case example, String formula) {
    var problems = new Problems();
    CompiledFormula compiled = Corpus.ENGINE.formula(formula, example.names(), "", problems);
    assertThat(Corpus.told(problems)).as(formula).isEmpty();
    return compiled;
  }
}
