package dev.nacre.expression;

import static dev.nacre.expression.FormulaFunction.MANY;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Texts; positions count characters as people see them, from 1. */
final class TextFunctions {
  /** Longer results of padding are a mistake. */
  private static final int LONGEST = 10_000;

  private TextFunctions() {}

  static List<FormulaFunction> all() {
    return List.of(
        FormulaFunction.lenient(
            "concat",
            "concat(value, …)",
            1,
            MANY,
            ValueType.TEXT,
            (args, scope) -> {
              var all = new StringBuilder();
              for (Object arg : args) {
                if (arg != null) {
                  all.append(Values.text(arg, scope.zone()));
                }
              }
              return all.toString();
            }),
        text("left", "left(text, count)", 2, 2, (t, args) -> cut(t, 0, Values.whole(args[1]))),
        text(
            "right",
            "right(text, count)",
            2,
            2,
            (t, args) -> cut(t, length(t) - Math.max(0, Values.whole(args[1])), length(t))),
        text("mid", "mid(text, start, count)", 2, 3, TextFunctions::mid),
        text("upper", "upper(text)", 1, 1, (t, args) -> t.toUpperCase(Locale.ROOT)),
        text("lower", "lower(text)", 1, 1, (t, args) -> t.toLowerCase(Locale.ROOT)),
        text("trim", "trim(text)", 1, 1, (t, args) -> t.strip()),
        text("pad", "pad(text, length, with)", 2, 3, TextFunctions::pad),
        text("replace", "replace(text, part, with)", 3, 3, TextFunctions::replace),
        text("text", "text(value)", 1, 1, (t, args) -> t),
        FormulaFunction.strict(
            "length",
            "length(text)",
            1,
            1,
            ValueType.NUMBER,
            (args, scope) -> java.math.BigDecimal.valueOf(length(string(args[0], scope)))),
        FormulaFunction.strict(
            "contains",
            "contains(text, part)",
            2,
            2,
            ValueType.BOOLEAN,
            (args, scope) ->
                args[0] instanceof java.util.Collection<?> many
                    ? many.contains(args[1])
                    : string(args[0], scope).contains(string(args[1], scope))),
        FormulaFunction.strict(
            "startsWith",
            "startsWith(text, part)",
            2,
            2,
            ValueType.BOOLEAN,
            (args, scope) -> string(args[0], scope).startsWith(string(args[1], scope))));
  }

  /** Computes on a text and the arguments behind it. */
  private interface OnText {
    String apply(String text, Object[] args);
  }

  private static FormulaFunction text(
      String name, String usage, int min, int max, OnText function) {
    return FormulaFunction.strict(
        name,
        usage,
        min,
        max,
        ValueType.TEXT,
        (args, scope) -> {
          for (int i = 0; i < args.length; i++) {
            args[i] = args[i] instanceof java.math.BigDecimal ? args[i] : string(args[i], scope);
          }
          return function.apply(string(args[0], scope), args);
        });
  }

  private static String string(Object value, Scope scope) {
    return Objects.requireNonNull(Values.text(value, scope.zone()));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Characters from there until there, as far as there are any. */
  private static String cut(String text, int from, int to) {
    int length = length(text);
    int start = Math.clamp(from, 0, length);
    int end = Math.clamp(to, start, length);
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }

  private static String mid(String text, Object[] args) {
    int from = Math.max(1, Values.whole(args[1])) - 1;
    long count = args.length > 2 ? Math.max(0, Values.whole(args[2])) : Integer.MAX_VALUE;
    return cut(text, from, (int) Math.min(Integer.MAX_VALUE, from + count));
  }

  private static String pad(String text, Object[] args) {
    String with = args.length < 3 ? "0" : args[2] instanceof String s ? s : plain(args[2]);
    int missing = Math.min(Values.whole(args[1]), LONGEST) - length(text);
    return missing <= 0 || with.isEmpty()
        ? text
        : cut(with.repeat(missing / length(with) + 1), 0, missing) + text;
  }

  private static String replace(String text, Object[] args) {
    String part = plain(args[1]);
    String replaced = part.isEmpty() ? text : text.replace(part, plain(args[2]));
    if (replaced.length() > 10 * LONGEST) {
      throw Faults.of("formula_range");
    }
    return replaced;
  }

  private static String plain(Object value) {
    return value instanceof java.math.BigDecimal number
        ? Values.plain(number).toPlainString()
        : value.toString();
  }
}
