package dev.nacre.record.field;

import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An exact amount of money. */
@Singleton
public final class MoneyField extends ExactNumber<MoneyField.Settings> {
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
      @Nullable String unit)
      implements Bounds {
    @Override
    public int decimals() {
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
  public String display(Object value, Settings s, Locale locale) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(s.decimals());
    format.setMaximumFractionDigits(s.decimals());
    format.setRoundingMode(RoundingMode.HALF_UP);
    return withUnit(format.format(value), s);
  }
}
