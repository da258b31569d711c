package dev.nacre.expression;

import com.ezylang.evalex.parser.ASTNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of the formula language.
 *
 * @param usage how it is called, shown when it is called otherwise
 * @param min the fewest arguments
 * @param max the most arguments
 */
record FormulaFunction(String name, String usage, int min, int max, Builder builder) {
  static final int MANY = 200;

  /** Compiles one call. */
  interface Builder {
    Typed build(Call call);
  }

  /** Computes a value of values. */
  interface Body {
    @Nullable Object apply(@Nullable Object[] args, Scope scope);
  }

  /** One call in a formula. */
  record Call(FormulaFunction function, List<ASTNode> args, FormulaCompiler compiler) {
    /** Every argument; to be asked for once, since it tells the problems. */
    List<Typed> typed() {
      var all = new ArrayList<Typed>();
      for (ASTNode arg : args) {
        all.add(compiler.compile(arg));
      }
      return all;
    }

    /** Every argument as a value; a table is none. */
    List<Typed> values() {
      List<Typed> all = typed();
      all.forEach(compiler::scalar);
      return all;
    }

    /** The usage was not kept to. */
    Typed misused() {
      compiler.problem(
          "function_arguments",
          function.name(),
          function.usage(),
          args.isEmpty() ? 1 : args.getFirst().getToken().getStartPosition());
      return Typed.BROKEN;
    }
  }

  /** A function that gives empty as soon as an argument is empty. */
  static FormulaFunction strict(
      String name, String usage, int min, int max, @Nullable ValueType type, Body body) {
    return lenient(
        name,
        usage,
        min,
        max,
        type,
        (args, scope) -> {
          for (Object arg : args) {
            if (arg == null) {
              return null;
            }
          }
          return body.apply(args, scope);
        });
  }

  /** A function that is also called with empty arguments. */
  static FormulaFunction lenient(
      String name, String usage, int min, int max, @Nullable ValueType type, Body body) {
    return new FormulaFunction(
        name,
        usage,
        min,
        max,
        call -> {
          Node[] nodes = call.values().stream().map(Typed::node).toArray(Node[]::new);
          return Typed.of(
              scope -> {
                @Nullable Object[] args = new Object[nodes.length];
                for (int i = 0; i < nodes.length; i++) {
                  args[i] = nodes[i].eval(scope);
                }
                return body.apply(args, scope);
              },
              type);
        });
  }
}
