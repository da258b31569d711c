package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Json;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A payload as a tree; each place of it can be dragged, or picked, onto a field. */
final class PayloadTree extends Div {
  private static final int DEPTH = 8;
  private static final int LONGEST = 40;

  private final Consumer<String> pick;
  private final @Nullable String picked;

  PayloadTree(JsonNode payload, @Nullable String picked, Consumer<String> pick) {
    this.pick = pick;
    this.picked = picked;
    addClassName("nd-payload");
    members(payload, "", 0);
  }

  private void members(JsonNode json, String at, int depth) {
    if (depth > DEPTH) {
      return;
    }
    if (json.isArray()) {
      // all elements look alike: the first stands for them
      if (!json.isEmpty()) {
        place(json.get(0), at + "/0", "[0]", depth);
      }
    } else {
      for (Map.Entry<String, JsonNode> member : json.properties()) {
        place(member.getValue(), at + "/" + Json.escape(member.getKey()), member.getKey(), depth);
      }
    }
  }

  private void place(JsonNode value, String at, String name, int depth) {
    var entry = new NativeButton();
    entry.addClassName("nd-place");
    entry.setClassName("nd-picked", at.equals(picked));
    entry.getElement().setAttribute("data-source", at);
    entry.getStyle().set("padding-left", 8 + depth * 14 + "px");
    var key = new Span(name);
    key.addClassName("nd-place-name");
    var shown = new Span(value.isContainerNode() ? summary(value) : excerpt(value));
    shown.addClassName("nd-muted");
    entry.add(key, shown);
    entry.addClickListener(click -> pick.accept(at));
    DragSource.create(entry).setDragData(at);
    add(entry);
    members(value, at, depth + 1);
  }

  private static String summary(JsonNode value) {
    return value.isArray() ? "[" + value.size() + "]" : "";
  }

  private static String excerpt(JsonNode value) {
    String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
