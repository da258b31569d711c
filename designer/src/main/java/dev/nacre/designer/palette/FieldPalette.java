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
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Placing;
import dev.nacre.kind.KindDescriptor;
import java.util.Comparator;

/** Every field type; dragged onto the form, or added behind the selected field by a click. */
public final class FieldPalette extends Div {
  private final Desk desk;

  /** The palette of that desk. */
  public FieldPalette(Desk desk) {
    this.desk = desk;
    addClassName("nd-palette");
    var title = new H2(desk.text("palette"));
    var help = new Span(desk.text("palette.help"));
    help.addClassName("nd-muted");
    var items = new Div();
    items.addClassName("nd-palette-items");
    desk.types().all().stream()
        .map(type -> desk.types().descriptor(type.id()))
        .sorted(Comparator.comparing(KindDescriptor::order).thenComparing(KindDescriptor::id))
        .forEach(kind -> items.add(item(kind)));
    add(title, help, items);
  }

  private NativeButton item(KindDescriptor kind) {
    // a native button: whole and draggable, and reached by keyboards like any other
    var item = new NativeButton();
    item.addClassName("nd-palette-item");
    item.getElement().setAttribute("data-type", kind.id());
    item.add(Icons.of(desk, kind.id()), new Span(kind.label(desk.locale())));
    item.addClickListener(click -> new Placing(desk).add(kind.id()));
    Tooltip.forComponent(item).withText(kind.help(desk.locale())).withHoverDelay(400);
    DragSource<NativeButton> source = DragSource.create(item);
    source.setEffectAllowed(EffectAllowed.COPY);
    source.setDragData(new Dragged.Type(kind.id()));
    return item;
  }
}
