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
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An exact amount of money. */
@Singleton
public final class MoneyField implements FieldType<MoneyField.Settings> {
  private static final int CENTS = 2;

  /**
   * What is written with more decimals than the scale is refused; what is computed is rounded half
   * up.
   *
   * @param scale the most decimals; null means 2
   * @param unit shown behind the amount
   */
  public record Settings(
      @Min(0) @Max(10) @Nullable Integer scale,
      @Nullable BigDecimal min,
      @Nullable BigDecimal max,
      @Nullable String unit) {
    int decimals() {
      return scale == null ? CENTS : scale;
    }
  }

  @Override
  public String id() {
    return "money";
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
    return fit(Decimals.of(value, s.decimals(), pointer, problems), s, pointer, problems);
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return DecimalNode.valueOf(Decimals.plain((BigDecimal) value));
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(s.decimals());
    format.setMaximumFractionDigits(s.decimals());
    format.setRoundingMode(RoundingMode.HALF_UP);
    String amount = format.format(value);
    return s.unit() == null ? amount : amount + " " + s.unit();
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    Decimals.check(s.min(), s.max(), pointer, problems);
  }

  private static @Nullable BigDecimal fit(
      @Nullable BigDecimal amount, Settings s, String pointer, Problems problems) {
    return amount == null
        ? null
        : Decimals.fit(amount, s.decimals(), s.min(), s.max(), pointer, problems);
  }
}
