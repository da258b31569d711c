package dev.nacre.expression;

import dev.nacre.metadata.Condition.Op;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which condition operators a type has, and what may stand beside it. */
final class Operators {
  private static final Set<Op> SAME =
      EnumSet.of(Op.EQ, Op.NE, Op.IN, Op.NOT_IN, Op.EMPTY, Op.NOT_EMPTY, Op.CHANGED, Op.CHANGED_TO);
  private static final Set<Op> ORDER = EnumSet.of(Op.GT, Op.GTE, Op.LT, Op.LTE, Op.BETWEEN);

  private Operators() {}

  static boolean fits(Op op, ValueType type) {
    return switch (type) {
      case TEXT ->
          SAME.contains(op) || ORDER.contains(op) || op == Op.CONTAINS || op == Op.STARTS_WITH;
      case NUMBER -> SAME.contains(op) || ORDER.contains(op);
      case BOOLEAN, LINK -> SAME.contains(op);
      case DATE, MOMENT -> SAME.contains(op) || ORDER.contains(op) || op == Op.WITHIN;
      case SEVERAL -> SAME.contains(op) || op == Op.CONTAINS || op == Op.STARTS_WITH;
      case LINES -> op == Op.EMPTY || op == Op.NOT_EMPTY || op == Op.CHANGED;
    };
  }

  /** The operators of a type, for messages. */
  static String of(ValueType type) {
    return Arrays.stream(Op.values())
        .filter(op -> fits(op, type))
        .map(Op::id)
        .collect(Collectors.joining(", "));
  }

  /** Whether a computed value of one type may stand beside a field of the other. */
  static boolean comparable(ValueType field, ValueType value) {
    return switch (field) {
      case TEXT -> value != ValueType.LINES;
      case NUMBER -> value == ValueType.NUMBER || value == ValueType.TEXT;
      case BOOLEAN -> value == ValueType.BOOLEAN || value == ValueType.TEXT;
      case DATE, MOMENT ->
          value == ValueType.DATE || value == ValueType.MOMENT || value == ValueType.TEXT;
      case LINK -> value == ValueType.LINK || value == ValueType.TEXT;
      case SEVERAL -> value == ValueType.TEXT || value == ValueType.SEVERAL;
      case LINES -> false;
    };
  }

  /** What a literal of a type looks like, for messages. */
  static String expects(@Nullable ValueType type) {
    return switch (type) {
      case null -> "\"text\", 12.5, true";
      case TEXT -> "\"text\"";
      case NUMBER -> "12.5";
      case BOOLEAN -> "true, false";
      case DATE -> "\"2026-01-31\"";
      case MOMENT -> "\"2026-01-31T08:00:00Z\", \"2026-01-31\"";
      case LINK -> "\"0197f3c2-0000-7000-8000-000000000000\"";
      case SEVERAL -> "[\"text\", \"text\"]";
      case LINES -> "–";
    };
  }
}
