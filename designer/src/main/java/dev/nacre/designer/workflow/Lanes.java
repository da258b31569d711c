package dev.nacre.designer.workflow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.NewSettings;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.BlockView;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.draft.StepView;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The blocks of a step: several side by side, a single one set in beside the main line. */
final class Lanes extends Div {
  private final Desk desk;
  private final StepView step;
  private final KindDescriptor kind;
  private final Map<String, NativeButton> labels = new HashMap<>();

  Lanes(Desk desk, WorkflowEdit workflow, StepView step, Function<BlockView, Component> block) {
    this.desk = desk;
    this.step = step;
    this.kind = new Flow(desk).kind(step.type()).orElseThrow();
    List<BlockView> written = step.blocks().stream().filter(BlockView::written).toList();
    boolean fork = !BlockView.several(kind).isEmpty();
    addClassName("nd-fork");
    setClassName("nd-aside", !fork && written.size() < 2);
    // where a fork has lanes, also those that do nothing yet are drawn
    List<BlockView> drawn = fork && !written.isEmpty() ? step.blocks() : written;
    if (!drawn.isEmpty()) {
      var lanes = new Div();
      lanes.addClassName("nd-lanes");
      drawn.forEach(lane -> lanes.add(lane(lane, block.apply(lane))));
      add(lanes);
    }
    var more = new Div();
    more.addClassName("nd-fork-more");
    BlockView.several(kind).forEach(property -> more.add(several(property)));
    step.blocks().stream().filter(b -> !b.written()).forEach(missing -> more.add(missing(missing)));
    if (more.getChildren().findAny().isPresent()) {
      add(more);
    }
    say(workflow, step);
  }

  /** Shows what the lanes are for by now. */
  void say(WorkflowEdit now, StepView itself) {
    for (BlockView block : itself.blocks()) {
      NativeButton label = labels.get(block.pointer());
      if (label != null) {
        label.setText(new StepWords(desk, now, kind).of(block));
        label.setTitle(label.getText());
      }
    }
  }

  private Div lane(BlockView block, Component steps) {
    var label = new NativeButton();
    label.addClassName("nd-lane-label");
    labels.put(block.pointer(), label);
    label
        .getElement()
        .addEventListener("click", event -> desk.select(new Selection.Step(step.id())))
        .stopPropagation();
    var head = new Div(label);
    head.addClassName("nd-lane-head");
    if (block.index() >= 0) {
      head.add(
          Icons.button(VaadinIcon.ARROW_LEFT, desk.text("lane.earlier"), () -> shift(block, -1)),
          Icons.button(VaadinIcon.ARROW_RIGHT, desk.text("lane.later"), () -> shift(block, 1)));
    }
    if (block.written()) {
      head.add(Icons.button(VaadinIcon.CLOSE_SMALL, desk.text("lane.remove"), () -> remove(block)));
    }
    var lane = new Div(head, steps);
    lane.addClassName("nd-lane");
    lane.setClassName("nd-ghost", !block.written());
    lane.getElement().setAttribute("data-lane", step.id() + block.pointer());
    return lane;
  }

  /** Another one of several, such as a further case. */
  private NativeButton several(Property property) {
    return more(
        desk.text("lane.more"),
        "more-" + property.name(),
        () ->
            settings(
                settings -> {
                  if (property.shape() instanceof Shape.Many(Shape.Group group)) {
                    FormEdit.array(settings, property.name())
                        .add(NewSettings.of(desk, group.properties()));
                  }
                }));
  }

  private NativeButton missing(BlockView block) {
    return more(
        kind.label(block.property(), desk.locale()),
        "more-" + block.property().name(),
        () ->
            settings(
                settings -> {
                  if (block.property().shape() instanceof Shape.Group group) {
                    settings.set(block.property().name(), NewSettings.of(desk, group.properties()));
                  } else {
                    settings.putArray(block.property().name());
                  }
                }));
  }

  private NativeButton more(String text, String name, Runnable act) {
    var button = new NativeButton();
    button.add(VaadinIcon.PLUS.create(), new Span(text));
    button.addClassName("nd-lane-more");
    button.getElement().setAttribute("data-lane-add", step.id() + ":" + name);
    button.getElement().addEventListener("click", event -> act.run()).stopPropagation();
    return button;
  }

  private void remove(BlockView block) {
    settings(
        settings -> {
          if (block.index() < 0) {
            settings.remove(block.property().name());
          } else {
            FormEdit.array(settings, block.property().name()).remove(block.index());
          }
        });
  }

  private void shift(BlockView block, int by) {
    settings(
        settings -> {
          var all = FormEdit.array(settings, block.property().name());
          int to = block.index() + by;
          if (to >= 0 && to < all.size()) {
            all.insert(to, all.remove(block.index()));
          }
        });
  }

  private void settings(
      java.util.function.Consumer<com.fasterxml.jackson.databind.node.ObjectNode> change) {
    new Flow(desk).change(step.id(), json -> change.accept(json.withObject("/settings")));
  }
}
