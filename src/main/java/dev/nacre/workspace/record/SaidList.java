package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Text;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.NamedRoles;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import java.util.List;

/** What people did with a task and said about it, with the files that they attached. */
final class SaidList extends Div {
  private final OpenApp app;
  private final People people;

  SaidList(OpenApp app, People people, List<InstanceEvent> said) {
    this.app = app;
    this.people = people;
    addClassName("nacre-said");
    said.forEach(event -> add(one(event)));
    setVisible(!said.isEmpty());
  }

  private Component one(InstanceEvent event) {
    JsonNode detail = event.detail();
    String who = people.name(event.who(), getLocale());
    String as = detail.path("as").asText();
    var name =
        new Span(
            as.isEmpty() ? who : getTranslation("task.for", who, people.name(as, getLocale())));
    name.addClassName("who");
    String action = detail.path("action").asText();
    String to = detail.path("to").asText();
    // a step that a task went back to, and a role, may be called like a person
    boolean person =
        !action.equals("return") && !NamedRoles.role(detail, to, false) && people.isPerson(to);
    var what =
        new Span(
            getTranslation("task.done." + action)
                + (person ? " → " + people.name(to, getLocale()) : ""));
    what.addClassName("nacre-quiet");
    var line = new Div(name, what);
    line.addClassName("line");
    var box = new Div(line);
    String comment = detail.path("comment").asText();
    if (!comment.isBlank()) {
      var words = new Div(comment);
      words.addClassName("words");
      box.add(words);
    }
    box.add(files(detail.path("attachments"), app));
    return box;
  }

  /** Files that can be opened; nothing when there are none. */
  static Component files(JsonNode attachments, OpenApp app) {
    return attachments.isEmpty() ? new Span() : field(app, "").show(attachments, app.context());
  }

  /** A place to attach files to what is done. */
  static RenderedField field(OpenApp app, String label) {
    return app.renderers()
        .of(
            new FieldDefinition(
                "attachments",
                "file",
                Text.of(label),
                null,
                false,
                false,
                false,
                false,
                null,
                null,
                Json.MAPPER.createObjectNode().put("multiple", true)));
  }
}
