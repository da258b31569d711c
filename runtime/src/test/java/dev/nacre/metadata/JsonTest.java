package dev.nacre.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Documents that are made to fill the memory. */
class JsonTest {
  @Test
  void refusesADocumentThatIsShortAsTextAndLargeInMemory() {
    var problems = new Problems();

    assertThat(Json.read("[" + "{},".repeat(Json.TOKENS / 2) + "{}]", problems)).isNull();
    assertThat(problems.list()).extracting(Problem::code).containsExactly("json_too_many");
    assertThat(problems.list().getFirst().message(Locale.ENGLISH)).contains("more than 2");
  }

  @Test
  void takesADocumentOfAsManyPartsAsLongRequestsHave() {
    var problems = new Problems();

    assertThat(Json.read("[" + "{\"a\": 1},".repeat(400_000) + "{}]", problems)).hasSize(400_001);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void tellsTheFirstOfVeryManyFindingsAndThatThereAreMore() {
    var problems = new Problems();
    for (int i = 0; i < 20_000; i++) {
      problems.add("/" + i, "json_empty");
    }

    assertThat(problems.list()).hasSize(10_001);
    assertThat(problems.list().getLast().code()).isEqualTo("problems_many");
  }
}
