package dev.nacre.designer.canvas;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dnd.DropTarget;
import dev.nacre.designer.desk.Dragged;
import java.util.function.Consumer;

/** Lets things be dropped on a component. */
final class Dropping {
  private Dropping() {}

  static void on(Component component, Consumer<Dragged> drop) {
    DropTarget<Component> target = DropTarget.create(component);
    target.addDropListener(
        event ->
            event
                .getDragData()
                .filter(Dragged.class::isInstance)
                .map(Dragged.class::cast)
                .ifPresent(drop));
  }
}
