package dev.nacre.expression;

import static dev.nacre.expression.FormulaFunction.MANY;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Choosing. */
final class LogicFunctions {
  private LogicFunctions() {}

  static List<FormulaFunction> all() {
    return List.of(
        new FormulaFunction("if", "if(condition, then, else)", 2, 3, LogicFunctions::choice),
        new FormulaFunction("iif", "iif(condition, then, else)", 2, 3, LogicFunctions::choice),
        new FormulaFunction(
            "switch",
            "switch(value, case1, result1, …, otherwise)",
            3,
            MANY,
            LogicFunctions::cases),
        new FormulaFunction("coalesce", "coalesce(value, …)", 1, MANY, LogicFunctions::coalesce),
        new FormulaFunction("and", "and(condition, …)", 1, MANY, call -> and(call.values())),
        new FormulaFunction("or", "or(condition, …)", 1, MANY, call -> or(call.values())),
        new FormulaFunction(
            "not", "not(condition)", 1, 1, call -> Operations.not(call.values().getFirst())),
        FormulaFunction.lenient(
            "isEmpty",
            "isEmpty(value)",
            1,
            1,
            ValueType.BOOLEAN,
            (args, scope) -> Values.empty(args[0])));
  }

  /** An empty condition counts as no. */
  private static Typed choice(FormulaFunction.Call call) {
    List<Typed> args = call.values();
    Typed condition = args.get(0);
    Typed then = args.get(1);
    Typed otherwise = args.size() > 2 ? args.get(2) : Typed.constant(null, then.type());
    return Typed.of(
        scope ->
            Boolean.TRUE.equals(Values.truth(condition.eval(scope)))
                ? then.eval(scope)
                : otherwise.eval(scope),
        Typed.either(then, otherwise));
  }

  private static Typed cases(FormulaFunction.Call call) {
    List<Typed> args = call.values();
    boolean hasOtherwise = args.size() % 2 == 0;
    @Nullable ValueType type = args.get(2).type();
    for (int i = 2; i < args.size(); i += 2) {
      type = type == args.get(i).type() ? type : null;
    }
    Typed otherwise = hasOtherwise ? args.getLast() : Typed.constant(null, type);
    int pairs = (args.size() - 1) / 2;
    return Typed.of(
        scope -> {
          Object value = args.getFirst().eval(scope);
          for (int i = 0; i < pairs; i++) {
            if (Operations.equal(value, args.get(2 * i + 1).eval(scope), scope.zone())) {
              return args.get(2 * i + 2).eval(scope);
            }
          }
          return otherwise.eval(scope);
        },
        type == otherwise.type() ? type : null);
  }

  private static Typed coalesce(FormulaFunction.Call call) {
    List<Typed> args = call.values();
    ValueType type = args.getFirst().type();
    for (Typed arg : args) {
      type = type == arg.type() ? type : null;
    }
    return Typed.of(
        scope -> {
          for (Typed arg : args) {
            Object value = arg.eval(scope);
            if (!Values.empty(value)) {
              return value;
            }
          }
          return null;
        },
        type);
  }

  /** A no settles it; else an empty part makes it empty. */
  static Typed and(List<Typed> parts) {
    return settled(parts, false);
  }

  /** A yes settles it; else an empty part makes it empty. */
  static Typed or(List<Typed> parts) {
    return settled(parts, true);
  }

  private static Typed settled(List<Typed> parts, boolean settles) {
    return Typed.of(
        scope -> {
          boolean open = false;
          for (Typed part : parts) {
            Boolean truth = Values.truth(part.eval(scope));
            if (truth == null) {
              open = true;
            } else if (truth == settles) {
              return settles;
            }
          }
          return open ? null : (Object) !settles;
        },
        ValueType.BOOLEAN);
  }
}
