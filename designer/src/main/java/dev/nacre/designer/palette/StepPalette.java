package dev.nacre.designer.palette;

import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.Tooltip;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Dragged;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.desk.Icons;
import dev.nacre.kind.KindDescriptor;
import java.util.Comparator;

/** Every kind of step; dragged into the workflow, or added behind the selected step by a click. */
public final class StepPalette extends Div {
  private final Desk desk;

  /** The palette of that desk. */
  public StepPalette(Desk desk) {
    this.desk = desk;
    addClassName("nd-palette");
    var help = new Span(desk.text("palette.steps.help"));
    help.addClassName("nd-muted");
    var items = new Div();
    items.addClassName("nd-palette-items");
    var steps = desk.kinds().steps();
    steps.all().stream()
        .map(step -> steps.descriptor(step.id()))
        .sorted(Comparator.comparing(KindDescriptor::order).thenComparing(KindDescriptor::id))
        .forEach(kind -> items.add(item(kind)));
    add(new H2(desk.text("palette.steps")), help, items);
  }

  private NativeButton item(KindDescriptor kind) {
    var item = new NativeButton();
    item.addClassName("nd-palette-item");
    item.getElement().setAttribute("data-step-type", kind.id());
    item.getElement().setAttribute("data-family", kind.group());
    item.add(Icons.of(kind), new Span(kind.label(desk.locale())));
    item.addClickListener(click -> new Flow(desk).add(kind.id()));
    Tooltip.forComponent(item).withText(kind.help(desk.locale())).withHoverDelay(400);
    DragSource<NativeButton> source = DragSource.create(item);
    source.setEffectAllowed(EffectAllowed.COPY);
    source.setDragData(new Dragged.Type(kind.id()));
    return item;
  }
}
