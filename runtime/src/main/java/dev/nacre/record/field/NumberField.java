package dev.nacre.record.field;

import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An exact decimal, of at most 38 digits. */
@Singleton
public final class NumberField extends ExactNumber<NumberField.Settings> {

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
      @Nullable String unit)
      implements Bounds {
    @Override
    public int decimals() {
      return scale == null ? Decimals.MOST_DECIMALS : scale;
    }
  }

  @Override
  public String id() {
    return "number";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return withUnit(Decimals.plain((BigDecimal) value).toPlainString(), s);
  }
}
