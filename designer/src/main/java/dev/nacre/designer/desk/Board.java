package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.FormEdit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The open dashboard: what dragging, keys and clicks do to it, all in the same way. */
public final class Board {
  private static final Pattern WIDGET = Pattern.compile("/widgets/(\\d+)(/.*)?");

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
    return dashboard().map(d -> FormEdit.objects(d.path("widgets"))).orElse(List.of());
  }

  /** The widget with that id. */
  public Optional<ObjectNode> find(String id) {
    return widgets().stream().filter(widget -> FormEdit.id(widget).equals(id)).findFirst();
  }

  /** The id of the widget that a pointer of a problem leads into. */
  Optional<String> at(String pointer) {
    Matcher matcher = WIDGET.matcher(pointer);
    JsonNode dashboard = dashboard().orElse(null);
    if (dashboard == null || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(dashboard.path("widgets").path(Integer.parseInt(matcher.group(1))))
        .filter(JsonNode::isObject)
        .map(FormEdit::id);
  }
}
