package dev.nacre.designer.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Board;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Dragged;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.metadata.DashboardDefinition.Place;
import dev.nacre.metadata.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The open dashboard as people will see it, with what the records there are give. */
@JavaScript("context://nacre/board.js")
public final class BoardCanvas extends Div {
  private static final String READY =
      "const arm = () => window.nacreBoard ? window.nacreBoard(this) : setTimeout(arm, 30); arm();";

  private final Desk desk;
  private final Board board;
  private final Div grid = new Div();
  private Map<String, WidgetFrame> frames = new LinkedHashMap<>();

  /** The canvas of that desk. */
  public BoardCanvas(Desk desk) {
    this.desk = desk;
    this.board = new Board(desk);
    addClassNames("nd-canvas", "nd-board-canvas");
    grid.addClassNames("nacre-board", "nd-board");
    add(grid);
    getElement()
        .addEventListener("click", event -> desk.select(new Selection.Whole()))
        .setFilter("event.target === element || event.target.classList.contains('nd-board')");
    grid.getElement()
        .addEventListener(
            "widget-placed",
            event -> {
              var detail = event.getEventData();
              placed(
                  detail.get("event.detail.id").asString(),
                  detail.get("event.detail.x").asInt(),
                  detail.get("event.detail.y").asInt(),
                  detail.get("event.detail.w").asInt(),
                  detail.get("event.detail.h").asInt());
            })
        .addEventData("event.detail.id")
        .addEventData("event.detail.x")
        .addEventData("event.detail.y")
        .addEventData("event.detail.w")
        .addEventData("event.detail.h");
    DropTarget.create(this)
        .addDropListener(
            event ->
                event
                    .getDragData()
                    .filter(Dragged.Type.class::isInstance)
                    .map(Dragged.Type.class::cast)
                    .ifPresent(type -> board.add(type.id())));
    desk.listen(this::happened);
    draw();
  }

  private void placed(String id, int x, int y, int w, int h) {
    board.place(id, new Place(x, y, w, h));
    desk.select(new Selection.Widget(id));
  }

  @Override
  protected void onAttach(AttachEvent event) {
    grid.getElement().executeJs(READY);
  }

  private void happened(Desk.Event event) {
    if (event == Desk.Event.SELECTED || event == Desk.Event.CHECKED) {
      mark();
    } else {
      draw();
    }
  }

  private void draw() {
    Map<String, Place> places = board.grid().places();
    var kept = new LinkedHashMap<String, WidgetFrame>();
    for (ObjectNode widget : board.widgets()) {
      String id = FormEdit.id(widget);
      WidgetFrame frame = frames.get(id);
      if (frame == null || !frame.shows(desk.path(), widget)) {
        frame = new WidgetFrame(desk, widget);
      }
      Place place = places.get(id);
      if (place != null) {
        frame.place(place);
      }
      kept.put(id, frame);
    }
    frames.values().stream()
        .filter(frame -> !kept.containsValue(frame))
        .forEach(frame -> frame.getElement().removeFromParent());
    kept.values().stream().filter(frame -> frame.getParent().isEmpty()).forEach(grid::add);
    frames = kept;
    getChildren().filter(Empty.class::isInstance).toList().forEach(this::remove);
    if (board.dashboard().isEmpty() && desk.on("dashboards")) {
      add(new Empty(desk.text("canvas.unreadable"), ""));
    } else if (kept.isEmpty()) {
      add(new Empty(desk.text("board.empty"), desk.text("board.empty.help")));
    }
    mark();
  }

  private void mark() {
    Set<String> wrong = new HashSet<>();
    for (Problem problem : desk.session().problems(desk.path())) {
      board.at(problem.pointer()).ifPresent(wrong::add);
    }
    String selected = board.selected().orElse("");
    frames.forEach((id, frame) -> frame.mark(id.equals(selected), wrong.contains(id)));
  }

  /** What to do when nothing is there. */
  private static final class Empty extends Div {
    Empty(String title, String help) {
      addClassName("nd-empty-board");
      add(VaadinIcon.DASHBOARD.create(), new H3(title), new Paragraph(help));
    }
  }
}
