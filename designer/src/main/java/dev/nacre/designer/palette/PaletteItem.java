package dev.nacre.designer.palette;

import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.Tooltip;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Dragged;
import dev.nacre.designer.desk.Icons;
import dev.nacre.kind.KindDescriptor;

/** A kind that can be dragged to its place, or added by a click. */
final class PaletteItem extends NativeButton {
  // a native button: whole and draggable, and reached by keyboards like any other

  PaletteItem(Desk desk, KindDescriptor kind, String attribute, Runnable click) {
    addClassName("nd-palette-item");
    getElement().setAttribute(attribute, kind.id());
    getElement().setAttribute("data-family", kind.group());
    add(Icons.of(kind), new Span(kind.label(desk.locale())));
    addClickListener(clicked -> click.run());
    Tooltip.forComponent(this).withText(kind.help(desk.locale())).withHoverDelay(400);
    DragSource<NativeButton> source = DragSource.create(this);
    source.setEffectAllowed(EffectAllowed.COPY);
    source.setDragData(new Dragged.Type(kind.id()));
  }
}
