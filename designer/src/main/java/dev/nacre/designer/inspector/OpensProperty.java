package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.shared.HasValidationProperties;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.MenuTarget;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an entry of the menu opens: a form's list, one of its views, or a dashboard. */
final class OpensProperty extends FramedProperty {
  private static final String VIEW = "view";

  private final Desk desk;
  private final ComboBox<MenuTarget> what = new ComboBox<>();
  private final ComboBox<String> view = new ComboBox<>();
  private Map<String, String> views = Map.of();
  private ObjectNode given = JsonNodeFactory.instance.objectNode();

  OpensProperty(Desk desk) {
    super("nd-property");
    this.desk = desk;
    what.setLabel(desk.text("menu.opens"));
    what.setItems(MenuTarget.all(desk.session().files()));
    what.setItemLabelGenerator(
        target ->
            target.board() ? desk.text("menu.board", target.title(desk)) : target.title(desk));
    what.setManualValidation(true);
    what.setWidthFull();
    what.getElement().setAttribute("data-setting", "opens");
    what.addValueChangeListener(
        change -> {
          if (telling() && change.getValue() != null) {
            become(change.getValue());
          } else if (telling()) {
            draw(); // an entry opens something
          }
        });
    view.setLabel(desk.text("menu.view"));
    view.setItemLabelGenerator(id -> views.getOrDefault(id, id));
    view.setClearButtonVisible(true);
    view.setManualValidation(true);
    view.setWidthFull();
    view.getElement().setAttribute("data-setting", VIEW);
    view.addValueChangeListener(
        change -> {
          MenuTarget target = what.getValue();
          if (telling() && target != null) {
            become(new MenuTarget(target.folder(), target.id(), change.getValue()));
          }
        });
    box.add(what, view, error);
  }

  private void become(MenuTarget target) {
    given = JsonNodeFactory.instance.objectNode();
    target.write(given);
    draw();
    tell();
  }

  @Override
  public void show(@Nullable JsonNode value) {
    given = value instanceof ObjectNode object ? object.deepCopy() : given.objectNode();
    draw();
  }

  private void draw() {
    MenuTarget target = MenuTarget.of(given).orElse(null);
    views = target == null || target.board() ? Map.of() : target.views(desk);
    String named = target == null ? null : target.view();
    quietly(
        () -> {
          what.setValue(target == null ? null : target.whole());
          view.setItems(views.keySet());
          view.setValue(named);
        });
    view.setPlaceholder(
        views.isEmpty() ? "" : desk.text("menu.view.none", views.values().iterator().next()));
    view.setVisible(!views.isEmpty() || named != null);
  }

  @Override
  public JsonNode value() {
    return given.deepCopy();
  }

  @Override
  public void wrong(List<Fault> faults) {
    mark(view, Fault.text(Fault.of(faults, VIEW)));
    mark(what, Fault.text(faults.stream().filter(fault -> !fault.within(VIEW)).toList()));
  }

  private static void mark(HasValidationProperties input, String text) {
    input.setErrorMessage(text);
    input.setInvalid(!text.isEmpty());
  }
}
