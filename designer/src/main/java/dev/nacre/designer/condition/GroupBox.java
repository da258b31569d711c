package dev.nacre.designer.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.select.SelectVariant;
import dev.nacre.designer.condition.Parts.Part;
import dev.nacre.designer.desk.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Several parts of which all, some or none must hold. */
final class GroupBox extends Div implements Part {
  private final Parts shared;
  private final boolean root;
  private final List<Part> parts = new ArrayList<>();
  private final Select<Mode> mode = new Select<>();
  private final Div head = new Div();
  private final Div list = new Div();
  private boolean telling = true;

  private enum Mode {
    ALL,
    ANY,
    NONE,
    NOT_ALL
  }

  GroupBox(Parts shared, boolean root) {
    this.shared = shared;
    this.root = root;
    addClassName("nd-condition-group");
    setClassName("nd-inner", !root);
    mode.setItems(Mode.values());
    mode.setItemLabelGenerator(m -> shared.text("mode." + m.name().toLowerCase(Locale.ROOT)));
    mode.setValue(Mode.ALL);
    mode.addThemeVariants(SelectVariant.LUMO_SMALL);
    mode.setAriaLabel(shared.text("mode"));
    mode.addClassName("nd-condition-mode");
    mode.addValueChangeListener(
        change -> {
          if (telling) {
            shared.changed().run();
          }
        });
    head.addClassName("nd-condition-head");
    head.add(mode);
    list.addClassName("nd-condition-parts");
    add(head, list, tools());
    arrange();
  }

  /** Lets the whole group be taken away. */
  void removable(Runnable remove) {
    head.add(Icons.button(VaadinIcon.CLOSE_SMALL, shared.text("remove"), remove));
  }

  void show(@Nullable JsonNode condition) {
    telling = false;
    parts.clear();
    list.removeAll();
    read(condition);
    telling = true;
    arrange();
  }

  private void read(@Nullable JsonNode condition) {
    if (condition == null) {
      return;
    }
    JsonNode not = condition.get("not");
    if (not != null) {
      mode.setValue(not.has("all") ? Mode.NOT_ALL : Mode.NONE);
      members(not.has("all") ? not.get("all") : not.has("any") ? not.get("any") : one(not));
    } else if (condition.has("any")) {
      mode.setValue(Mode.ANY);
      members(condition.get("any"));
    } else {
      mode.setValue(Mode.ALL);
      members(condition.has("all") ? condition.get("all") : one(condition));
    }
  }

  private static ArrayNode one(JsonNode condition) {
    return JsonNodeFactory.instance.arrayNode().add(condition);
  }

  private void members(JsonNode conditions) {
    conditions.forEach(this::append);
  }

  private Part append(JsonNode condition) {
    var holder = new Part[1];
    Part part =
        shared.of(
            condition,
            () -> {
              Part gone = holder[0];
              parts.remove(gone);
              list.remove(gone.component());
              arrange();
              shared.changed().run();
            });
    holder[0] = part;
    parts.add(part);
    list.add(part.component());
    return part;
  }

  @Override
  public Component component() {
    return this;
  }

  @Override
  public @Nullable JsonNode json() {
    List<JsonNode> said = parts.stream().map(Part::json).filter(Objects::nonNull).toList();
    if (said.isEmpty()) {
      return null;
    }
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    switch (mode.getValue()) {
      case ALL -> {
        if (said.size() == 1) {
          return said.getFirst();
        }
        group.putArray("all").addAll(said);
      }
      case ANY -> group.putArray("any").addAll(said);
      case NONE -> group.putObject("not").putArray("any").addAll(said);
      case NOT_ALL -> group.putObject("not").putArray("all").addAll(said);
    }
    return group;
  }

  private void arrange() {
    boolean together = parts.size() > 1 || (mode.getValue() != Mode.ALL && !parts.isEmpty());
    head.setVisible(!root || together);
    setClassName("nd-empty", parts.isEmpty());
  }

  private Div tools() {
    var tools = new Div();
    tools.addClassName("nd-condition-tools");
    JsonNodeFactory json = JsonNodeFactory.instance;
    tools.add(tool("add", () -> json.objectNode().put("field", "").put("op", "eq")));
    tools.add(
        tool(
            "add.group",
            () -> {
              ObjectNode group = json.objectNode();
              group.putArray("any").addObject().put("field", "").put("op", "eq");
              return group;
            }));
    if (!shared.fields().tables().isEmpty()) {
      tools.add(
          tool(
              "add.some",
              () -> {
                ObjectNode some = json.objectNode();
                ObjectNode inner = some.putObject("some");
                inner.put("table", shared.fields().tables().getFirst().path());
                inner.putObject("where").put("field", "").put("op", "eq");
                return some;
              }));
    }
    return tools;
  }

  private NativeButton tool(String name, java.util.function.Supplier<ObjectNode> start) {
    var button = new NativeButton();
    button.add(VaadinIcon.PLUS.create(), new Span(shared.text(name)));
    button.addClassName("nd-condition-add");
    button.getElement().setAttribute("data-condition", name);
    button.addClickListener(
        click -> {
          append(start.get());
          arrange();
        });
    return button;
  }
}
