package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.desk.NewSettings;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What starts a workflow: its kind, and the settings of that kind. */
final class TriggerSheet extends Sheet {
  private static final String NONE = "";

  private final Flow flow;
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();
  private final String about;

  TriggerSheet(Desk desk) {
    super(desk);
    this.flow = new Flow(desk);
    this.about = key();
    String type = type();
    add(choice(type));
    var kinds = desk.kinds().triggers();
    KindDescriptor kind = kinds.find(type).map(found -> kinds.descriptor(found.id())).orElse(null);
    add(hint(kind == null ? desk.text("trigger.none.help") : kind.help(desk.locale())));
    if (kind != null) {
      var surroundings = new About(this::form, this::form, true);
      for (Property property : kind.properties()) {
        PropertyEditor editor = Editors.of(desk, kind, property, surroundings);
        editors.put(property.name(), editor);
        input("/" + property.name(), editor, () -> change(property.name(), editor));
      }
    }
    refresh();
  }

  private Select<String> choice(String type) {
    var kinds = desk.kinds().triggers();
    var input = new Select<String>();
    input.setLabel(desk.text("trigger.type"));
    List<String> types = new ArrayList<>();
    kinds.all().stream()
        .map(t -> kinds.descriptor(t.id()))
        .sorted(Comparator.comparing(KindDescriptor::order))
        .forEach(d -> types.add(d.id()));
    types.add(NONE);
    if (!types.contains(type)) {
      types.add(type);
    }
    input.setItems(types);
    input.setItemLabelGenerator(
        id ->
            id == null || id.isEmpty()
                ? desk.text("trigger.none")
                : kinds
                    .find(id)
                    .map(t -> kinds.descriptor(t.id()).label(desk.locale()))
                    .orElse(id));
    input.setValue(type);
    input.setWidthFull();
    input.addValueChangeListener(change -> become(change.getValue()));
    return input;
  }

  /** What both kinds know by the same name is kept. */
  private void become(String type) {
    flow.edit(
        workflow -> {
          if (type.isEmpty()) {
            workflow.json().remove("trigger");
            return;
          }
          ObjectNode before = workflow.trigger().orElseGet(() -> workflow.json().objectNode());
          ObjectNode trigger = workflow.json().objectNode().put("type", type);
          List<Property> properties = desk.kinds().triggers().descriptor(type).properties();
          trigger.setAll(NewSettings.of(desk, properties));
          for (Property property : properties) {
            JsonNode known = before.get(property.name());
            if (known != null) {
              trigger.set(property.name(), known);
            }
          }
          workflow.json().set("trigger", trigger);
        });
  }

  private String type() {
    return flow.workflow()
        .flatMap(WorkflowEdit::trigger)
        .map(trigger -> trigger.path("type").asText())
        .orElse(NONE);
  }

  private String form() {
    return flow.workflow().flatMap(WorkflowEdit::form).orElse("");
  }

  private String key() {
    return desk.path() + " " + type() + " " + form();
  }

  @Override
  boolean stale() {
    return !about.equals(key());
  }

  @Override
  @Nullable String pointer() {
    return "/trigger";
  }

  @Override
  void refresh() {
    flow.workflow()
        .flatMap(WorkflowEdit::trigger)
        .ifPresent(json -> editors.forEach((name, e) -> renew(e, json.get(name))));
    mark();
  }

  private void change(String name, PropertyEditor editor) {
    JsonNode value = editor.value();
    flow.edit(workflow -> workflow.trigger().ifPresent(trigger -> set(trigger, name, value)));
  }
}
