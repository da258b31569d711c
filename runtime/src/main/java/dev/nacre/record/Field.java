package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.Columns;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.Scope;
import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import dev.nacre.expression.Visible;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A field of a published form, ready to run. System fields have no definition and no type. */
public final class Field implements Shape.Name {
  private final String id;
  private final int index;
  private final ValueType valueType;
  private final String column;
  private final String columnName;
  private final @Nullable FieldDefinition definition;
  private final @Nullable FieldType<Record> type;
  private final @Nullable Record settings;
  private final Supplier<@Nullable Form> target;
  private final Supplier<@Nullable Form> many;
  private @Nullable CompiledFormula formula;
  private @Nullable CompiledFormula defaultFormula;
  private @Nullable Object defaultValue;
  private final @Nullable Derived derived;
  private @Nullable Derivation derivation;
  private @Nullable CompiledCondition offers;
  private boolean doubtful;
  private boolean ruled;

  @SuppressWarnings("unchecked")
  Field(
      FieldDefinition definition,
      int index,
      FieldType<?> type,
      Record settings,
      String column,
      Supplier<@Nullable Form> target,
      Supplier<@Nullable Form> many) {
    this.id = definition.id();
    this.index = index;
    this.valueType = type.valueType();
    this.columnName = column;
    this.column = Identifiers.quote(column);
    this.definition = definition;
    // a kind is only ever given the settings that its own class read
    this.type = (FieldType<Record>) type;
    this.settings = settings;
    this.target = target;
    this.many = many;
    this.derived = this.type.derived(settings);
  }

  Field(String id, int index, ValueType valueType, String column) {
    this.id = id;
    this.index = index;
    this.valueType = valueType;
    this.columnName = column;
    this.column = Identifiers.quote(column);
    this.definition = null;
    this.type = null;
    this.settings = null;
    this.target = () -> null;
    this.many = () -> null;
    this.derived = null;
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
    Field like = like();
    return like == null ? valueType : like.type();
  }

  @Override
  public String column() {
    if (derived()) {
      throw new IllegalStateException(id + " has no column");
    }
    return column;
  }

  /** The name of its column, not quoted; its id, unless the field has changed its type. */
  public String columnName() {
    return columnName;
  }

  /** Whether its values are found elsewhere whenever they are asked for; it has no column. */
  @Override
  public boolean derived() {
    return derived != null;
  }

  @Override
  public List<? extends Shape.Name> path() {
    if (!(derivation instanceof Derivation.Far far)) {
      return List.of(this);
    }
    var way = new java.util.ArrayList<Shape.Name>();
    way.add(far.through());
    way.addAll(far.like().path());
    return way;
  }

  @Override
  public Sql sql(String alias, Scope scope, Visible visible) {
    return switch (derivation) {
      case null -> Sql.of(alias + "." + column());
      case Derivation.Far far -> Columns.of(this, alias, scope, visible);
      case Derivation.Figure figure -> figure.sql(alias, scope, visible);
    };
  }

  @Override
  public List<Shape.Source> sources() {
    return derivation == null ? List.of() : derivation.sources();
  }

  /** The field whose type and settings the values have; null when they are its own. */
  private @Nullable Field like() {
    return derivation == null ? null : derivation.like();
  }

  /** For a link the far form, for a table its lines' form; null otherwise. */
  @Override
  public @Nullable Form target() {
    return derivation instanceof Derivation.Far far ? far.like().target() : target.get();
  }

  /** For several links, the far form; null otherwise. */
  @Override
  public @Nullable Form many() {
    return derivation instanceof Derivation.Far far ? far.like().many() : many.get();
  }

  /** The form that a link, or several, leads to; null for everything else. */
  public @Nullable Form linked() {
    Form several = many();
    return several != null ? several : lines() ? null : target();
  }

  /** Whether this is {@code id version createdAt createdBy updatedAt updatedBy}. */
  public boolean system() {
    return definition == null;
  }

  /** Whether it is a table of lines. */
  public boolean lines() {
    return type() == ValueType.LINES;
  }

  /** The JSON Schema of its values, without null; a node of its own. */
  public ObjectNode schema() {
    ObjectNode schema = fieldType().schema(settings());
    if (derivation instanceof Derivation.Figure) {
      schema.remove(List.of("minimum", "maximum", "multipleOf")); // those of one value
    }
    return schema;
  }

