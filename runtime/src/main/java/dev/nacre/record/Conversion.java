package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings values of one type into another, as a person would who typed them in anew. What can't be
 * said in the other type is empty there; nothing is rounded, cut or guessed.
 *
 * @param zone the app's, between days and moments
 */
public record Conversion(Typed from, Typed to, ZoneId zone) {

  /** A type with settings that it has read. */
  public record Typed(FieldType<Record> type, Record settings) {
    /** What a field is now. */
    public static Typed of(Field field) {
      return new Typed(field.fieldType(), field.settings());
    }

    /** How its column writes values down. */
    public String storedAs() {
      return type.storedAs(settings);
    }

    /** A value in a row of its column; null when empty. */
    public @Nullable Object stored(ResultSet row, int column) throws SQLException {
      return RecordSql.value(row, column, type.valueType());
    }

    /** The PostgreSQL type of one value in an array of them, to be cast by {@link #cast}. */
    public String element() {
      return type.valueType() == ValueType.SEVERAL ? "text" : type.columnType();
    }

    /** Values as one array for {@code unnest}. */
    public Object[] array(List<? extends @Nullable Object> values) {
      return RecordSql.array(type.valueType(), values);
    }

    /** What came out of {@code unnest}, as its column takes it. */
    public String cast(String sql) {
      return sql + (type.valueType() == ValueType.SEVERAL ? "::text[]" : "");
    }
  }

  /** The value in the other type; null when it can't be said there. */
  public @Nullable Object apply(Object value) {
    JsonNode json = from.type.write(value, from.settings);
    String far = to.type.linksTo(to.settings);
    if (far != null && !Objects.equals(far, from.type.linksTo(from.settings))) {
      return null; // an id means nothing in another form
    }
    boolean one = to.type.valueType() != ValueType.SEVERAL;
    if (from.type.valueType() == ValueType.SEVERAL && one) {
      return ofSeveral(json, far != null);
    }
    if (far != null && !one && json.isTextual()) {
      return read(Json.MAPPER.createArrayNode().add(json));
    }
    Object same = read(json);
    if (same != null || to.storedAs().equals(from.storedAs())) {
      return same;
    }
    return temporal(from) && temporal(to) ? coerced(value) : text(text(json));
  }

  private @Nullable Object ofSeveral(JsonNode several, boolean link) {
    if (several instanceof ArrayNode array && array.size() == 1) {
      Object same = read(array.get(0));
      return same != null ? same : text(text(array.get(0)));
    }
    if (link) {
      return null;
    }
    var texts = new ArrayList<String>();
    several.forEach(one -> texts.add(text(one)));
    return text(String.join("; ", texts));
  }

  private static boolean temporal(Typed typed) {
    ValueType type = typed.type.valueType();
    return type == ValueType.DATE || type == ValueType.MOMENT;
  }

  private static String text(JsonNode json) {
    return json.isNumber()
        ? json.decimalValue().toPlainString()
        : json.isValueNode() ? json.asText() : Json.write(json);
  }

  private @Nullable Object read(JsonNode json) {
    var problems = new Problems();
    Object read = to.type.read(json, to.settings, "", problems);
    return problems.isEmpty() ? read : null;
  }

  private @Nullable Object text(String text) {
    if (text.isBlank()) {
      return null;
    }
    var problems = new Problems();
    Object read = to.type.readText(text.strip(), to.settings, zone, "", problems);
    return problems.isEmpty() ? read : null;
  }

  private @Nullable Object coerced(Object value) {
    var problems = new Problems();
    Object read = to.type.coerce(value, to.settings, zone, "", problems);
    return problems.isEmpty() ? read : null;
  }
}
