package dev.nacre.designer.canvas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Dragged;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Placing;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;

/** A field on the canvas: drawn as people will see it, to be selected, moved and removed. */
final class FieldBox extends Div {
  private final Desk desk;
  private final FieldPath path;
  private final String drawn;
  private final Div tools = new Div();

  FieldBox(Desk desk, ObjectNode field) {
    this.desk = desk;
    this.path = FieldPath.of(FormEdit.id(field));
    this.drawn = field.toString();
    addClassName("nd-field");
    getElement().setAttribute("data-field-box", path.field());
    var drawing = new FieldDrawing(desk, field);
    if (drawing.wide()) {
      addClassName("nd-wide");
    }
    getElement().setAttribute("aria-label", drawing.title());
    add(drawing.lines() ? new LinesBox(desk, field, drawing) : still(drawing.editor(true)));
    if (field.path("formula").isTextual()) {
      var formula = new Span("= " + field.get("formula").asText());
      formula.addClassNames("nd-formula", "nd-code");
      add(formula);
    }
    tools.addClassName("nd-tools");
    add(tools);
    addClickListener(click -> desk.select(path));
    FieldKeys.on(this, desk, path);
    DragSource<FieldBox> source = DragSource.create(this);
    source.setEffectAllowed(EffectAllowed.MOVE);
    source.setDragData(new Dragged.Existing(path));
  }

  /** Whether that definition is what is drawn here. */
  boolean draws(ObjectNode field) {
    return drawn.equals(field.toString());
  }

  /** Shows whether the field is selected, and whether something is wrong with it. */
  void mark(boolean selected, boolean wrong) {
    setClassName("nd-selected", selected);
    setClassName("nd-wrong", wrong);
    getElement().setAttribute("aria-pressed", String.valueOf(selected));
    tools.removeAll();
    if (selected) {
      var placing = new Placing(desk);
      tools.add(
          Icons.button(VaadinIcon.ARROW_UP, desk.text("up"), () -> placing.step(path, -1)),
          Icons.button(VaadinIcon.ARROW_DOWN, desk.text("down"), () -> placing.step(path, 1)),
          Icons.button(VaadinIcon.COPY_O, desk.text("duplicate"), () -> placing.duplicate(path)),
          Icons.button(
              VaadinIcon.TRASH, desk.text("delete"), () -> desk.edit(form -> form.remove(path))));
    }
    getChildren()
        .filter(LinesBox.class::isInstance)
        .map(LinesBox.class::cast)
        .forEach(LinesBox::mark);
  }

  /** Only looked at: clicks and keys are for the box around it. */
  static Component still(Component drawing) {
    var frame = new Div(drawing);
    frame.addClassName("nd-still");
    frame.getElement().setAttribute("inert", true);
    return frame;
  }
}
