package dev.nacre.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference page names every function, and its examples compile. */
class FormulaReferenceTest {
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)\\(.*?\\)` \\| `(.+?)` \\|");

  @Test
  void namesEveryFunctionOfOurs() throws IOException {
    Set<String> documented = new TreeSet<>(rows().stream().map(row -> row.group(1)).toList());
    Set<String> ours = new TreeSet<>(Functions.names());
    EvalExFunctions.all().stream()
        .map(FormulaFunction::name)
        .filter(name -> !documented.contains(name))
        .forEach(ours::remove);
    ours.remove("average"); // told beside avg
    assertThat(documented).isEqualTo(ours);
  }

  @Test
  void givesExamplesThatCompile() throws IOException {
    Names names = Names.of(TestShape.FORMS.get("order"), TestShape.FORMS::get);
    for (MatchResult row : rows()) {
      var problems = new Problems();
      Corpus.ENGINE.formula(row.group(2).replace("phone", "note"), names, "", problems);
      assertThat(Corpus.told(problems)).as(row.group(2)).isEmpty();
    }
  }

  private static List<MatchResult> rows() throws IOException {
    Path docs = Path.of("docs");
    String page =
        Files.readString(
            (Files.exists(docs) ? docs : Path.of("../docs")).resolve("reference/formulas.md"));
    return ROW.matcher(page).results().toList();
  }
}
