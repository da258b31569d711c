package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.NewSettings;
import dev.nacre.designer.draft.BlockView;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.NamesField.Of;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs of a group of settings; of alternatives a person chooses one. */
final class GroupBody extends Div {
  private static final String TYPE = "type";
  private static final String OWN = "settings";

  private final Desk desk;
  private final KindDescriptor kind;
  private final Shape.Group group;
  private final About about;
  private final ObjectNode json;
  private final Runnable changed;
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();
  private final Div chosen = new Div();

  /**
   * The inputs.
   *
   * @param json the group itself, which is changed in place
   * @param changed told of every change
   */
  GroupBody(
      Desk desk,
      KindDescriptor kind,
      Shape.Group group,
      About about,
      ObjectNode json,
      Runnable changed) {
    this.desk = desk;
    this.kind = kind;
    this.group = group;
    this.about = about.within(group, json);
    this.json = json;
    this.changed = changed;
    addClassName("nd-group");
    chosen.addClassName("nd-group-chosen");
    // what people read comes first
    group.properties().stream()
        .filter(p -> !group.one().contains(p.name()) && !BlockView.isSteps(p.shape()))
        .sorted(
            java.util.Comparator.comparing(property -> !(property.shape() instanceof Shape.Label)))
        .forEach(property -> add(input(property)));
    if (!group.one().isEmpty()) {
      add(which(), chosen);
      choose(written());
    }
  }

  /** The inputs by the names of their settings. */
  Map<String, PropertyEditor> editors() {
    return editors;
  }

  /** Shows what is wrong at the inputs that it leads to, and gives the rest. */
  List<Fault> wrong(List<Fault> faults) {
    editors.forEach((name, editor) -> editor.wrong(Fault.of(faults, name)));
    return faults.stream().filter(f -> editors.keySet().stream().noneMatch(f::within)).toList();
  }

  private List<Property> alternatives() {
    return group.properties().stream().filter(p -> group.one().contains(p.name())).toList();
  }

  private @Nullable Property written() {
    return alternatives().stream().filter(p -> json.has(p.name())).findFirst().orElse(null);
  }

  private Select<Property> which() {
    var which = new Select<Property>();
    which.setItems(alternatives());
    which.setItemLabelGenerator(p -> p == null ? "" : kind.label(p, desk.locale()));
    which.setValue(written());
    which.setAriaLabel(desk.text("which"));
    which.setWidthFull();
    which.getElement().setAttribute("data-which", String.join(" ", group.one()));
    which.addValueChangeListener(
        change -> {
          json.remove(group.one());
          Property property = change.getValue();
          if (property != null) {
            var one = new Shape.Group(group.properties(), List.of(property.name()));
            JsonNode start = NewSettings.group(desk, one).get(property.name());
            if (start != null) {
              json.set(property.name(), start);
            }
          }
          choose(property);
          changed.run();
        });
    return which;
  }

  private void choose(@Nullable Property property) {
    chosen.removeAll();
    // that it was chosen is all that a flag says
    if (property != null && !(property.shape() instanceof Shape.Flag)) {
      chosen.add(input(property));
    }
  }

  private com.vaadin.flow.component.Component input(Property property) {
    PropertyEditor editor = editor(property);
    editor.show(json.get(property.name()));
    editor.onChange(
        () -> {
          Sheet.set(json, property.name(), editor.value());
          if (namesTable(property) || About.namesForm(property)) {
            renew(property);
          } else if (property.name().equals(TYPE)) {
            json.remove(OWN);
            group.properties().stream().filter(this::typed).forEach(this::replace);
          }
          changed.run();
        });
    editor.component().getElement().setAttribute("data-setting", property.name());
    editors.put(property.name(), editor);
    return editor.component();
  }

  /** Where a type of fields is chosen, the settings beside it are those of the type. */
  private PropertyEditor editor(Property property) {
    KindDescriptor type =
        typed(property)
            ? desk.types()
                .find(json.path(TYPE).asText())
                .map(found -> desk.types().descriptor(found.id()))
                .orElse(null)
            : null;
    return type == null
        ? Editors.of(desk, kind, property, about)
        : new GroupProperty(
            desk,
            type,
            type.properties().isEmpty() ? "" : kind.label(property, desk.locale()),
            new Shape.Group(type.properties(), List.of()),
            About.of(() -> ""),
            true);
  }

  private boolean typed(Property property) {
    return property.name().equals(OWN)
        && property.shape() instanceof Shape.Nested
        && group.properties().stream().anyMatch(p -> p.name().equals(TYPE));
  }

  private static boolean namesTable(Property property) {
    return property.shape() instanceof Shape.FieldName(Of of)
        && (of == Of.TABLE || of == Of.RECORD_TABLE || of == Of.LINKED_TABLE);
  }

  /** Offers the names of another table in the inputs beside the one that was changed. */
  private void renew(Property but) {
    for (Property property : group.properties()) {
      if (!property.equals(but)) {
        replace(property);
      }
    }
  }

  private void replace(Property property) {
    PropertyEditor old = editors.get(property.name());
    if (old != null) {
      old.component()
          .getParent()
          .ifPresent(
              parent ->
                  parent
                      .getElement()
                      .insertChild(
                          parent.getElement().indexOfChild(old.component().getElement()),
                          input(property).getElement()));
      old.component().getElement().removeFromParent();
    }
  }
}
