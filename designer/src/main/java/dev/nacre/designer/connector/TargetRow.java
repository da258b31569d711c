package dev.nacre.designer.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One field of the form: where its value comes from, and what it would be. */
final class TargetRow extends Div {
  private final Desk desk;
  private final Target target;
  private final LinkSource link;

  /**
   * What is filled.
   *
   * @param field its definition
   * @param at where its source stands in the connector's file
   * @param written where the one line of it stands
   * @param each within a table, the list whose elements are the lines; null outside
   * @param table whether it takes lines
   * @param source as written; null when it isn't mapped
   * @param value as it would be; null when nothing was tried
   */
  record Target(
      JsonNode field,
      String at,
      String written,
      @Nullable String each,
      boolean table,
      @Nullable JsonNode source,
      @Nullable JsonNode value) {}

  TargetRow(Desk desk, Target target, List<String> problems, Supplier<@Nullable String> picked) {
    this.desk = desk;
    this.target = target;
    this.link = LinkSource.of(desk, target.field(), target.source());
    addClassName("nd-target");
    String id = target.field().path("id").asText();
    getElement().setAttribute("data-target", id);
    var name =
        new Div(
            Icons.of(desk, target.field().path("type").asText()),
            new Span(Definitions.text(target.field().path("label"), desk.locale(), id)));
    name.addClassName("nd-target-name");
    name.setTitle(id);
    var source = new TextField();
    source.setAriaLabel(name.getTitle().orElse(id));
    source.setPlaceholder(desk.text(target.table() ? "connector.each" : "connector.source"));
    JsonNode line =
        target.table() && target.source() != null
            ? target.source().get("each")
            : link.place(target.source());
    source.setValue(SourceText.write(line));
    source.setInvalid(!problems.isEmpty());
    source.addValueChangeListener(change -> write(link.found(SourceText.read(change.getValue()))));
    add(name, source, value());
    if (link.isOne() && line != null) {
      add(foundBy(line));
    }
    if (!problems.isEmpty()) {
      var error = new Div(new Span(String.join(" ", problems)));
      error.addClassName("nd-error");
      add(error);
    }
    name.addClickListener(
        click -> {
          String place = picked.get();
          if (place != null) {
            take(place);
          }
        });
    DropTarget.create(this)
        .addDropListener(
            drop ->
                drop.getDragData()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .ifPresent(this::take));
  }

  /** By which of its fields the linked record is found. */
  private Component foundBy(JsonNode place) {
    var by = new Select<String>();
    by.setAriaLabel(desk.text("connector.link.by"));
    by.setPrefixComponent(new Span(desk.text("connector.link.by")));
    by.setItems(link.names().keySet());
    by.setItemLabelGenerator(id -> link.names().getOrDefault(id, id));
    by.setValue(link.by());
    by.addClassName("nd-target-by");
    by.addValueChangeListener(change -> write(LinkSource.found(place, change.getValue())));
    return by;
  }

  private Span value() {
    JsonNode value = target.value();
    String text =
        value == null || value.isNull()
            ? ""
            : value.isArray()
                ? desk.text("connector.lines", value.size())
                : value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    var shown = new Span(text);
    shown.addClassName("nd-target-value");
    shown.setTitle(text);
    return shown;
  }

  /** Takes a place of the payload; within a table it counts from the line's own element. */
  private void take(String place) {
    String each = target.each();
    if (target.table()) {
      write(TextNode.valueOf(place.replaceFirst("/\\d+(/.*)?$", "")));
    } else if (each == null) {
      write(link.found(TextNode.valueOf(place)));
    } else {
      String inner = place.replaceFirst("^.*?/\\d+(?=/|$)", "");
      boolean known = !each.isEmpty() && place.startsWith(each + "/");
      write(
          link.found(
              TextNode.valueOf(
                  known ? place.substring(each.length()).replaceFirst("^/\\d+", "") : inner)));
      if (each.isEmpty()) {
        String list =
            place.substring(0, place.length() - inner.length()).replaceFirst("/\\d+$", "");
        JsonPointer map = JsonPointer.compile(target.at()).head();
        desk.editJson(
            json -> {
              if (json.at(map.head()) instanceof ObjectNode table) {
                table.put("each", list);
              }
            });
      }
    }
  }

  private void write(@Nullable JsonNode source) {
    desk.editJson(json -> put(json, JsonPointer.compile(target.written()), source));
  }

  private static void put(ObjectNode json, JsonPointer at, @Nullable JsonNode source) {
    ObjectNode owner = json;
    for (JsonPointer step = at; !step.tail().matches(); step = step.tail()) {
      JsonNode next = owner.get(step.getMatchingProperty());
      if (next != null && next.isArray()) {
        next = next.get(step.tail().getMatchingIndex());
        step = step.tail();
      }
      owner =
          next instanceof ObjectNode found ? found : owner.putObject(step.getMatchingProperty());
    }
    String name = at.last().getMatchingProperty();
    if (source == null) {
      owner.remove(name);
    } else {
      owner.set(name, source);
    }
  }
}
