package dev.nacre.designer.workflow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.draft.Spot;
import dev.nacre.kind.KindDescriptor;
import java.util.Comparator;
import java.util.stream.Stream;

/** Offers every kind of step, to be added at one place. */
final class StepPopover extends Popover {
  private final Desk desk;
  private Spot spot = Spot.root(null);

  StepPopover(Desk desk) {
    this.desk = desk;
    setAriaLabel(desk.text("flow.add"));
    setPosition(PopoverPosition.BOTTOM);
    setOpenOnClick(false);
    setAutofocus(true);
    addThemeName("arrow");
    addClassName("nd-step-popover");
    var list = new Div();
    list.addClassName("nd-step-choices");
    kinds(desk).forEach(kind -> list.add(choice(kind)));
    add(list);
  }

  /** The kinds of steps in the order in which people are offered them. */
  static Stream<KindDescriptor> kinds(Desk desk) {
    var steps = desk.kinds().steps();
    return steps.all().stream()
        .map(step -> steps.descriptor(step.id()))
        .sorted(Comparator.comparing(KindDescriptor::order).thenComparing(KindDescriptor::id));
  }

  /** Opens at that component. */
  void open(Component at, Spot place) {
    spot = place;
    close();
    setTarget(at);
    open();
  }

  private NativeButton choice(KindDescriptor kind) {
    var choice = new NativeButton();
    choice.addClassName("nd-step-choice");
    choice.getElement().setAttribute("data-add", kind.id());
    choice.getElement().setAttribute("data-family", kind.group());
    var icon = new Div(Icons.of(kind));
    icon.addClassName("nd-step-icon");
    var name = new Span(kind.label(desk.locale()));
    name.addClassName("nd-step-name");
    var help = new Span(kind.help(desk.locale()));
    help.addClassName("nd-step-help");
    var words = new Div(name, help);
    words.addClassName("nd-step-words");
    choice.add(icon, words);
    choice.addClickListener(
        click -> {
          close();
          new Flow(desk).add(kind.id(), spot);
        });
    return choice;
  }
}
