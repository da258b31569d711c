package dev.nacre.designer.palette;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import dev.nacre.kind.KindDescriptor;
import java.util.Comparator;

/** Every kind of step; dragged into the workflow, or added behind the selected step by a click. */
public final class StepPalette extends Div {

  /** The palette of that desk. */
  public StepPalette(Desk desk) {
    addClassName("nd-palette");
    var help = new Span(desk.text("palette.steps.help"));
    help.addClassName("nd-muted");
    var items = new Div();
    items.addClassName("nd-palette-items");
    var steps = desk.kinds().steps();
    steps.all().stream()
        .map(step -> steps.descriptor(step.id()))
        .sorted(Comparator.comparing(KindDescriptor::order).thenComparing(KindDescriptor::id))
        .forEach(
            kind ->
                items.add(
                    new PaletteItem(
                        desk, kind, "data-step-type", () -> new Flow(desk).add(kind.id()))));
    add(new H2(desk.text("palette.steps")), help, items);
  }
}
