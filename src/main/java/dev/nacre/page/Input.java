package dev.nacre.page;

import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a field is asked for in plain HTML, the counterpart of its renderer on the screens. What no
 * line here knows is asked for as text, which the field type reads as it reads the cell of an
 * import.
 *
 * @param kind the {@code type} of an input, or {@code textarea} or {@code select}
 * @param mode the keyboard that a phone shows
 * @param fill what a browser may fill in by itself
 * @param options value and label, of a select
 * @param value what was typed before; files have to be chosen again
 * @param accept the media types of files, with commas
 * @param drawn whether a picture may be drawn instead of chosen
 * @param several whether several files may be chosen
 * @param scan which codes may be photographed instead of typed; empty for none
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
    String accept,
    boolean drawn,
    boolean several,
    String scan,
    String problem) {

  /** One of a few values. */
  public record Option(String value, String label, boolean chosen) {}

  private record Shape(String kind, String mode, String fill) {}

  private static final Set<String> FILES = Set.of("file", "image", "signature");
  private static final Shape FILE = new Shape("file", "text", "off");

  private static final Shape LONG = new Shape("textarea", "text", "off");
  private static final Shape SELECT = new Shape("select", "text", "off");

  private static final Map<String, Shape> SHAPES =
      Map.ofEntries(
          Map.entry("long_text", LONG),
          Map.entry("rich_text", LONG),
          Map.entry("address", LONG),
          Map.entry("json", LONG),
          Map.entry("number", new Shape("text", "decimal", "off")),
          Map.entry("money", new Shape("text", "decimal", "off")),
          Map.entry("rating", new Shape("text", "numeric", "off")),
          Map.entry("date", new Shape("date", "text", "off")),
          Map.entry("time", new Shape("time", "text", "off")),
          Map.entry("datetime", new Shape("datetime-local", "text", "off")),
          Map.entry("phone", new Shape("tel", "tel", "tel")),
          Map.entry("email", new Shape("email", "email", "email")),
          Map.entry("url", new Shape("text", "url", "url")),
          Map.entry("choice", SELECT),
          Map.entry("boolean", SELECT));

  private static final Shape TEXT = new Shape("text", "text", "off");

  /** Whether that field holds files. */
  static boolean takesFiles(Field field) {
    return FILES.contains(field.definition().type());
  }

  /** Whether a form with it sends files. */
  boolean sendsFiles() {
    return kind.equals("file") || !scan.isEmpty();
  }

  /** The same, not to be left empty. */
  Input needed() {
    return new Input(
        id, label, help, true, kind, mode, fill, options, value, accept, drawn, several, scan,
        problem);
  }

  static Input of(Field field, String value, String problem, Locale locale) {
    FieldDefinition definition = field.definition();
    Shape shape = takesFiles(field) ? FILE : SHAPES.getOrDefault(definition.type(), TEXT);
    return new Input(
        field.id(),
        definition.title().in(locale),
        definition.help() == null ? "" : definition.help().in(locale),
        definition.required(),
        shape.kind(),
        shape.mode(),
        shape.fill(),
        shape.equals(SELECT) ? options(field, value, locale) : List.of(),
        value,
        accept(field),
        definition.type().equals("signature"),
        field.definition().settings() != null
            && field.definition().settings().path("multiple").asBoolean(),
        scan(field),
        problem);
  }

  /** Which codes a photo may give this field; empty for none. */
  static String scan(Field field) {
    if (!field.definition().type().equals("barcode")) {
      return "";
    }
    var settings = field.definition().settings();
    return settings == null ? "any" : settings.path("format").asText("any");
  }

  private static String accept(Field field) {
    var settings = field.definition().settings();
    var types = new ArrayList<String>();
    if (settings != null) {
      settings.path("types").forEach(type -> types.add(type.asText()));
    }
    boolean picture = !field.definition().type().equals("file");
    return types.isEmpty() && picture ? "image/*" : String.join(",", types);
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
