package dev.nacre.designer.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.Command;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.designer.desk.Board;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.designer.render.Wording;
import dev.nacre.designer.widget.WidgetBox;
import dev.nacre.metadata.DashboardDefinition;
import dev.nacre.metadata.DashboardDefinition.Place;
import dev.nacre.metadata.Json;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A widget on the grid with what it shows now, to be selected, moved and resized. */
final class WidgetFrame extends Div {
  private final Desk desk;
  private final String id;
  private final String drawn;
  private final Div tools = new Div();
  private final Div note = new Div();
  private final @Nullable WidgetBox box;
  private final @Nullable Supplier<WidgetResult> ask;

  WidgetFrame(Desk desk, ObjectNode widget) {
    this.desk = desk;
    this.id = FormEdit.id(widget);
    this.drawn = key(desk.path(), widget);
    addClassName("nd-widget");
    getElement().setAttribute("data-widget-frame", id);
    getElement().setAttribute("data-form", widget.path("settings").path("form").asText());
    getElement().setAttribute("tabindex", "0");
    getElement().setAttribute("role", "button");
    DashboardDefinition.Widget definition = read(widget);
    getElement()
        .setAttribute(
            "aria-label", definition == null ? id : definition.heading().in(desk.locale()));
    note.addClassName("nd-widget-note");
    if (definition == null) {
      box = null;
      ask = null;
      note.add(new Span(id + ": " + desk.text("board.undrawn")));
      add(note);
    } else {
      RenderContext context = desk.surroundings().context(desk.locale());
      box = new WidgetBox(context, desk.renderers(), definition, (form, records) -> {});
      box.getElement().setAttribute("inert", true);
      ask = desk.surroundings().preview(definition);
      add(box, note);
    }
    tools.addClassName("nd-tools");
    var corner = new Div();
    corner.addClassName("nd-resize");
    corner.getElement().setAttribute("aria-hidden", "true");
    add(tools, corner);
    getElement()
        .addEventListener("click", event -> desk.select(new Selection.Widget(id)))
        .stopPropagation();
    keys();
  }

  private static DashboardDefinition.@Nullable Widget read(ObjectNode widget) {
    try {
      ObjectNode placeless = widget.deepCopy();
      placeless.remove("at");
      var read = Json.MAPPER.treeToValue(placeless, DashboardDefinition.Widget.class);
      return read.id() == null || read.type() == null ? null : read;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String key(String path, ObjectNode widget) {
    ObjectNode placeless = widget.deepCopy();
    placeless.remove("at");
    return path + " " + placeless;
  }

  /** Whether that definition is what is shown here. */
  boolean shows(String path, ObjectNode widget) {
    return drawn.equals(key(path, widget));
  }

  /** Asks for the data beside the screen; the last answer is shown. */
  @Override
  protected void onAttach(AttachEvent event) {
    if (ask == null) {
      return;
    }
    UI ui = event.getUI();
    desk.surroundings()
        .background(
            () -> {
              WidgetResult result = ask.get();
              try {
                Command shown = () -> show(result);
                ui.accessSynchronously(shown);
              } catch (UIDetachedException e) {
                // nobody looks any more
              }
            });
  }

  private void show(WidgetResult result) {
    note.removeAll();
    if (result instanceof WidgetResult.Refused refused) {
      note.add(
          VaadinIcon.INFO_CIRCLE_O.create(),
          new Span(Wording.of(refused.problems().getFirst(), desk.locale())));
    } else if (box != null) {
      box.show(result);
    }
  }

  /** Stands there from now on. */
  void place(Place at) {
    getStyle()
        .set("grid-column", (at.x() + 1) + " / span " + at.w())
        .set("grid-row", (at.y() + 1) + " / span " + at.h());
    getElement().setAttribute("data-at", at.x() + " " + at.y() + " " + at.w() + " " + at.h());
  }

  /** Shows whether it is selected, and whether something is wrong with it. */
  void mark(boolean selected, boolean wrong) {
    setClassName("nd-selected", selected);
    setClassName("nd-wrong", wrong);
    getElement().setAttribute("aria-pressed", String.valueOf(selected));
    if (!selected) {
      tools.removeAll();
    } else if (tools.getChildren().findAny().isEmpty()) {
      getElement().executeJs("this.scrollIntoView({block: 'nearest', inline: 'nearest'})");
      var board = new Board(desk);
      tools.add(
          Icons.button(VaadinIcon.COPY_O, desk.text("duplicate"), () -> board.duplicate(id)),
          Icons.button(VaadinIcon.TRASH, desk.text("delete"), () -> board.remove(id)));
    }
  }

  private void keys() {
    var board = new Board(desk);
    key("['Enter', ' '].includes(event.key)", () -> desk.select(new Selection.Widget(id)));
    key("event.key === 'Delete'", () -> board.remove(id));
    key("(event.ctrlKey || event.metaKey) && event.key === 'd'", () -> board.duplicate(id));
    arrow("ArrowLeft", -1, 0);
    arrow("ArrowRight", 1, 0);
    arrow("ArrowUp", 0, -1);
    arrow("ArrowDown", 0, 1);
  }

  private void arrow(String key, int right, int below) {
    var board = new Board(desk);
    key("event.key === '" + key + "' && !event.shiftKey", () -> board.move(id, right, below));
    key("event.key === '" + key + "' && event.shiftKey", () -> board.resize(id, right, below));
  }

  private void key(String when, Runnable act) {
    getElement()
        .addEventListener("keydown", event -> act.run())
        .setFilter("event.target === element && (" + when + ")")
        .preventDefault()
        .stopPropagation();
  }
}
