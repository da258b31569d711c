package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import java.util.Arrays;
import java.util.List;

/** When an ingest is polled, into which form, and how records are found again. */
final class ScheduleRow extends Div {
  private static final List<String> LISTS = List.of("at", "key");

  private final Desk desk;
  private final String pointer;

  ScheduleRow(Desk desk, JsonNode ingest, String pointer) {
    this.desk = desk;
    this.pointer = pointer;
    addClassName("nd-schedule");
    for (String name :
        List.of("form", "key", "operation", "every", "at", "overlap", "lookBack", "sourceTime")) {
      add(input(ingest, name));
    }
  }

  private TextField input(JsonNode ingest, String name) {
    var input = new TextField(desk.text("connector.ingest." + name));
    input.getElement().setAttribute("data-ingest", name);
    JsonNode value = ingest.path(name);
    if (value.isArray()) {
      var parts = new java.util.ArrayList<String>();
      value.forEach(part -> parts.add(part.asText()));
      input.setValue(String.join(", ", parts));
    } else {
      input.setValue(value.asText());
    }
    for (Problem problem : desk.session().problems(desk.path())) {
      String at = pointer + "/" + name;
      if (problem.pointer().equals(at) || problem.pointer().startsWith(at + "/")) {
        input.setInvalid(true);
        input.setErrorMessage(Wording.of(problem, desk.locale()));
      }
    }
    input.addValueChangeListener(change -> write(name, change.getValue().strip()));
    return input;
  }

  private void write(String name, String text) {
    desk.editJson(
        json -> {
          if (json.at(pointer) instanceof ObjectNode ingest) {
            if (text.isEmpty()) {
              ingest.remove(name);
            } else if (LISTS.contains(name)) {
              ArrayNode list = Json.MAPPER.createArrayNode();
              Arrays.stream(text.split("[,\\s]+", -1))
                  .filter(part -> !part.isEmpty())
                  .forEach(list::add);
              ingest.set(name, list);
            } else {
              ingest.put(name, text);
            }
          }
        });
  }
}
