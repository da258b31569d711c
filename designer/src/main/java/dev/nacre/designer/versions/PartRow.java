package dev.nacre.designer.versions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import dev.nacre.designer.condition.ConditionBuilder;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.desk.Icons;
import dev.nacre.metadata.Json;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One part of a release: a version, and whom it takes. */
final class PartRow extends Div {
  private static final double WHOLE = 100;

  private final Desk desk;
  private final ComboBox<Integer> version;
  private final Select<Kind> kind = new Select<>();
  private final MultiSelectComboBox<String> roles = new MultiSelectComboBox<>();
  private final MultiSelectComboBox<String> people = new MultiSelectComboBox<>();
  private final ComboBox<String> form = new ComboBox<>();
  private final ConditionBuilder condition;
  private final NumberField share = new NumberField();
  private final Div which = new Div();

  /** What whom it takes depends on. */
  private enum Kind {
    ROLE,
    PERSON,
    RECORDS,
    SHARE
  }

  PartRow(Desk desk, List<Integer> versions, Map<String, String> byRole, Consumer<PartRow> remove) {
    this.desk = desk;
    addClassName("nd-part");
    version = ReleaseDialog.version(desk, versions, desk.text("release.version"));
    if (!versions.isEmpty()) {
      version.setValue(versions.getFirst());
    }
    version.getElement().setAttribute("data-part", "version");
    kind.setLabel(desk.text("release.for"));
    kind.setItems(Kind.values());
    kind.setItemLabelGenerator(
        k -> desk.text("release.for." + k.name().toLowerCase(java.util.Locale.ROOT)));
    kind.setWidth("13rem");
    kind.getElement().setAttribute("data-part", "kind");
    names(roles, desk.text("release.roles"), byRole);
    roles.getElement().setAttribute("data-part", "roles");
    names(people, desk.text("release.people"), desk.people());
    form.setLabel(desk.text("release.records.of"));
    form.setItems(Definitions.ids(desk.session().files(), "forms"));
    form.setItemLabelGenerator(
        id -> Definitions.title(desk.session().files(), "forms/" + id + ".json", desk.locale()));
    condition =
        new ConditionBuilder(
            desk, () -> Fields.of(desk, form.getValue() == null ? "" : form.getValue()), false);
    form.addValueChangeListener(change -> condition.show(null));
    Definitions.ids(desk.session().files(), "forms").stream().findFirst().ifPresent(form::setValue);
    share.setLabel(desk.text("release.percent"));
    share.setMin(0);
    share.setMax(WHOLE);
    share.setSuffixComponent(new com.vaadin.flow.component.html.Span("%"));
    share.setWidth("8rem");
    share.getElement().setAttribute("data-part", "share");
    which.addClassName("nd-part-which");
    kind.addValueChangeListener(change -> arrange());
    var gone =
        Icons.button(VaadinIcon.TRASH, desk.text("release.remove"), () -> remove.accept(this));
    add(version, kind, which, share, gone);
    kind.setValue(Kind.ROLE);
  }

  private static void names(
      MultiSelectComboBox<String> box, String label, Map<String, String> byId) {
    box.setLabel(label);
    box.setItems(byId.keySet());
    box.setItemLabelGenerator(id -> byId.getOrDefault(id, id));
    box.setWidth("16rem");
  }

  private void arrange() {
    which.removeAll();
    Component[] shown =
        switch (kind.getValue()) {
          case ROLE -> new Component[] {roles};
          case PERSON -> new Component[] {people};
          case RECORDS -> new Component[] {form, condition};
          case SHARE -> new Component[0];
        };
    which.add(shown);
    share.setHelperText(kind.getValue() == Kind.SHARE ? "" : desk.text("release.percent.optional"));
  }

  ObjectNode json() {
    ObjectNode part = Json.MAPPER.createObjectNode();
    if (version.getValue() != null) {
      part.put("version", version.getValue());
    }
    switch (kind.getValue()) {
      case ROLE -> ids(part, "role", roles.getValue());
      case PERSON -> ids(part, "user", people.getValue());
      case RECORDS -> {
        ObjectNode when = part.putObject("when");
        var all = when.putArray("all");
        if (form.getValue() != null) {
          all.addObject().put("form", form.getValue());
        }
        JsonNode where = condition.value();
        if (where != null && !where.isEmpty()) {
          all.add(where);
        }
      }
      case SHARE -> {}
    }
    if (share.getValue() != null) {
      part.put("share", BigDecimal.valueOf(share.getValue()));
    }
    return part;
  }

  private static void ids(ObjectNode part, String key, Collection<String> ids) {
    var array = part.putObject("when").putArray(key);
    ids.forEach(array::add);
  }
}
