package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.workflow.FillField;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.Task;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tasks as JSON. */
final class TaskJson {
  private final Locale locale;
  private final Map<String, String> deputies;

  /**
   * A way to write tasks.
   *
   * @param deputies of their people who are away today, who acts for them
   */
  TaskJson(Locale locale, Map<String, String> deputies) {
    this.locale = locale;
    this.deputies = deputies;
  }

  ObjectNode json(Task task) {
    ObjectNode node = Answers.object();
    node.put("id", task.id().toString());
    node.put("workflow", task.workflow());
    node.put("instance", task.instance().toString());
    node.put("step", task.step());
    node.put("form", task.form());
    node.put("record", task.record() == null ? null : task.record().toString());
    node.put("title", task.title().in(locale));
    node.put("mode", task.mode().id());
    int turn = task.turn();
    ArrayNode assignees = node.putArray("assignees");
    task.assignees().forEach(assignee -> assignees.add(json(assignee, turn)));
    ArrayNode actions = node.putArray("actions");
    task.actions().forEach(action -> actions.add(action.id()));
    Task.Rules rules = task.rules();
    rules.returnTo().forEach(node.putArray("returnTo")::add);
    ArrayNode reasoned = node.putArray("commentNeeded");
    rules.comment().forEach(action -> reasoned.add(action.id()));
    node.put("state", task.state().id());
    node.put("dueAt", task.dueAt() == null ? null : task.dueAt().toString());
    node.put("createdAt", task.createdAt().toString());
    node.put("decision", task.decision() == null ? null : task.decision().id());
    node.put("comment", task.comment());
    node.put("doneBy", task.doneBy());
    node.put("doneAt", task.doneAt() == null ? null : task.doneAt().toString());
    node.put("urgedAt", task.urgedAt() == null ? null : task.urgedAt().toString());
    return node;
  }

  private ObjectNode json(Task.Assignee assignee, int turn) {
    ObjectNode one = Answers.object();
    if (assignee.role() != null) {
      one.put("role", assignee.role());
    }
    if (assignee.user() != null) {
      one.put("user", assignee.user());
      String deputy = deputies.get(assignee.user());
      if (deputy != null) {
        one.put("deputy", deputy);
      }
    }
    if (assignee.turn() != turn) {
      one.put("turn", assignee.turn() < turn ? "over" : "later");
    }
    Task.Given given = assignee.given();
    if (given != null) {
      one.put("decision", given.action().id());
      one.put("by", given.by());
      one.put("comment", given.comment());
      one.put("at", given.at().toString());
    }
    return one;
  }

  /** What people did with a task and said about it. */
  static ArrayNode said(List<InstanceEvent> events) {
    ArrayNode all = Answers.object().putArray("said");
    for (InstanceEvent event : events) {
      ObjectNode one = all.addObject();
      one.put("by", event.who()).put("at", event.at().toString());
      one.setAll(event.detail());
      one.remove("task");
    }
    return all;
  }

  /** The fields that a task asks to fill in. */
  static ArrayNode fields(List<FillField> fields) {
    ArrayNode all = Answers.object().putArray("fields");
    for (FillField field : fields) {
      ObjectNode one = all.addObject();
      one.put("field", field.id()).put("required", field.required());
      if (!field.columns().isEmpty()) {
        field.columns().forEach(one.putArray("columns")::add);
      }
      one.set("value", field.value());
    }
    return all;
  }
}
