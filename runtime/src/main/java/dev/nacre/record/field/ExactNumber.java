package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A number that is kept to the last digit. What is written with more decimals than its scale is
 * refused; what is computed is rounded half up.
 */
abstract sealed class ExactNumber<S extends Record & ExactNumber.Bounds> implements FieldType<S>
    permits NumberField, MoneyField {
  /** Decimals enough for a mean where the field has more or doesn't say. */
  private static final int MEAN = 6;

  /** Which numbers fit. */
  interface Bounds {
    /** The most decimals. */
    int decimals();

    /** The least; null means none. */
    @Nullable BigDecimal min();

    /** The greatest; null means none. */
    @Nullable BigDecimal max();

    /** What is written behind the number; null means nothing. */
    @Nullable String unit();
  }

  @Override
  public final ValueType valueType() {
    return ValueType.NUMBER;
  }

  @Override
  public final @Nullable Object read(JsonNode json, S s, String pointer, Problems problems) {
    return fit(Decimals.read(json, pointer, problems), s, pointer, problems);
  }

  @Override
  public final @Nullable Object readText(
      String text, S s, ZoneId zone, String pointer, Problems problems) {
    return fit(Decimals.readText(text, s.unit(), pointer, problems), s, pointer, problems);
  }

  @Override
  public final @Nullable Object coerce(
      Object value, S s, ZoneId zone, String pointer, Problems problems) {
    return fit(Decimals.of(value, s.decimals(), pointer, problems), s, pointer, problems);
  }

  @Override
  public final JsonNode write(Object value, S s) {
    return DecimalNode.valueOf(Decimals.plain((BigDecimal) value));
  }

  @Override
  public final ObjectNode schema(S s) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "number");
    if (s.min() != null) {
      schema.put("minimum", Decimals.plain(s.min()));
    }
    if (s.max() != null) {
      schema.put("maximum", Decimals.plain(s.max()));
    }
    if (s.decimals() < Decimals.MOST_DECIMALS) {
      schema.put("multipleOf", Decimals.plain(BigDecimal.ONE.scaleByPowerOfTen(-s.decimals())));
    }
    return schema;
  }

  @Override
  public final void check(S s, String pointer, Problems problems) {
    Decimals.check(s.min(), s.max(), pointer, problems);
  }

  @Override
  public final OptionalInt adds(S s) {
    return OptionalInt.of(Math.min(s.decimals(), MEAN));
  }

  /** A number as people read it, with its unit. */
  static String withUnit(String number, Bounds s) {
    return s.unit() == null ? number : number + " " + s.unit();
  }

  private @Nullable BigDecimal fit(
      @Nullable BigDecimal number, S s, String pointer, Problems problems) {
    return number == null
        ? null
        : Decimals.fit(number, s.decimals(), s.min(), s.max(), pointer, problems);
  }
}
