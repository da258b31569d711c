package dev.nacre.expression;

import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The operators. An empty operand makes the result empty, except that {@code =} and {@code !=} can
 * ask for emptiness, and that a yes settles {@code ||} and a no settles {@code &&}.
 */
final class Operations {
  /** Computes on two numbers. */
  private interface Arithmetic {
    BigDecimal of(BigDecimal a, BigDecimal b);
  }

  private Operations() {}

  static Typed prefix(FormulaCompiler compiler, String operator, Typed operand) {
    ValueType type = compiler.scalar(operand);
    if (operator.equals("!")) {
      return not(operand);
    }
    needNumber(compiler, operator, type);
    if (operator.equals("+")) {
      return Typed.of(scope -> Values.number(operand.eval(scope)), ValueType.NUMBER);
    }
    return Typed.of(
        scope -> {
          BigDecimal number = Values.number(operand.eval(scope));
          return number == null ? null : number.negate();
        },
        ValueType.NUMBER);
  }

  static Typed not(Typed operand) {
    return Typed.of(
        scope -> {
          Boolean truth = Values.truth(operand.eval(scope));
          return truth == null ? null : (Object) !truth;
        },
        ValueType.BOOLEAN);
  }

  static Typed infix(FormulaCompiler compiler, Token token, Typed a, Typed b) {
    ValueType left = compiler.scalar(a);
    ValueType right = compiler.scalar(b);
    String operator = token.getValue();
    return switch (operator) {
      case "+" -> plus(a, left, b, right);
      case "&" -> joined(a, b);
      case "-" -> arithmetic(compiler, operator, a, b, Decimals::subtract);
      case "*" -> arithmetic(compiler, operator, a, b, Decimals::multiply);
      case "/" -> arithmetic(compiler, operator, a, b, Decimals::divide);
      case "%" -> arithmetic(compiler, operator, a, b, Decimals::remainder);
      case "^" -> arithmetic(compiler, operator, a, b, Decimals::power);
      case "=", "==" -> Typed.of(scope -> equal(a, b, scope), ValueType.BOOLEAN);
      case "!=", "<>" -> Typed.of(scope -> !equal(a, b, scope), ValueType.BOOLEAN);
      case ">" -> compared(a, b, order -> order > 0);
      case ">=" -> compared(a, b, order -> order >= 0);
      case "<" -> compared(a, b, order -> order < 0);
      case "<=" -> compared(a, b, order -> order <= 0);
      case "&&" -> LogicFunctions.and(java.util.List.of(a, b));
      case "||" -> LogicFunctions.or(java.util.List.of(a, b));
      default -> {
        compiler.problem("formula_syntax", operator, token.getStartPosition());
        yield Typed.BROKEN;
      }
    };
  }

  private static void needNumber(
      FormulaCompiler compiler, String operator, @Nullable ValueType type) {
    if (type != null && type != ValueType.NUMBER && type != ValueType.TEXT) {
      compiler.problem("formula_operand", operator, type.name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  private static Typed arithmetic(
      FormulaCompiler compiler, String operator, Typed a, Typed b, Arithmetic how) {
    needNumber(compiler, operator, a.type());
    needNumber(compiler, operator, b.type());
    return Typed.of(
        scope -> {
          BigDecimal x = Values.number(a.eval(scope));
          BigDecimal y = Values.number(b.eval(scope));
          return x == null || y == null ? null : how.of(x, y);
        },
        ValueType.NUMBER);
  }

  /** Adds numbers, joins what is no number. */
  private static Typed plus(Typed a, @Nullable ValueType left, Typed b, @Nullable ValueType right) {
    boolean numbers = left == ValueType.NUMBER && right == ValueType.NUMBER;
    boolean unknown = left == null || right == null;
    boolean text = !numbers && (!unknown || left == ValueType.TEXT || right == ValueType.TEXT);
    return Typed.of(
        scope -> {
          Object x = a.eval(scope);
          Object y = b.eval(scope);
          if (x == null || y == null) {
            return null;
          }
          return x instanceof BigDecimal p && y instanceof BigDecimal q
              ? Decimals.add(p, q)
              : Values.text(x, scope.zone()) + Values.text(y, scope.zone());
        },
        numbers ? ValueType.NUMBER : text ? ValueType.TEXT : null);
  }

  private static Typed joined(Typed a, Typed b) {
    return Typed.of(
        scope -> {
          Object x = a.eval(scope);
          Object y = b.eval(scope);
          return x == null || y == null
              ? null
              : Values.text(x, scope.zone()) + Values.text(y, scope.zone());
        },
        ValueType.TEXT);
  }

  static boolean equal(Typed a, Typed b, Scope scope) {
    return equal(a.eval(scope), b.eval(scope), scope.zone());
  }

  static boolean equal(@Nullable Object x, @Nullable Object y, ZoneId zone) {
    if (Values.empty(x) || Values.empty(y)) {
      return Values.empty(x) && Values.empty(y);
    }
    Integer order = Comparison.loose(x, y, zone);
    return order != null && order == 0;
  }

  private static Typed compared(Typed a, Typed b, IntPredicate holds) {
    return Typed.of(
        scope -> {
          Object x = a.eval(scope);
          Object y = b.eval(scope);
          if (Values.empty(x) || Values.empty(y)) {
            return null;
          }
          Integer order = Comparison.loose(x, y, scope.zone());
          if (order == null) {
            throw Faults.of("formula_compare", x, y);
          }
          return holds.test(order);
        },
        ValueType.BOOLEAN);
  }
}
