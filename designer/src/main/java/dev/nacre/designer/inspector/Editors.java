package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.NamesField.Of;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Makes the input that fits the shape of a property. */
public final class Editors {
  private static final Pattern OLD_ZONES =
      Pattern.compile("(Etc|SystemV|US|Canada|Brazil|Chile|Mexico)/.*");

  private Editors() {}

  /** The input for a setting of a kind. */
  static PropertyEditor of(Desk desk, KindDescriptor kind, Property property, About about) {
    String label = kind.label(property, desk.locale());
    return switch (property.shape()) {
      case Shape.Plain p when property.name().equals("code") -> code(label);
      case Shape.Plain p when property.name().equals("type") -> fieldType(desk, label);
      case Shape.Plain p -> text(label);
      case Shape.FieldName(Of of) -> NamesProperty.field(desk, label, about, of);
      case Shape.Numeric n -> number(label);
      case Shape.Flag f -> flag(label);
      case Shape.Label l -> new LabelProperty(desk, label);
      case Shape.Span s -> new DurationProperty(desk, label);
      case Shape.Reference r ->
          choice(
              label,
              Definitions.ids(desk.session().files(), r.folder()),
              id ->
                  Definitions.title(
                      desk.session().files(), r.folder() + "/" + id + ".json", desk.locale()));
      case Shape.Choice c ->
          choice(label, c.values(), value -> kind.label(property, value, desk.locale()));
      case Shape.Many m when m.of() instanceof Shape.Group group ->
          new RowsProperty(desk, kind, label, group, about);
      case Shape.Many m
          when m.of() instanceof Shape.Nested n && n.type() == FieldDefinition.class ->
          new LinesProperty(desk, label);
      case Shape.Many(Shape.Choice c) ->
          NamesProperty.some(
              label, c.values(), value -> kind.label(property, value, desk.locale()));
      case Shape.Many(Shape.FieldName(Of of)) -> NamesProperty.fields(desk, label, about, of);
      case Shape.Many(Shape.Plain p) when PeoplesSteps.NAMES.contains(property.name()) ->
          NamesProperty.several(label, PeoplesSteps.of(desk, property.name()));
      case Shape.Many(Shape.Computed c) when property.name().equals("users") ->
          new PeopleProperty(desk, label, about);
      case Shape.Many(Shape.Plain p) -> NamesProperty.words(label);
      case Shape.Many m -> json(desk, label);
      case Shape.When w -> new ConditionProperty(desk, label, about, property.required());
      case Shape.Computed(String named) when AppCalendars.CALENDARS.equals(named) ->
          new CalendarProperty(desk, label, about);
      case Shape.Computed c when property.name().equals("user") ->
          new PersonProperty(desk, label, about);
      case Shape.Computed c -> new ValueProperty(desk, label, about, null);
      case Shape.Named(Shape.Computed c, Of of) ->
          new SetProperty(desk, label, about, of, property.required());
      case Shape.Named n -> json(desk, label);
      case Shape.Group g -> new GroupProperty(desk, kind, label, g, about, property.required());
      case Shape.Nested n -> json(desk, label);
    };
  }

  /** One of the types that fields have. */
  private static PropertyEditor fieldType(Desk desk, String label) {
    var kinds = desk.types();
    List<String> ids =
        kinds.all().stream()
            .map(type -> kinds.descriptor(type.id()))
            .sorted(Comparator.comparing(KindDescriptor::order))
            .map(KindDescriptor::id)
            .toList();
    return choice(
        label,
        ids,
        id -> kinds.find(id).map(t -> kinds.descriptor(t.id()).label(desk.locale())).orElse(id));
  }

  /** A line of text. */
  public static PropertyEditor text(String label) {
    return new InputProperty<>(new TextField(), label, JsonNode::asText, TextNode::valueOf);
  }

  /** Text of many lines that a computer reads. */
  static PropertyEditor code(String label) {
    var input = new TextArea();
    input.addClassName("nd-code");
    input.setMinRows(8);
    input.setValueChangeMode(ValueChangeMode.LAZY);
    input.setValueChangeTimeout(700);
    return new InputProperty<>(input, label, JsonNode::asText, TextNode::valueOf);
  }

  static PropertyEditor flag(String label) {
    return new InputProperty<>(
        new Checkbox(), label, JsonNode::asBoolean, yes -> yes ? BooleanNode.TRUE : null);
  }

  /** What isn't a number stays as text, and is a problem then. */
  static PropertyEditor number(String label) {
    var input = new TextField();
    input.getElement().setAttribute("inputmode", "decimal");
    return new InputProperty<>(
        input,
        label,
        JsonNode::asText,
        text -> {
          try {
            return DecimalNode.valueOf(new BigDecimal(text.strip()));
          } catch (NumberFormatException e) {
            return TextNode.valueOf(text);
          }
        });
  }

  /** One of some values, by what they are called. */
  public static PropertyEditor choice(String label, Map<String, String> names) {
    return choice(label, List.copyOf(names.keySet()), id -> names.getOrDefault(id, id));
  }

  /** Some of some values, by what they are called, in the order in which they were chosen. */
  public static PropertyEditor several(String label, Map<String, String> names) {
    return NamesProperty.several(label, names);
  }

  /** Words with commas between them. */
  public static PropertyEditor words(String label) {
    return NamesProperty.words(label);
  }

  /** How long. */
  public static PropertyEditor duration(Desk desk, String label) {
    return new DurationProperty(desk, label);
  }

  /** A time zone, by the name that every computer knows. */
  static PropertyEditor zone(Desk desk, String label, String otherwise) {
    var input = new ComboBox<String>();
    // the short ones are of former times, and mean something else to everybody
    input.setItems(
        ZoneId.getAvailableZoneIds().stream()
            .filter(
                id -> id.equals("UTC") || (id.contains("/") && !OLD_ZONES.matcher(id).matches()))
            .sorted()
            .toList());
    input.setPlaceholder(otherwise);
    input.setClearButtonVisible(true);
    // what is written wrongly is shown as it stands
    input.setAllowCustomValue(true);
    input.addCustomValueSetListener(event -> input.setValue(event.getDetail().strip()));
    return new InputProperty<>(input, label, JsonNode::asText, TextNode::valueOf);
  }

  static PropertyEditor choice(String label, List<String> values, Function<String, String> names) {
    var input = new ComboBox<String>();
    input.setItems(values);
    input.setItemLabelGenerator(names::apply);
    input.setClearButtonVisible(true);
    return new InputProperty<>(input, label, JsonNode::asText, TextNode::valueOf);
  }

  /** For shapes that have no editor of their own yet. */
  static PropertyEditor json(Desk desk, String label) {
    var input = new TextArea();
    input.addClassName("nd-code");
    input.setPlaceholder(desk.text("json"));
    input.setValueChangeMode(ValueChangeMode.ON_BLUR);
    return new InputProperty<>(input, label, Editors::writeJson, Editors::readJson);
  }

  private static String writeJson(JsonNode json) {
    return json.isTextual() ? json.textValue() : json.toPrettyString();
  }

  private static JsonNode readJson(String text) {
    JsonNode json = Json.read(text, new Problems());
    // kept as text, which is a problem that a person sees
    return json != null ? json : TextNode.valueOf(text);
  }
}
