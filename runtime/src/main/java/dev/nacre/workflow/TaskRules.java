package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.util.ArrayList;
import java.util.List;

/** The stored form of a task's rules. */
final class TaskRules {
  private TaskRules() {}

  static String write(Task.Rules rules) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    if (rules.share() > 0) {
      node.put("share", rules.share());
    }
    rules.barred().forEach(node.withArray("barred")::add);
    rules.returnTo().forEach(node.withArray("returnTo")::add);
    rules.comment().forEach(action -> node.withArray("comment").add(action.id()));
    return Json.write(node);
  }

  static Task.Rules read(String json) {
    ObjectNode node = Stored.object(json);
    return new Task.Rules(
        node.path("share").asInt(),
        texts(node.path("barred")),
        texts(node.path("returnTo")),
        texts(node.path("comment")).stream().map(TaskAction::of).toList());
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
