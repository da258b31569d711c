package dev.nacre.designer.workflow;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.Spot;
import dev.nacre.designer.draft.StepView;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open workflow from top to bottom: what starts it, and its steps. */
public final class FlowCanvas extends Div {
  private static final int[] ZOOMS = {100, 85, 70, 55};

  private final Desk desk;
  private final Flow flow;
  private final StepPopover popover;
  private final Div diagram = new Div();
  private final Map<String, StepCard> cards = new HashMap<>();
  private @Nullable TriggerCard trigger;
  private final Map<String, Lanes> lanes = new HashMap<>();
  private List<Object> drawn = List.of();
  private int zoom;

  /** The canvas of that desk. */
  public FlowCanvas(Desk desk) {
    this.desk = desk;
    this.flow = new Flow(desk);
    this.popover = new StepPopover(desk);
    addClassNames("nd-canvas", "nd-flow-canvas");
    diagram.addClassName("nd-flow");
    diagram.getElement().setAttribute("role", "tree");
    diagram.getElement().setAttribute("aria-label", desk.text("flow"));
    var tools =
        new Div(
            Icons.button(VaadinIcon.SEARCH_MINUS, desk.text("zoom.out"), () -> zoom(1)),
            Icons.button(VaadinIcon.SEARCH_PLUS, desk.text("zoom.in"), () -> zoom(-1)));
    tools.addClassName("nd-zoom");
    add(tools, diagram, popover);
    getElement()
        .addEventListener("click", event -> desk.select(new Selection.Whole()))
        .setFilter("event.target === element || event.target.classList.contains('nd-flow')");
    desk.listen(this::happened);
    draw();
  }

  private void happened(Desk.Event event) {
    if (event == Desk.Event.SELECTED || event == Desk.Event.CHECKED) {
      mark();
    } else {
      draw();
    }
  }

  private void zoom(int by) {
    zoom = Math.clamp((long) zoom + by, 0, ZOOMS.length - 1);
    diagram.getStyle().set("zoom", ZOOMS[zoom] + "%");
  }

  /**
   * As long as the same steps stand in the same places only their words change: a click that comes
   * on the heels of an edit still meets the step it was meant for.
   */
  private void draw() {
    WorkflowEdit workflow = flow.workflow().orElse(null);
    List<Object> now = workflow == null ? List.of() : places(workflow);
    // two with one id can only be told apart by drawing them again
    boolean twins = workflow != null && cards.size() < workflow.all().size();
    if (workflow == null || twins || !now.equals(drawn)) {
      drawn = now;
      diagram.removeAll();
      cards.clear();
      lanes.clear();
      trigger = null;
      if (workflow != null) {
        draw(workflow);
      } else if (desk.on("workflows")) {
        diagram.add(new Paragraph(desk.text("canvas.unreadable")));
      }
    } else {
      say(workflow);
    }
    mark();
  }

  private List<Object> places(WorkflowEdit workflow) {
    var places = new ArrayList<>();
    places.add(desk.path());
    for (StepView step : workflow.all()) {
      places.add(List.of(step.id(), step.type(), step.pointer()));
      step.blocks()
          .forEach(
              block -> places.add(List.of(block.pointer(), block.written(), block.steps().size())));
    }
    return places;
  }

  private void say(WorkflowEdit workflow) {
    if (trigger != null) {
      trigger.say(workflow);
    }
    for (StepView step : workflow.all()) {
      StepCard card = cards.get(step.id());
      if (card != null) {
        card.say(workflow, step);
      }
      Lanes forks = lanes.get(step.id());
      if (forks != null) {
        forks.say(workflow, step);
      }
    }
  }

  private void draw(WorkflowEdit workflow) {
    trigger = new TriggerCard(desk, workflow);
    var end = new Span(desk.text("flow.end"));
    end.addClassName("nd-flow-end");
    diagram.add(trigger, block(workflow, workflow.steps(), Spot.root(null), true), end);
  }

  /** Steps below each other, with a place to put another one between any two. */
  private Div block(WorkflowEdit workflow, List<StepView> steps, Spot spot, boolean root) {
    var block = new Div();
    block.addClassName("nd-block");
    block.getElement().setAttribute("role", "group");
    for (StepView step : steps) {
      block.add(new Gap(desk, popover, new Spot(spot.step(), spot.block(), step.id()), false));
      var card = new StepCard(desk, workflow, step);
      cards.putIfAbsent(step.id(), card);
      block.add(card);
      if (!step.blocks().isEmpty()) {
        var forks =
            new Lanes(
                desk,
                workflow,
                step,
                inner -> block(workflow, inner.steps(), spot(step, inner.pointer()), false));
        lanes.putIfAbsent(step.id(), forks);
        block.add(forks);
      }
    }
    block.add(new Gap(desk, popover, spot.end(), root && steps.isEmpty()));
    return block;
  }

  private static Spot spot(StepView step, String block) {
    return new Spot(step.id(), block, null);
  }

  private void mark() {
    WorkflowEdit workflow = flow.workflow().orElse(null);
    if (workflow == null) {
      return;
    }
    Set<String> wrong = new HashSet<>();
    boolean start = false;
    for (Problem problem : desk.session().problems(desk.path())) {
      workflow.at(problem.pointer()).map(StepView::id).ifPresent(wrong::add);
      start |= problem.pointer().startsWith("/trigger");
    }
    String selected = flow.selected().orElse("");
    cards.forEach((id, card) -> card.mark(id.equals(selected), wrong.contains(id)));
    if (trigger != null) {
      trigger.mark(desk.selection() instanceof Selection.Trigger, start);
    }
  }
}