  @Override
  public boolean steps() {
    if (derived()) {
      Shape.Name end = path().getLast();
      return end != this && end.steps();
    }
    return !system() && !lines() && fieldType().steps();
  }

  /** Whether the search of a list looks into it. */
  public boolean searched() {
    return !system() && !derived() && !lines() && fieldType().searched();
  }

  /** How its column writes values down; fields that say the same can share a column. */
  public String storedAs() {
    return fieldType().storedAs(settings());
  }

  /** Its value in a row of its column; null when empty. */
  public @Nullable Object stored(ResultSet row, int column) throws SQLException {
    return RecordSql.value(row, column, type());
  }

  /** Whether its value is computed and can't be written. */
  public boolean computed() {
    return formula != null || derived();
  }

  /**
   * The definition as screens need it: what is found elsewhere looks like what is there, and is
   * computed.
   */
  public FieldDefinition shown() {
    Form inner = lines() ? target() : null;
    if (inner != null && inner.derives()) {
      return table(inner);
    }
    if (derivation == null) {
      return definition();
    }
    FieldDefinition own = definition();
    FieldDefinition far = derivation.like() == null ? own : derivation.like().shown();
    return new FieldDefinition(
        own.id(),
        far.type(),
        own.label(),
        own.help(),
        false,
        false,
        false,
        own.readOnly(),
        null,
        derivation.formula(),
        far.settings());
  }

  private FieldDefinition table(Form lines) {
    JsonNode settings = Objects.requireNonNull(definition().settings()).deepCopy();
    if (settings.path("fields") instanceof ArrayNode columns) {
      for (int i = 0; i < columns.size(); i++) {
        Field column = lines.field(columns.get(i).path("id").asText()).orElse(null);
        if (column != null && column.derived()) {
          columns.set(i, Json.MAPPER.<JsonNode>valueToTree(column.shown()));
        }
      }
    }
    return definition().withSettings(settings);
  }

  /** The definition. */
  public FieldDefinition definition() {
    if (definition == null) {
      throw new IllegalStateException(id + " is a system field");
    }
    return definition;
  }

  /** The type of its values. */
  public FieldType<Record> fieldType() {
    Field like = like();
    if (like != null) {
      return like.fieldType();
    }
    if (type == null) {
      throw new IllegalStateException(id + " is a system field");
    }
    return type;
  }

  /** The settings that its values have, read by their type. */
  public Record settings() {
    Field like = like();
    if (like != null) {
      return like.settings();
    }
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

  /**
   * Whether a formula that always gives that could ever be its value.
   *
   * @param given null when it depends on the data
   */
  public boolean takes(@Nullable ValueType given) {
    return given == null
        || switch (type()) {
          case TEXT, LINES -> true;
          case SEVERAL -> given == ValueType.SEVERAL || given == ValueType.TEXT;
          case NUMBER -> given == ValueType.NUMBER;
          case BOOLEAN ->
              given == ValueType.BOOLEAN || given == ValueType.TEXT || given == ValueType.NUMBER;
          case DATE, MOMENT ->
              given == ValueType.DATE || given == ValueType.MOMENT || given == ValueType.TEXT;
          case LINK -> given == ValueType.LINK || given == ValueType.TEXT;
        };
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

  /** What its type says of where its values are found; null when it has its own. */
  @Nullable Derived derivedBy() {
    return derived;
  }

  /** Where they are found, once that is known; null when they are its own. */
  @Nullable Derivation derivation() {
    return derivation;
  }

  void findBy(Derivation by) {
    this.derivation = by;
  }

  /** What must hold of a record that is newly linked to; null when any may be. */
  @Nullable CompiledCondition offers() {
    return offers;
  }

  void offer(@Nullable CompiledCondition only) {
    this.offers = only;
  }

  /** Whether a rule may give it its value. */
  boolean ruled() {
    return ruled;
  }

  void rule() {
    this.ruled = true;
  }

  void computeBy(CompiledFormula by) {
    this.formula = by;
  }

  void defaultTo(@Nullable Object value, @Nullable CompiledFormula by) {
    this.defaultValue = value;
    this.defaultFormula = by;
  }
}
