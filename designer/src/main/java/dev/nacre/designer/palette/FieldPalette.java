package dev.nacre.designer.palette;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Placing;
import dev.nacre.kind.KindDescriptor;
import java.util.Comparator;

/** Every field type; dragged onto the form, or added behind the selected field by a click. */
public final class FieldPalette extends Div {

  /** The palette of that desk. */
  public FieldPalette(Desk desk) {
    addClassName("nd-palette");
    var title = new H2(desk.text("palette"));
    var help = new Span(desk.text("palette.help"));
    help.addClassName("nd-muted");
    var items = new Div();
    items.addClassName("nd-palette-items");
    desk.types().all().stream()
        .map(type -> desk.types().descriptor(type.id()))
        .sorted(Comparator.comparing(KindDescriptor::order).thenComparing(KindDescriptor::id))
        .forEach(
            kind ->
                items.add(
                    new PaletteItem(
                        desk, kind, "data-type", () -> new Placing(desk).add(kind.id()))));
    add(title, help, items);
  }
}
