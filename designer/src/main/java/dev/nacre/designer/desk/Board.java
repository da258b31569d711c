package dev.nacre.designer.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.draft.Grid;
import dev.nacre.kind.Property;
import dev.nacre.metadata.DashboardDefinition.Place;
import dev.nacre.metadata.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The open dashboard: what dragging, keys and clicks do to it, all in the same way. */
public final class Board {
  private static final Pattern WIDGET = Pattern.compile("/widgets/(\\d+)(/.*)?");
  private static final String WIDGETS = "widgets";

  /** How tall the tallest obstacle is that a widget is moved past at once. */
  private static final int FARTHEST = 12;

  private final Desk desk;

  /** The dashboard that is open on that desk. */
  public Board(Desk desk) {
    this.desk = desk;
  }

  /** The dashboard; empty when something else is open, or its file is no JSON object. */
  public Optional<ObjectNode> dashboard() {
    return desk.on("dashboards") ? desk.json() : Optional.empty();
  }

  /** Its widgets. */
  public List<ObjectNode> widgets() {
    return dashboard().map(d -> FormEdit.objects(d.path(WIDGETS))).orElse(List.of());
  }

  /** The widget with that id. */
  public Optional<ObjectNode> find(String id) {
    return widgets().stream().filter(widget -> FormEdit.id(widget).equals(id)).findFirst();
  }

  /** The id of the selected widget. */
  public Optional<String> selected() {
    return desk.selection() instanceof Selection.Widget widget
        ? Optional.of(widget.id())
        : Optional.empty();
  }

  /** Where that widget stands in its file. */
  public Optional<String> pointer(String id) {
    JsonNode widgets = dashboard().map(d -> d.path(WIDGETS)).orElse(null);
    for (int i = 0; widgets != null && i < widgets.size(); i++) {
      if (FormEdit.id(widgets.get(i)).equals(id)) {
        return Optional.of("/widgets/" + i);
      }
    }
    return Optional.empty();
  }

  /** The id of the widget that a pointer of a problem leads into. */
  public Optional<String> at(String pointer) {
    Matcher matcher = WIDGET.matcher(pointer);
    JsonNode dashboard = dashboard().orElse(null);
    if (dashboard == null || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(dashboard.path(WIDGETS).path(Integer.parseInt(matcher.group(1))))
        .filter(JsonNode::isObject)
        .map(FormEdit::id);
  }

  /** Where everything stands. */
  public Grid grid() {
    return grid(widgets());
  }

  private static Grid grid(List<ObjectNode> widgets) {
    var grid = new Grid();
    widgets.forEach(widget -> grid.add(FormEdit.id(widget), place(widget)));
    return grid;
  }

  private static @Nullable Place place(ObjectNode widget) {
    try {
      return widget.has("at") ? Json.MAPPER.treeToValue(widget.get("at"), Place.class) : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Adds a widget of that kind at the first free place, and selects it. */
  public void add(String type) {
    String id = free(type);
    edit(
        widgets -> {
          ObjectNode widget = NewWidget.of(desk, type, id);
          List<Integer> size = desk.kinds().widgets().descriptor(type).size();
          Grid grid = grid(FormEdit.objects(widgets));
          set(widget, grid.free(size.getFirst(), size.getLast()));
          widgets.add(widget);
        });
    desk.select(new Selection.Widget(id));
  }

  /** Changes the definition of a widget. */
  public void change(String id, Consumer<ObjectNode> change) {
    edit(
        widgets ->
            FormEdit.objects(widgets).stream()
                .filter(widget -> FormEdit.id(widget).equals(id))
                .findFirst()
                .ifPresent(change));
  }

  /** Makes a widget one of another kind; what both know by the same name is kept. */
  public void become(String id, String type) {
    change(
        id,
        widget -> {
          ObjectNode fresh = NewWidget.of(desk, type, id);
          JsonNode before = widget.path("settings");
          ObjectNode settings = fresh.withObject("/settings");
          for (Property property : desk.kinds().widgets().descriptor(type).properties()) {
            JsonNode known = before.get(property.name());
            if (known != null) {
              settings.set(property.name(), known);
            }
          }
          widget.put("type", type).set("settings", settings);
        });
  }

  /** Puts a widget somewhere else, or makes it larger or smaller; the others make room. */
  public void place(String id, Place wanted) {
    edit(
        widgets -> {
          List<ObjectNode> all = FormEdit.objects(widgets);
          Grid grid = grid(all);
          if (grid.places().containsKey(id)) {
            grid.put(id, wanted);
            write(all, grid);
          }
        });
  }

  /** Makes a widget wider and taller. */
  public void resize(String id, int wider, int taller) {
    Place now = grid().places().get(id);
    if (now != null) {
      place(id, new Place(now.x(), now.y(), now.w() + wider, now.h() + taller));
    }
  }

  /** Moves a widget that way; down past what would push it back up. */
  public void move(String id, int right, int below) {
    Place now = grid().places().get(id);
    if (now == null) {
      return;
    }
    for (int far = 1; far <= FARTHEST; far++) {
      var wanted =
          new Place(now.x() + right * far, Math.max(0, now.y() + below * far), now.w(), now.h());
      Grid grid = grid();
      grid.put(id, wanted);
      if (!now.equals(grid.places().get(id))) {
        place(id, wanted);
        return;
      }
    }
  }

  /** Takes a widget away; the others close up. */
  public void remove(String id) {
    edit(
        widgets -> {
          for (int i = widgets.size() - 1; i >= 0; i--) {
            if (FormEdit.id(widgets.get(i)).equals(id)) {
              widgets.remove(i);
            }
          }
          List<ObjectNode> left = FormEdit.objects(widgets);
          Grid grid = grid(left);
          grid.tidy();
          write(left, grid);
        });
  }

  /** Adds the same widget again, at the first free place. */
  public void duplicate(String id) {
    find(id)
        .ifPresent(
            widget -> {
              String copy = free(id.replaceAll("_\\d+$", ""));
              edit(
                  widgets -> {
                    ObjectNode made = widget.deepCopy().put("id", copy);
                    Grid grid = grid(FormEdit.objects(widgets));
                    Place now = grid.places().get(id);
                    if (now != null) {
                      set(made, grid.free(now.w(), now.h()));
                    }
                    widgets.add(made);
                  });
              desk.select(new Selection.Widget(copy));
            });
  }

  private void edit(Consumer<ArrayNode> edit) {
    desk.editJson(dashboard -> edit.accept(FormEdit.array(dashboard, WIDGETS)));
  }

  private static void write(List<ObjectNode> widgets, Grid grid) {
    for (ObjectNode widget : widgets) {
      Place place = grid.places().get(FormEdit.id(widget));
      if (place != null) {
        set(widget, place);
      }
    }
  }

  private static void set(ObjectNode widget, Place at) {
    widget.putObject("at").put("x", at.x()).put("y", at.y()).put("w", at.w()).put("h", at.h());
  }

  /** An id that no widget has. */
  public String free(String wanted) {
    List<String> taken = widgets().stream().map(FormEdit::id).toList();
    String id = wanted;
    for (int n = 2; taken.contains(id); n++) {
      id = wanted + "_" + n;
    }
    return id;
  }
}
