package dev.nacre.record;

import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An answer with figures.
 *
 * @param keys what the records were grouped by
 * @param measures what was figured out
 * @param groups in the order asked for
 * @param more whether there were more groups than asked for
 */
public record Aggregation(List<Key> keys, List<Figure> measures, List<Group> groups, boolean more) {

  /**
   * What records are grouped by.
   *
   * @param name as in the answer: the field's path
   * @param field the last field of the path
   * @param by the span of time that counts as one; null means each value
   * @param steps how many of the first steps of a way count; null where there are no ways
   */
  public record Key(
      String name, Field field, Aggregate.@Nullable Span by, @Nullable Integer steps) {
    /**
     * Whether a record has several of its values, and counts in the group of each: then the groups
     * together may have more records than there are.
     */
    public boolean each() {
      return field.type() == ValueType.SEVERAL && steps == null;
    }

    /** A value as a person reads it; moments are for the caller, who knows the reader's zone. */
    public String display(Object value, Locale locale) {
      return by != null
          ? value.toString()
          : field.display(each() ? List.of(value.toString()) : value, locale);
    }
  }

  /**
   * What is figured out.
   *
   * @param name as in the answer: {@code sum_amount}
   * @param field null when records are counted
   * @param label what people call it; null means by function and field
   */
  public record Figure(String name, Aggregate.Fn fn, @Nullable Field field, @Nullable Text label) {
    /** Whether it gives numbers, which can be drawn; the first day of something can't. */
    public boolean numeric() {
      boolean extreme = fn == Aggregate.Fn.MIN || fn == Aggregate.Fn.MAX;
      return !extreme || (field != null && field.type() == ValueType.NUMBER);
    }

    /** Whether it adds up: two groups together have the sum of their figures. */
    public boolean additive() {
      return fn == Aggregate.Fn.COUNT || fn == Aggregate.Fn.SUM;
    }

    /** A value as a person reads it: money as money, a count plainly. */
    public String display(Object value, Locale locale) {
      if (fn == Aggregate.Fn.COUNT || field == null) {
        return value.toString();
      }
      // an average has more decimals than anybody wants, also where the field has none
      return value instanceof BigDecimal average && fn == Aggregate.Fn.AVG
          ? field.display(average.setScale(2, RoundingMode.HALF_UP), locale)
          : field.display(value, locale);
    }
  }

  /**
   * One group.
   *
   * @param key one value a key: text, decimal, yes or no, day (also for a week, month or year: its
   *     first), moment (also for an hour: its first), id or the steps of a way; null when empty
   * @param titles what to call the keys that are links, where the reader may know; else null
   * @param values one a measure; null when empty
   * @param records holds of exactly the records behind it, the question's filter included
   */
  public record Group(
      List<@Nullable Object> key,
      List<@Nullable String> titles,
      List<@Nullable Object> values,
      Condition records) {

    /** The value of a measure that is a number; null when empty. */
    public @Nullable BigDecimal number(int measure) {
      return (BigDecimal) values.get(measure);
    }
  }
}
