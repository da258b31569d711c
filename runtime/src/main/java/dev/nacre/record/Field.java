package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.storage.Identifiers;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A field of a published form, ready to run. System fields have no definition and no type. */
public final class Field implements Shape.Name {
  private final String id;
  private final int index;
  private final ValueType valueType;
  private final String column;
  private final @Nullable FieldDefinition definition;
  private final @Nullable FieldType<Record> type;
  private final @Nullable Record settings;
  private final Supplier<@Nullable Form> target;
  private @Nullable CompiledFormula formula;
  private @Nullable CompiledFormula defaultFormula;
  private @Nullable Object defaultValue;
  private boolean doubtful;

  @SuppressWarnings("unchecked")
  Field(
      FieldDefinition definition,
      int index,
      FieldType<?> type,
      Record settings,
      String column,
      Supplier<@Nullable Form> target) {
    this.id = definition.id();
    this.index = index;
    this.valueType = type.valueType();
    this.column = column;
    this.definition = definition;
    // a kind is only ever given the settings that its own class read
    this.type = (FieldType<Record>) type;
    this.settings = settings;
    this.target = target;
  }

  Field(String id, int index, ValueType valueType, String column) {
    this.id = id;
    this.index = index;
    this.valueType = valueType;
    this.column = Identifiers.quote(column);
    this.definition = null;
    this.type = null;
    this.settings = null;
    this.target = () -> null;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public ValueType type() {
    return valueType;
  }

  @Override
  public String column() {
    return column;
  }

  /** For a link the far form, for a table its lines' form; null otherwise. */
  @Override
  public @Nullable Form target() {
    return target.get();
  }

  /** Whether this is {@code id version createdAt createdBy updatedAt updatedBy}. */
  public boolean system() {
    return definition == null;
  }

  /** Whether it is a table of lines. */
  public boolean lines() {
    return valueType == ValueType.LINES;
  }

  /** The JSON Schema of its values, without null; a node of its own. */
  public ObjectNode schema() {
    return fieldType().schema(settings());
  }

  /** Whether its value is computed and can't be written. */
  public boolean computed() {
    return formula != null;
  }

  /** The definition. */
  public FieldDefinition definition() {
    if (definition == null) {
      throw new IllegalStateException(id + " is a system field");
    }
    return definition;
  }

  /** The type. */
  public FieldType<Record> fieldType() {
    if (type == null) {
      throw new IllegalStateException(id + " is a system field");
    }
    return type;
  }

  /** The settings, read by its type. */
  public Record settings() {
    if (settings == null) {
      throw new IllegalStateException(id + " is a system field");
    }
    return settings;
  }

  /** What computes it; null when people write it. */
  public @Nullable CompiledFormula formula() {
    return formula;
  }

  /** What computes its default; null when it is a constant or there is none. */
  public @Nullable CompiledFormula defaultFormula() {
    return defaultFormula;
  }

  /** The constant default, already of this type; null when there is none. */
  public @Nullable Object defaultValue() {
    return defaultValue;
  }

  /** Reads a JSON value with this field's type and settings; a JSON null or blank text is empty. */
  public @Nullable Object read(JsonNode json, String pointer, Problems problems) {
    if (doubtful || json.isNull() || (json.isTextual() && json.textValue().isBlank())) {
      return null;
    }
    return fieldType().read(json, settings(), pointer, problems);
  }

  /** Reads a text cell, in any usual spelling; blank text is empty. */
  public @Nullable Object readText(String text, ZoneId zone, String pointer, Problems problems) {
    return doubtful || text.isBlank()
        ? null
        : fieldType().readText(text.strip(), settings(), zone, pointer, problems);
  }

  /** A value as a person reads it. */
  public String display(Object value, Locale locale) {
    return system() ? value.toString() : fieldType().display(value, settings(), locale);
  }

  /** Its settings are broken, so that no value can be held against them. */
  void doubt() {
    doubtful = true;
  }

  void computeBy(CompiledFormula by) {
    this.formula = by;
  }

  void defaultTo(@Nullable Object value, @Nullable CompiledFormula by) {
    this.defaultValue = value;
    this.defaultFormula = by;
  }
}
