package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import dev.nacre.designer.condition.FieldPicker;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.expression.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form in which people enter the days that differ, so that nobody needs to publish for one. */
final class DaysFromProperty extends FramedProperty {
  private static final String FORM = "form";
  private static final String DATE = "date";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String WHERE = "where";

  private final Desk desk;
  private final ComboBox<String> form = new ComboBox<>();
  private final Div place = new Div();
  private final Map<String, PropertyEditor> parts = new LinkedHashMap<>();
  private @Nullable ObjectNode given;

  DaysFromProperty(Desk desk) {
    super("nd-property");
    this.desk = desk;
    form.setLabel(desk.text("calendar.entered"));
    form.setPlaceholder(desk.text("calendar.entered.none"));
    form.setHelperText(desk.text("calendar.entered.help"));
    form.setItems(Definitions.ids(desk.session().files(), "forms"));
    form.setItemLabelGenerator(
        id -> Definitions.title(desk.session().files(), "forms/" + id + ".json", desk.locale()));
    form.setClearButtonVisible(true);
    form.setManualValidation(true);
    form.setWidthFull();
    form.getElement().setAttribute("data-setting", FORM);
    form.addValueChangeListener(
        change -> {
          if (telling()) {
            become(change.getValue());
          }
        });
    place.addClassName("nd-parts");
    box.add(form, place, error);
  }

  @Override
  public void show(@Nullable JsonNode value) {
    given = value instanceof ObjectNode object ? object.deepCopy() : null;
    quietly(
        () -> {
          if (given == null) {
            form.clear();
          } else {
            form.setValue(given.path(FORM).asText());
          }
        });
    draw();
  }

  @Override
  public @Nullable JsonNode value() {
    return given == null ? null : given.deepCopy();
  }

  /** A form with one date has said already which one it is. */
  private void become(@Nullable String id) {
    given = null;
    if (id != null) {
      given = JsonNodeFactory.instance.objectNode().put(FORM, id);
      List<FieldChoice> dates = dates(id);
      if (!dates.isEmpty()) {
        given.put(DATE, dates.getFirst().path());
      }
      List<FieldChoice> times = times(id);
      if (times.size() == 2) {
        given.put(FROM, times.getFirst().path()).put(TO, times.getLast().path());
      }
    }
    draw();
    tell();
  }

  private List<FieldChoice> dates(String id) {
    return own(id).stream()
        .filter(
            field ->
                desk.types()
                    .find(field.definition().type())
                    .filter(type -> type.valueType() == ValueType.DATE)
                    .isPresent())
        .toList();
  }

  private List<FieldChoice> times(String id) {
    return own(id).stream().filter(field -> field.definition().type().equals("time")).toList();
  }

  private List<FieldChoice> own(String id) {
    return Fields.of(desk, id).all().stream().filter(f -> !f.path().contains(".")).toList();
  }

  private void draw() {
    place.removeAll();
    parts.clear();
    if (given == null) {
      return;
    }
    ObjectNode all = given;
    String id = all.path(FORM).asText();
    part(all, DATE, field(dates(id), "calendar.entered.date"));
    part(all, FROM, field(times(id), "calendar.entered.from"));
    part(all, TO, field(times(id), "calendar.entered.to"));
    About about = About.of(() -> id);
    part(
        all, WHERE, new ConditionProperty(desk, desk.text("calendar.entered.where"), about, false));
  }

  private PropertyEditor field(List<FieldChoice> fields, String label) {
    var picker = new FieldPicker(fields, desk.text(label));
    picker.setClearButtonVisible(true);
    return NamesProperty.picked(desk, picker, desk.text(label));
  }

  private void part(ObjectNode all, String name, PropertyEditor editor) {
    editor.show(all.get(name));
    editor.onChange(
        () -> {
          Sheet.set(all, name, editor.value());
          tell();
        });
    editor.component().getElement().setAttribute("data-setting", name);
    parts.put(name, editor);
    place.add(editor.component());
  }

  @Override
  public void wrong(List<Fault> faults) {
    String own = Fault.text(Fault.of(faults, FORM));
    form.setErrorMessage(own);
    form.setInvalid(!own.isEmpty());
    parts.forEach((name, editor) -> editor.wrong(Fault.of(faults, name)));
    wrong(
        Fault.text(
            faults.stream()
                .filter(f -> !f.within(FORM) && parts.keySet().stream().noneMatch(f::within))
                .toList()));
  }
}
