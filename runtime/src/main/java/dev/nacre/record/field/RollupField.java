package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Aggregate;
import dev.nacre.record.Derived;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A figure over the records that link here. Where it is a value of the field that it is of (the
 * latest day, a sum of money), the engine asks that field's type instead of this one.
 */
@Singleton
public final class RollupField implements FieldType<RollupField.Settings> {

  /**
   * What is figured out.
   *
   * @param from the form whose records link here, {@code order}; with the link where there are
   *     several, {@code order.customer}; with the table whose lines link, {@code
   *     order.lines.product}
   * @param field of those records or lines; only a count goes without
   * @param where which of them; null means all
   */
  public record Settings(
      @NotEmpty String from,
      @Nullable String field,
      @NotNull Aggregate.Fn fn,
      @Nullable Condition where) {}

  @Override
  public String id() {
    return "rollup";
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
  public Derived derived(Settings s) {
    return new Derived.Rollup(s.from(), s.field(), s.fn(), s.where());
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    problems.add(pointer, "rollup_written", s.from());
    return null;
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    problems.add(pointer, "rollup_written", s.from());
    return null;
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return DecimalNode.valueOf(Decimals.plain((BigDecimal) value));
  }
}
