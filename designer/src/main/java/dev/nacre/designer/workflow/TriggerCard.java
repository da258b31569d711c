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

  private final Desk desk;
  private final Div icon = new Div();
  private final Span name = new Span();
  private final Span does = new Span();

  TriggerCard(Desk desk, WorkflowEdit workflow) {
    this.desk = desk;
    addClassNames("nd-step", "nd-trigger");
    getElement().setAttribute("data-step", "-trigger");
    getElement().setAttribute("tabindex", "0");
    getElement().setAttribute("role", "treeitem");
    icon.addClassName("nd-step-icon");
    name.addClassName("nd-step-name");
    does.addClassName("nd-step-does");
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
    say(workflow);
  }

  /** Shows what starts it by now. */
  void say(WorkflowEdit workflow) {
    ObjectNode trigger = workflow.trigger().orElse(null);
    var triggers = desk.kinds().triggers();
    String type = trigger == null ? "" : trigger.path("type").asText();
    KindDescriptor kind =
        triggers.find(type).map(found -> triggers.descriptor(found.id())).orElse(null);
    icon.removeAll();
    icon.add(kind == null ? VaadinIcon.HAND.create() : Icons.of(kind));
    name.setText(title(desk, kind, type));
    does.setText(
        kind == null || trigger == null
            ? desk.text("trigger.none.help")
            : new StepWords(desk, workflow, kind).of(kind.properties(), trigger));
    does.setTitle(does.getText());
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
