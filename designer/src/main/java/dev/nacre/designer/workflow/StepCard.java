package dev.nacre.designer.workflow;

import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Dragged;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.StepView;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.kind.KindDescriptor;

/** A step in the diagram, to be selected, dragged and removed. */
final class StepCard extends Div {
  private final Desk desk;
  private final String id;
  private final Span name = new Span();
  private final Span does = new Span();
  private final Div tools = new Div();

  StepCard(Desk desk, WorkflowEdit workflow, StepView step) {
    this.desk = desk;
    this.id = step.id();
    addClassName("nd-step");
    getElement().setAttribute("data-step", id);
    KindDescriptor kind = new Flow(desk).kind(step.type()).orElse(null);
    getElement().setAttribute("data-family", kind == null ? "" : kind.group());
    var icon = new Div(Icons.of(kind));
    icon.addClassName("nd-step-icon");
    name.addClassName("nd-step-name");
    does.addClassName("nd-step-does");
    var words = new Div(name, does);
    words.addClassName("nd-step-words");
    var sign = VaadinIcon.WARNING.create();
    sign.addClassName("nd-step-sign");
    tools.addClassName("nd-tools");
    add(icon, words, sign, tools);
    getElement()
        .addEventListener("click", event -> desk.select(new Selection.Step(id)))
        .stopPropagation();
    StepKeys.on(this, desk, id);
    DragSource<StepCard> source = DragSource.create(this);
    source.setEffectAllowed(EffectAllowed.MOVE);
    source.setDragData(new Dragged.Step(id));
    say(workflow, step);
  }

  /** Shows what the step is called and does by now. */
  void say(WorkflowEdit workflow, StepView step) {
    KindDescriptor kind = new Flow(desk).kind(step.type()).orElse(null);
    String kindName = kind == null ? step.type() : kind.label(desk.locale());
    String title =
        step.json().has("name")
            ? Definitions.text(step.json().get("name"), desk.locale(), kindName)
            : kindName;
    String summary = kind == null ? "" : new StepWords(desk, workflow, kind).of(step);
    getElement().setAttribute("aria-label", title);
    name.setText(title);
    does.setText(summary.isEmpty() ? kindName : summary);
    does.setTitle(does.getText());
  }

  /** Shows whether the step is selected, and whether something is wrong with it. */
  void mark(boolean selected, boolean wrong) {
    setClassName("nd-selected", selected);
    setClassName("nd-wrong", wrong);
    getElement().setAttribute("aria-selected", String.valueOf(selected));
    if (!selected) {
      tools.removeAll();
    } else if (tools.getChildren().findAny().isEmpty()) {
      getElement().executeJs("this.scrollIntoView({block: 'nearest', inline: 'nearest'})");
      var flow = new Flow(desk);
      tools.add(
          Icons.button(VaadinIcon.ARROW_UP, desk.text("up"), () -> flow.step(id, -1)),
          Icons.button(VaadinIcon.ARROW_DOWN, desk.text("down"), () -> flow.step(id, 1)),
          Icons.button(VaadinIcon.COPY_O, desk.text("duplicate"), () -> flow.duplicate(id)),
          Icons.button(VaadinIcon.TRASH, desk.text("delete"), () -> flow.remove(id)));
    }
  }
}
