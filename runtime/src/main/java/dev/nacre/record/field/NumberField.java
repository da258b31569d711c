package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An exact decimal, of at most 38 digits. */
@Singleton
public final class NumberField implements FieldType<NumberField.Settings> {

  /**
   * What is written with more decimals than the scale is refused; what is computed is rounded half
   * up.
   *
   * @param scale the most decimals; null means 20
   * @param unit shown behind the number
   */
  public record Settings(
      @Min(0) @Max(20) @Nullable Integer scale,
      @Nullable BigDecimal min,
      @Nullable BigDecimal max,
      @Nullable String unit) {}

  @Override
  public String id() {
    return "number";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.NUMBER;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    return fit(Decimals.read(json, pointer, problems), s, pointer, problems);
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    return fit(Decimals.readText(text, s.unit(), pointer, problems), s, pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    int scale = s.scale() == null ? Decimals.MOST_DECIMALS : s.scale();
    return fit(Decimals.of(value, scale, pointer, problems), s, pointer, problems);
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return DecimalNode.valueOf(Decimals.plain((BigDecimal) value));
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    String plain = Decimals.plain((BigDecimal) value).toPlainString();
    return s.unit() == null ? plain : plain + " " + s.unit();
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    Decimals.check(s.min(), s.max(), pointer, problems);
  }

  private static @Nullable BigDecimal fit(
      @Nullable BigDecimal number, Settings s, String pointer, Problems problems) {
    return number == null
        ? null
        : Decimals.fit(number, s.scale(), s.min(), s.max(), pointer, problems);
  }
}
