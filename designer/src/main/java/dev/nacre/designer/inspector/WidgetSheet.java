package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.desk.Board;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Selection;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The properties of one widget: what it counts, of which records, grouped by what. */
final class WidgetSheet extends Sheet {
  private final Board board;
  private final String id;
  private final String about;
  private final LabelProperty title;
  private final Map<String, PropertyEditor> settings = new LinkedHashMap<>();

  WidgetSheet(Desk desk, String id) {
    super(desk);
    this.board = new Board(desk);
    this.id = id;
    this.about = key();
    var kinds = desk.kinds().widgets();
    KindDescriptor kind =
        kinds.find(type()).map(found -> kinds.descriptor(found.id())).orElse(null);
    if (kind != null) {
      add(hint(kind.help(desk.locale())));
    }
    title = new LabelProperty(desk, desk.text("widget.title"));
    input(
        "/title",
        title,
        () -> {
          JsonNode value = title.value();
          board.change(id, widget -> set(widget, "title", value));
        });
    add(choice());
    group(desk.text("widget.data"));
    if (kind != null) {
      var surroundings = About.of(this::form);
      kind.properties().stream()
          .sorted(Comparator.comparingInt(WidgetSheet::order))
          .forEach(property -> setting(property, Editors.of(desk, kind, property, surroundings)));
    }
    refresh();
  }

  /** Form, then what is figured out, then by what, then of which. */
  private static int order(Property property) {
    return switch (property.name()) {
      case "form" -> 0;
      case "measures" -> 1;
      case "groupBy" -> 2;
      case "columns" -> 3;
      case "filter" -> 4;
      default -> 5;
    };
  }

  private void setting(Property property, PropertyEditor editor) {
    settings.put(property.name(), editor);
    input(
        "/settings/" + property.name(),
        editor,
        () -> {
          JsonNode value = editor.value();
          board.change(
              id,
              widget -> {
                ObjectNode all =
                    widget.get("settings") instanceof ObjectNode found
                        ? found
                        : widget.putObject("settings");
                set(all, property.name(), value);
              });
        });
  }

  /** Shown in another way; what the other kind doesn't know is dropped. */
  private Select<String> choice() {
    var kinds = desk.kinds().widgets();
    var input = new Select<String>();
    input.setLabel(desk.text("widget.type"));
    input.setItems(
        kinds.all().stream()
            .map(type -> kinds.descriptor(type.id()))
            .sorted(Comparator.comparing(KindDescriptor::order))
            .map(KindDescriptor::id)
            .toList());
    input.setItemLabelGenerator(
        type ->
            kinds
                .find(type)
                .map(found -> kinds.descriptor(found.id()).label(desk.locale()))
                .orElse(type));
    if (kinds.find(type()).isPresent()) {
      input.setValue(type());
    }
    input.setWidthFull();
    input.getElement().setAttribute("data-property", "/type");
    input.addValueChangeListener(change -> board.become(id, change.getValue()));
    return input;
  }

  private Optional<ObjectNode> widget() {
    return board.find(id);
  }

  private String type() {
    return widget().map(widget -> widget.path("type").asText()).orElse("");
  }

  private String form() {
    return widget().map(widget -> widget.path("settings").path("form").asText()).orElse("");
  }

  private String key() {
    return desk.path() + " " + type() + " " + form();
  }

  @Override
  boolean stale() {
    return !about.equals(key())
        || !(desk.selection() instanceof Selection.Widget selected && selected.id().equals(id));
  }

  @Override
  @Nullable String pointer() {
    return board.pointer(id).orElse(null);
  }

  @Override
  void refresh() {
    widget()
        .ifPresent(
            widget -> {
              renew(title, widget.get("title"));
              settings.forEach((name, e) -> renew(e, widget.path("settings").get(name)));
            });
    mark();
  }
}
