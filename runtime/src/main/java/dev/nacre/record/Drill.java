package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says which records are behind a figure. */
final class Drill {
  private static final JsonNodeFactory F = JsonNodeFactory.instance;

  private Drill() {}

  /** The question's filter, and each key as it is. */
  static Condition into(AggregatePlan plan, List<@Nullable Object> key) {
    var parts = new ArrayList<Condition>();
    Condition filter = plan.question().filter();
    if (filter != null) {
      parts.add(filter);
    }
    for (int i = 0; i < key.size(); i++) {
      parts.add(is(plan.keys().get(i).key(), key.get(i)));
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.All(List.copyOf(parts));
  }

  private static Condition is(Aggregation.Key key, @Nullable Object value) {
    String path = key.name();
    Aggregate.Span by = key.by();
    if (value == null) {
      return new Condition.Compare(path, Op.EMPTY, null);
    }
    if (key.each()) {
      return compare(path, Op.IN, F.arrayNode().add(value.toString()));
    }
    if (value instanceof List<?> steps) {
      return way(path, steps, steps.size() == Objects.requireNonNull(key.steps()));
    }
    if (by == null || (by == Aggregate.Span.DAY && key.field().type() == ValueType.DATE)) {
      return compare(path, Op.EQ, literal(value));
    }
    if (value instanceof Instant hour) {
      return new Condition.All(
          List.of(
              compare(path, Op.GTE, literal(hour)),
              compare(path, Op.LT, literal(hour.plus(Duration.ofHours(1))))));
    }
    LocalDate first = (LocalDate) value;
    JsonNode bounds = F.arrayNode().add(first.toString()).add(last(first, by).toString());
    return compare(path, Op.BETWEEN, bounds);
  }

  /**
   * Every way that begins so.
   *
   * @param on whether it may go on from there; a shorter one is a group of its own
   */
  private static Condition way(String path, List<?> steps, boolean on) {
    ArrayNode array = F.arrayNode();
    steps.forEach(step -> array.add(step.toString()));
    Condition begins = compare(path, Op.STARTS_WITH, array);
    return on ? begins : new Condition.All(List.of(begins, compare(path, Op.EQ, array.deepCopy())));
  }

  private static LocalDate last(LocalDate first, Aggregate.Span by) {
    return switch (by) {
      case HOUR, DAY -> first;
      case WEEK -> first.plusDays(6);
      case MONTH -> first.plusMonths(1).minusDays(1);
      case YEAR -> first.plusYears(1).minusDays(1);
    };
  }

  private static Condition compare(String path, Op op, JsonNode value) {
    return new Condition.Compare(path, op, new Value.Literal(value));
  }

  private static JsonNode literal(Object value) {
    return switch (value) {
      case BigDecimal number -> F.numberNode(number);
      case Number whole -> F.numberNode(whole.longValue());
      case Boolean yes -> F.booleanNode(yes);
      default -> F.textNode(value.toString());
    };
  }
}
