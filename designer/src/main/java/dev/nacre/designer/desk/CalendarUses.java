package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.StepView;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import java.util.ArrayList;
import java.util.List;

/** The settings of a workflow's steps that name a calendar. */
final class CalendarUses {
  private final List<Use> uses = new ArrayList<>();

  private record Use(ObjectNode holder, String name) {
    boolean names(String id) {
      JsonNode value = holder.path(name);
      return value.isTextual() && value.asText().equals(id);
    }
  }

  private CalendarUses() {}

  static CalendarUses of(WorkflowEdit workflow, Desk desk) {
    var uses = new CalendarUses();
    for (StepView step : workflow.all()) {
      new Flow(desk)
          .kind(step.type())
          .ifPresent(kind -> uses.look(kind.properties(), step.json().path("settings")));
    }
    return uses;
  }

  /** Blocks hold steps of their own, which are looked at by themselves. */
  private void look(List<Property> properties, JsonNode json) {
    for (Property property : properties) {
      JsonNode value = json.path(property.name());
      if (property.shape() instanceof Shape.Computed(String named)
          && AppCalendars.CALENDARS.equals(named)
          && json instanceof ObjectNode holder) {
        uses.add(new Use(holder, property.name()));
      } else if (property.shape() instanceof Shape.Group group) {
        look(group.properties(), value);
      } else if (property.shape() instanceof Shape.Many(Shape.Group group)) {
        value.forEach(one -> look(group.properties(), one));
      }
    }
  }

  /** Whether any of them is computed. */
  boolean byRecord() {
    return uses.stream().anyMatch(use -> use.holder().path(use.name()).isObject());
  }

  /** Whether any of them is the calendar with that id. */
  boolean names(String id) {
    return uses.stream().anyMatch(use -> use.names(id));
  }

  /** Names another one wherever that one was named, and says whether it was. */
  boolean rename(String from, String to) {
    List<Use> found = uses.stream().filter(use -> use.names(from)).toList();
    found.forEach(use -> use.holder().put(use.name(), to));
    return !found.isEmpty();
  }
}
