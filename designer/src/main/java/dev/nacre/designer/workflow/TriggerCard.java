package dev.nacre.designer.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.kind.KindDescriptor;

/** What starts the workflow, at the top of the diagram. */
final class TriggerCard extends Div {

  TriggerCard(Desk desk, WorkflowEdit workflow) {
    addClassNames("nd-step", "nd-trigger");
    getElement().setAttribute("data-step", "-trigger");
    getElement().setAttribute("tabindex", "0");
    getElement().setAttribute("role", "treeitem");
    ObjectNode trigger = workflow.trigger().orElse(null);
    var triggers = desk.kinds().triggers();
    String type = trigger == null ? "" : trigger.path("type").asText();
    KindDescriptor kind =
        triggers.find(type).map(found -> triggers.descriptor(found.id())).orElse(null);
    var icon = new Div(kind == null ? VaadinIcon.HAND.create() : Icons.of(kind));
    icon.addClassName("nd-step-icon");
    var name = new Span(title(desk, kind, type));
    name.addClassName("nd-step-name");
    String summary =
        kind == null || trigger == null
            ? desk.text("trigger.none.help")
            : new StepWords(desk, workflow, kind).of(kind.properties(), trigger);
    var does = new Span(summary);
    does.addClassName("nd-step-does");
    does.setTitle(summary);
    var words = new Div(name, does);
    words.addClassName("nd-step-words");
    var sign = VaadinIcon.WARNING.create();
    sign.addClassName("nd-step-sign");
    add(icon, words, sign);
    getElement()
        .addEventListener("click", event -> desk.select(new Selection.Trigger()))
        .stopPropagation();
    getElement()
        .addEventListener("keydown", event -> desk.select(new Selection.Trigger()))
        .setFilter("event.target === element && ['Enter', ' '].includes(event.key)")
        .preventDefault();
  }

  private static String title(
      Desk desk, @org.jspecify.annotations.Nullable KindDescriptor kind, String type) {
    return kind != null
        ? desk.text("trigger.title", kind.label(desk.locale()))
        : type.isEmpty() ? desk.text("trigger.none") : type;
  }

  void mark(boolean selected, boolean wrong) {
    setClassName("nd-selected", selected);
    setClassName("nd-wrong", wrong);
  }
}
