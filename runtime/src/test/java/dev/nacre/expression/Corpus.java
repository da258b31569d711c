package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The cases below {@code expression/}: a record, and what is said of it. */
final class Corpus {
  static final ExpressionEngine ENGINE = new ExpressionEngine(new Scripts());

  private Corpus() {}

  record Case(String name, JsonNode json) {
    @Override
    public String toString() {
      return name;
    }

    TestShape shape() {
      return TestShape.FORMS.get(json.path("form").asText("order"));
    }

    Scope scope() {
      JsonNode user = json.path("user");
      Set<String> roles = new TreeSet<>();
      user.path("roles").forEach(role -> roles.add(role.asText()));
      Map<String, JsonNode> trees = new HashMap<>();
      json.path("trees").properties().forEach(t -> trees.put(t.getKey(), t.getValue()));
      Row record = json.has("record") ? TestRow.of(shape(), json.get("record")) : null;
      return new Scope(
          record,
          json.has("old") ? TestRow.of(shape(), json.get("old")) : null,
          json.has("line") ? record : null,
          new Scope.User(user.path("id").asText("mei"), user.path("name").asText("梅"), roles),
          "order_hub",
          Instant.parse(json.path("now").asText("2026-03-04T05:06:07Z")),
          ZoneId.of(json.path("zone").asText("Asia/Shanghai")),
          trees,
          (form, field, value, wanted) ->
              json.path("lookups").path(form).path(String.valueOf(value)).isMissingNode()
                  ? null
                  : Values.fromJson(json.at("/lookups/" + form + "/" + value)));
    }

    Names names() {
      Names names = Names.of(shape(), TestShape.FORMS::get);
      var trees = new TreeSet<String>();
      json.path("trees").fieldNames().forEachRemaining(trees::add);
      names = names.withTrees(trees);
      return json.has("old") ? names.withOld() : names;
    }
  }

  static Stream<Case> cases(String folder) {
    try (Stream<Path> files =
        Files.list(Path.of(Corpus.class.getResource("/expression/" + folder).toURI()))) {
      return files.sorted().map(Corpus::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Case read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".json", "");
      return new Case(name, TestShape.JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** A problem as the corpus writes it: pointer, code and English message. */
  static List<String> told(Problems problems) {
    return problems.list().stream().map(Corpus::told).toList();
  }

  static String told(Problem problem) {
    return problem.pointer()
        + " "
        + problem.code()
        + ": "
        + problem.message(Locale.ENGLISH)
        + " "
        + problem.hint(Locale.ENGLISH);
  }
}
