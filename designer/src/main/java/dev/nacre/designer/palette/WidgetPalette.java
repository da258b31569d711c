package dev.nacre.designer.palette;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Board;
import dev.nacre.designer.desk.Desk;
import dev.nacre.kind.KindDescriptor;
import java.util.Comparator;

/**
 * Every kind of widget; dragged onto the dashboard, or added at the first free place by a click.
 */
public final class WidgetPalette extends Div {

  /** The palette of that desk. */
  public WidgetPalette(Desk desk) {
    addClassName("nd-palette");
    var help = new Span(desk.text("palette.widgets.help"));
    help.addClassName("nd-muted");
    var items = new Div();
    items.addClassName("nd-palette-items");
    var widgets = desk.kinds().widgets();
    widgets.all().stream()
        .map(widget -> widgets.descriptor(widget.id()))
        .sorted(Comparator.comparing(KindDescriptor::order).thenComparing(KindDescriptor::id))
        .forEach(
            kind ->
                items.add(
                    new PaletteItem(
                        desk, kind, "data-widget-type", () -> new Board(desk).add(kind.id()))));
    add(new H2(desk.text("palette.widgets")), help, items);
  }
}
