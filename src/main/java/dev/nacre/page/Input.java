package dev.nacre.page;

import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a field is asked for in plain HTML, the counterpart of its renderer on the screens. What no
 * line here knows is asked for as text, which the field type reads as it reads the cell of an
 * import.
 *
 * @param kind the {@code type} of an input, or {@code textarea} or {@code select}
 * @param mode the keyboard that a phone shows
 * @param fill what a browser may fill in by itself
 * @param options value and label, of a select
 * @param value what was typed before
 * @param problem what is wrong with it; empty for nothing
 */
public record Input(
    String id,
    String label,
    String help,
    boolean required,
    String kind,
    String mode,
    String fill,
    List<Option> options,
    String value,
    String problem) {

  /** One of a few values. */
  public record Option(String value, String label, boolean chosen) {}

  private record Shape(String kind, String mode, String fill) {}

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "long_text", new Shape("textarea", "text", "off"),
          "number", new Shape("text", "decimal", "off"),
          "money", new Shape("text", "decimal", "off"),
          "date", new Shape("date", "text", "off"),
          "datetime", new Shape("datetime-local", "text", "off"),
          "phone", new Shape("tel", "tel", "tel"),
          "email", new Shape("email", "email", "email"),
          "choice", new Shape("select", "text", "off"),
          "boolean", new Shape("select", "text", "off"));

  private static final Shape TEXT = new Shape("text", "text", "off");

  /** The same, not to be left empty. */
  Input needed() {
    return new Input(id, label, help, true, kind, mode, fill, options, value, problem);
  }

  static Input of(Field field, String value, String problem, Locale locale) {
    FieldDefinition definition = field.definition();
    Shape shape = SHAPES.getOrDefault(definition.type(), TEXT);
    return new Input(
        field.id(),
        definition.title().in(locale),
        definition.help() == null ? "" : definition.help().in(locale),
        definition.required(),
        shape.kind(),
        shape.mode(),
        shape.fill(),
        options(field, value, locale),
        value,
        problem);
  }

  private static List<Option> options(Field field, String value, Locale locale) {
    var options = new ArrayList<Option>();
    if (field.definition().type().equals("boolean")) {
      for (Boolean answer : List.of(true, false)) {
        options.add(
            new Option(
                answer.toString(), field.display(answer, locale), value.equals(answer.toString())));
      }
    }
    var settings = field.definition().settings();
    if (settings != null) {
      settings
          .path("options")
          .forEach(
              option -> {
                String one = option.path("value").asText();
                options.add(new Option(one, field.display(one, locale), value.equals(one)));
              });
    }
    return options;
  }
}
