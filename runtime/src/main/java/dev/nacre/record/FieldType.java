package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.kind.Kind;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problems;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A type of field: reads, checks, stores and writes values. Empty is null everywhere; blank text is
 * empty.
 *
 * @param <S> its settings
 */
public interface FieldType<S extends Record> extends Kind<S> {

  /** What its values are to expressions and storage. */
  ValueType valueType();

  /** The PostgreSQL type of its column. */
  default String columnType() {
    return switch (valueType()) {
      case TEXT -> "text";
      case NUMBER -> "numeric";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case MOMENT -> "timestamptz";
      case LINK -> "uuid";
      case SEVERAL -> "text[]";
      case LINES -> throw new IllegalStateException("lines have a table, not a column");
    };
  }

  /**
   * How its column writes values down. A field may become of another type that says the same, and
   * keep its column; any other gets a column of its own, into which what can be converted is.
   */
  default String storedAs(S settings) {
    String far = linksTo(settings);
    return far != null
        ? id() + " " + far
        : switch (valueType()) {
          case TEXT, SEVERAL, LINES -> id();
          case NUMBER, BOOLEAN, DATE, MOMENT, LINK -> columnType();
        };
  }

  /**
   * Reads a value as JSON gives it, and checks it against the settings. Adds a problem and gives
   * null when it doesn't fit.
   *
   * @param json never null, never a JSON null
   */
  @Nullable Object read(JsonNode json, S settings, String pointer, Problems problems);

  /**
   * Reads a value as a text cell of an import gives it, in any usual spelling; by default the JSON
   * text.
   *
   * @param text never blank
   * @param zone the app's time zone, for times that name none
   */
  default @Nullable Object readText(
      String text, S settings, ZoneId zone, String pointer, Problems problems) {
    return read(TextNode.valueOf(text), settings, pointer, problems);
  }

  /**
   * Brings a computed value (of a formula or a default) into this type: rounds, converts to text,
   * checks the settings.
   *
   * @param value text, a decimal, yes or no, a day, a moment or an id
   * @param zone the app's time zone, between days and moments
   */
  @Nullable Object coerce(Object value, S settings, ZoneId zone, String pointer, Problems problems);

  /** The value as record JSON gives it. */
  JsonNode write(Object value, S settings);

  /** The JSON Schema of what {@link #read} takes and {@link #write} gives; a node of its own. */
  default ObjectNode schema(S settings) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    return switch (valueType()) {
      case TEXT -> schema.put("type", "string");
      case NUMBER -> schema.put("type", "number");
      case BOOLEAN -> schema.put("type", "boolean");
      case DATE -> schema.put("type", "string").put("format", "date");
      case MOMENT -> schema.put("type", "string").put("format", "date-time");
      case LINK -> schema.put("type", "string").put("format", "uuid");
      case SEVERAL -> {
        schema.put("type", "array").putObject("items").put("type", "string");
        yield schema;
      }
      case LINES -> schema.put("type", "array");
    };
  }

  /** The value as a person reads it in a list or an export cell; by default the JSON text. */
  default String display(Object value, S settings, Locale locale) {
    return write(value, settings).asText();
  }

  /** Problems of the settings that their schema can't say, such as a smallest above a largest. */
  default void check(S settings, String pointer, Problems problems) {}

  /** For a link or several, the id of the form they point to; null for every other type. */
  default @Nullable String linksTo(S settings) {
    return null;
  }

  /** For a link or several, which records of that form may be chosen; null means all. */
  default @Nullable Condition offers(S settings) {
    return null;
  }

  /** For types without values of their own, where these are found; null for every other type. */
  default @Nullable Derived derived(S settings) {
    return null;
  }

  /**
   * Whether values add up to one of the same type, and have a mean.
   *
   * @return to how many decimals a mean is rounded; empty when sums are plain numbers
   */
  default OptionalInt adds(S settings) {
    return OptionalInt.empty();
  }

  /**
   * Whether its several texts are the steps of a way, which can be asked for and grouped by its
   * beginning.
   */
  default boolean steps() {
    return false;
  }

  /** Whether the search of a list looks into its values. */
  default boolean searched() {
    return false;
  }

  /** Whether its values can be the states of a life cycle. */
  default boolean hasStates() {
    return false;
  }

  /** Whether its values are options, of which rules can leave some out. */
  default boolean hasOptions() {
    return hasStates();
  }

  /** For tables, the definitions of their lines' fields; empty for every other type. */
  default List<FieldDefinition> lines(S settings) {
    return List.of();
  }

  /** For tables, checks how many lines there are. */
  default void checkLines(int count, S settings, String pointer, Problems problems) {}

  /** What files a value holds that anything may be put into. */
  enum Files {
    NONE,
    ONE,
    SEVERAL
  }

  /** For files, how many a value may hold; none for every other type. */
  default Files files(S settings) {
    return Files.NONE;
  }

  /** For files, those that a value of this type names; empty for every other type. */
  default List<Attachment> attachments(Object value) {
    return List.of();
  }

  /** For numbered types, how the number is made; null for every other type. */
  default @Nullable NumberPattern numbering(S settings) {
    return null;
  }
}
