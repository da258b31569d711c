package dev.nacre.designer.canvas;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Placing;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.Place;
import dev.nacre.designer.draft.SectionEdit;
import dev.nacre.designer.draft.SectionView;
import java.util.function.Consumer;

/** A section on the canvas, with its fields. */
final class SectionBox extends Div {
  private final Desk desk;
  private final int index;

  SectionBox(Desk desk, int index, SectionView section, Iterable<FieldBox> fields) {
    this.desk = desk;
    this.index = index;
    addClassName("nd-section");
    setClassName("nd-selected", selected());
    add(head(section));
    var grid = new Div();
    grid.addClassName("nd-grid");
    grid.getStyle().set("--nd-columns", String.valueOf(section.columns()));
    fields.forEach(grid::add);
    var end = new Div(new Span(desk.text("drop.field")));
    end.addClassName("nd-drop");
    end.getElement().setAttribute("data-section-end", String.valueOf(index));
    Dropping.on(end, dragged -> new Placing(desk).drop(dragged, new Place(index, null)));
    grid.add(end);
    add(grid);
  }

  private Div head(SectionView section) {
    boolean named = section.label() != null;
    String title =
        named
            ? Definitions.text(section.label(), desk.locale(), "")
            : section.written() ? desk.text("section.untitled") : desk.text("section.rest");
    var heading = new H3(title);
    heading.setClassName("nd-muted", !named);
    var head = new Div(heading);
    head.addClassName("nd-section-head");
    head.getElement().setAttribute("tabindex", "0");
    head.getElement().setAttribute("role", "button");
    head.getElement()
        .addEventListener("click", event -> desk.select(new Selection.Section(index)))
        .stopPropagation();
    head.getElement()
        .addEventListener("keydown", event -> desk.select(new Selection.Section(index)))
        .setFilter("event.target === element && event.key === 'Enter'");
    if (selected()) {
      var tools = new Div();
      tools.addClassName("nd-tools");
      tools.add(
          Icons.button(VaadinIcon.ARROW_UP, desk.text("up"), () -> move(-1)),
          Icons.button(VaadinIcon.ARROW_DOWN, desk.text("down"), () -> move(1)),
          Icons.button(
              VaadinIcon.TRASH, desk.text("delete"), () -> edit(edit -> edit.remove(index))));
      head.add(tools);
    }
    return head;
  }

  private void move(int by) {
    int to = index + by;
    int sections = desk.form().map(form -> form.sections().size()).orElse(0);
    if (to >= 0 && to < sections) {
      edit(edit -> edit.move(index, by));
      desk.select(new Selection.Section(to));
    }
  }

  private void edit(Consumer<SectionEdit> change) {
    desk.edit(form -> change.accept(new SectionEdit(form)));
  }

  private boolean selected() {
    return desk.selection() instanceof Selection.Section section && section.index() == index;
  }
}
