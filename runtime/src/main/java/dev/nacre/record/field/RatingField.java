package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** So many stars of so many. */
@Singleton
public final class RatingField implements FieldType<RatingField.Settings> {

  /**
   * How many stars there are.
   *
   * @param max null means five
   */
  public record Settings(@Min(2) @Max(10) @Nullable Integer max) {
    /** The most stars. */
    public int stars() {
      return max == null ? 5 : max;
    }
  }

  @Override
  public String id() {
    return "rating";
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

  /** A number, or the stars themselves. */
  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    String plain = text.strip();
    if (plain.matches("★+☆*")) {
      return fit(
          BigDecimal.valueOf(plain.chars().filter(c -> c == '★').count()), s, pointer, problems);
    }
    return fit(Decimals.readText(text, null, pointer, problems), s, pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    return fit(Decimals.of(value, 0, pointer, problems), s, pointer, problems);
  }

  private static @Nullable Object fit(
      @Nullable BigDecimal stars, Settings s, String pointer, Problems problems) {
    return stars == null
        ? null
        : Decimals.fit(stars, 0, BigDecimal.ONE, BigDecimal.valueOf(s.stars()), pointer, problems);
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return IntNode.valueOf(((BigDecimal) value).intValueExact());
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    int given = ((BigDecimal) value).intValueExact();
    return "★".repeat(given) + "☆".repeat(Math.max(0, s.stars() - given));
  }

  @Override
  public ObjectNode schema(Settings s) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "integer")
        .put("minimum", 1)
        .put("maximum", s.stars());
  }
}
