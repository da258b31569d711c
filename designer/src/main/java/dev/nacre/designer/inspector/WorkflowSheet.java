package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a workflow is called, and what counts for all its steps. */
final class WorkflowSheet extends Sheet {
  private static final String WITHDRAW = "withdraw";
  private static final String ROLE = "role";

  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();

  WorkflowSheet(Desk desk) {
    super(desk);
    add(hint(desk.text("workflow.help")));
    keep("name", new LabelProperty(desk, desk.text("form.name")));
    keep("description", new LabelProperty(desk, desk.text("form.description")));
    group(desk.text("workflow.running"));
    keep(WITHDRAW, withdraw());
    group(desk.text("workflow.failing"));
    keep("retry", new RetryProperty(desk, desk.text("retry.workflow.help")));
    keep("incidents", incidents());
    refresh();
  }

  /** Yes, unless it is said otherwise. */
  private PropertyEditor withdraw() {
    var who = new Select<Boolean>();
    who.setItems(true, false);
    who.setItemLabelGenerator(
        may -> desk.text(Boolean.FALSE.equals(may) ? "withdraw.nobody" : "withdraw.starter"));
    return new InputProperty<>(who, desk.text(WITHDRAW), JsonNode::asBoolean, BooleanNode::valueOf);
  }

  private PropertyEditor incidents() {
    var role = new ComboBox<String>();
    role.setItems(Definitions.ids(desk.session().files(), "roles"));
    role.setItemLabelGenerator(
        id -> Definitions.title(desk.session().files(), "roles/" + id + ".json", desk.locale()));
    role.setPlaceholder(desk.text("incidents.starters"));
    role.setHelperText(desk.text("incidents.help"));
    role.setClearButtonVisible(true);
    return new InputProperty<>(
        role,
        desk.text("incidents"),
        json -> json.path(ROLE).asText(),
        id -> JsonNodeFactory.instance.objectNode().put(ROLE, id));
  }

  private void keep(String name, PropertyEditor editor) {
    editors.put(name, editor);
    input(
        "/" + name,
        editor,
        () -> {
          JsonNode value = editor.value();
          boolean usual = name.equals(WITHDRAW) && value != null && value.asBoolean();
          desk.editJson(json -> set(json, name, usual ? null : value));
        });
  }

  @Override
  @Nullable String pointer() {
    return "";
  }

  @Override
  void refresh() {
    desk.json().ifPresent(json -> editors.forEach((name, e) -> renew(e, shown(json, name))));
    mark();
  }

  private static @Nullable JsonNode shown(ObjectNode json, String name) {
    JsonNode value = json.get(name);
    return value == null && name.equals(WITHDRAW) ? BooleanNode.TRUE : value;
  }
}
