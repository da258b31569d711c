package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.List;

/** Problems as they are stored: without texts, so that everybody reads them in their language. */
final class ProblemJson {
  private ProblemJson() {}

  static ArrayNode write(List<Problem> problems) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Problem problem : problems) {
      ObjectNode node = array.addObject();
      if (problem.file() != null) {
        node.put("file", problem.file());
      }
      node.put("pointer", problem.pointer()).put("code", problem.code());
      ArrayNode args = node.putArray("args");
      problem.args().forEach(args::add);
    }
    return array;
  }

  static List<Problem> read(JsonNode json) {
    var problems = new ArrayList<Problem>();
    for (JsonNode node : json) {
      var args = new ArrayList<String>();
      node.path("args").forEach(arg -> args.add(arg.asText()));
      problems.add(
          new Problem(
              node.path("file").asText(null),
              node.path("pointer").asText(),
              node.path("code").asText(),
              args));
    }
    return problems;
  }
}
