package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.workspace.Addresses;
import java.util.UUID;

/** How one record looks on a board or in a calendar. */
final class Cards {
  private Cards() {}

  static Anchor title(ListPlan plan, ObjectNode row) {
    UUID id = UUID.fromString(row.path("id").asText());
    String text = plan.app().context().links().title(plan.form().id(), row);
    var link = new Anchor(Addresses.record(plan.app().address(), plan.form().id(), id), text);
    link.addClassName("title");
    return link;
  }

  /** The title and what else the view shows; what is empty, or not so, is left out. */
  static Div of(ListPlan plan, ObjectNode row, String except) {
    var card = new Div(title(plan, row));
    card.addClassName("nacre-board-card");
    card.getElement().setAttribute("data-record", row.path("id").asText());
    for (RenderedField field : plan.columns()) {
      JsonNode value = row.path(field.id());
      boolean title = plan.title().filter(t -> t.id().equals(field.id())).isPresent();
      boolean says =
          !value.isNull() && !value.isMissingNode() && !(value.isBoolean() && !value.asBoolean());
      if (!title && says && !field.id().equals(except)) {
        var label = new Span(field.label(plan.app().context()));
        label.addClassName("nacre-quiet");
        card.add(new Div(label, field.show(value, plan.app().context())));
      }
    }
    return card;
  }
}
