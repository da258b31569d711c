package dev.nacre.record.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.List;

/** Problems as a JSON column: codes and arguments, so that each reader gets their own language. */
final class JobProblems {
  private JobProblems() {}

  static String write(List<Problem> problems) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (Problem problem : problems) {
      ArrayNode args =
          array
              .addObject()
              .put("pointer", problem.pointer().replace("\0", ""))
              .put("code", problem.code())
              .putArray("args");
      problem.args().forEach(arg -> args.add(arg.replace("\0", "")));
    }
    return Json.write(array);
  }

  static List<Problem> read(String json) {
    try {
      var problems = new ArrayList<Problem>();
      for (JsonNode node : Json.MAPPER.readTree(json)) {
        var args = new ArrayList<String>();
        node.path("args").forEach(arg -> args.add(arg.asText()));
        problems.add(
            new Problem(null, node.path("pointer").asText(), node.path("code").asText(), args));
      }
      return List.copyOf(problems);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("written by ourselves: " + json, e);
    }
  }
}
