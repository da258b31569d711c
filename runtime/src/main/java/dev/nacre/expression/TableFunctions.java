package dev.nacre.expression;

import static dev.nacre.expression.FormulaFunction.MANY;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sums and their like: over a table with what to take of each line, over a JSON array, or over the
 * arguments themselves. Empty values are left out.
 */
final class TableFunctions {
  private TableFunctions() {}

  static List<FormulaFunction> all() {
    return List.of(
        of("sum", Fold.SUM),
        of("count", Fold.COUNT),
        of("avg", Fold.AVG),
        of("average", Fold.AVG),
        of("min", Fold.MIN),
        of("max", Fold.MAX));
  }

  private static FormulaFunction of(String name, Fold fold) {
    return new FormulaFunction(
        name, name + "(table, 'field') / " + name + "(value, …)", 1, MANY, c -> build(fold, c));
  }

  private static Typed build(Fold fold, FormulaFunction.Call call) {
    List<Typed> args = call.typed();
    Path path = args.getFirst().path();
    Shape shape = path == null ? null : path.last().target();
    if (path != null && path.type() == ValueType.LINES && shape != null) {
      return overTable(fold, call, args, path, shape);
    }
    Shape far = path == null ? null : path.last().many();
    if (path != null && far != null && args.size() == 2) {
      return overLinks(fold, call, args, path, far);
    }
    String key = args.size() == 2 ? args.get(1).literal() : null;
    if (args.getFirst().type() == null && key != null) {
      return overArray(fold, args.getFirst(), key);
    }
    ValueType type = args.getFirst().type();
    for (Typed arg : args) {
      call.compiler().scalar(arg);
      type = type == arg.type() ? type : null;
    }
    return Typed.of(scope -> fold.of(spread(args, scope), scope.zone()), fold.type(type));
  }

  /** The arguments' values; an array counts as its elements. */
  private static List<Object> spread(List<Typed> values, Scope scope) {
    var all = new ArrayList<Object>(values.size());
    for (Typed value : values) {
      add(all, value.eval(scope));
    }
    return all;
  }

  private static void add(List<Object> all, @Nullable Object value) {
    if (value instanceof JsonNode array && array.isArray()) {
      array.forEach(one -> add(all, Values.fromJson(one)));
    } else if (value instanceof Collection<?> many) {
      many.forEach(one -> add(all, one));
    } else if (!Values.empty(value)) {
      all.add(value);
    }
  }

  private static Typed overTable(
      Fold fold, FormulaFunction.Call call, List<Typed> args, Path path, Shape shape) {
    Node table = path.node();
    return over(fold, call, args, path, shape, scope -> Lines.of(table.eval(scope)));
  }

  /** Over the records that several links point to. */
  private static Typed overLinks(
      Fold fold, FormulaFunction.Call call, List<Typed> args, Path path, Shape far) {
    int index = path.last().index();
    return over(
        fold,
        call,
        args,
        path,
        far,
        scope -> path.rows(scope).<Row>flatMap(row -> row.several(index).stream()).toList());
  }

  private static Typed over(
      Fold fold,
      FormulaFunction.Call call,
      List<Typed> args,
      Path path,
      Shape shape,
      Function<Scope, List<Row>> rows) {
    if (args.size() == 1 && fold == Fold.COUNT) {
      return Typed.of(scope -> BigDecimal.valueOf(rows.apply(scope).size()), ValueType.NUMBER);
    }
    String what = args.size() == 2 ? args.get(1).literal() : null;
    if (what == null) {
      return call.misused();
    }
    var inner = new Uses();
    FormulaCompiler within = call.compiler().within(path.base(), shape, inner);
    Typed each = within.compile(what);
    within.scalar(each);
    if (path.type() == ValueType.LINES) {
      call.compiler().uses().within(path, inner);
    } else {
      call.compiler().uses().linked(path, inner);
    }
    return Typed.of(
        scope -> {
          Row record = around(path.base(), scope);
          List<Row> lines = rows.apply(scope);
          if (record == null || lines.isEmpty()) {
            return fold.of(List.of(), scope.zone());
          }
          var all = new ArrayList<Object>(lines.size());
          for (Row line : lines) {
            Object value = each.eval(scope.line(line, record));
            if (!Values.empty(value) && !(fold == Fold.COUNT && Boolean.FALSE.equals(value))) {
              all.add(value);
            }
          }
          return fold.of(all, scope.zone());
        },
        fold.type(each.type()));
  }

  /** The record whose lines are folded. */
  private static @Nullable Row around(Path.Base base, Scope scope) {
    return switch (base) {
      case RECORD -> scope.record();
      case OLD -> scope.old();
      case PARENT -> scope.parent();
    };
  }

  /** The elements of a JSON array, of each the value at a dotted path. */
  private static Typed overArray(Fold fold, Typed array, String key) {
    String[] keys = key.split("\\.", -1);
    return Typed.of(
        scope -> {
          var all = new ArrayList<Object>();
          if (array.eval(scope) instanceof JsonNode node) {
            for (JsonNode element : node) {
              JsonNode at = element;
              for (String part : keys) {
                at = at.path(part);
              }
              add(all, Values.fromJson(at));
            }
          }
          return fold.of(all, scope.zone());
        },
        fold.type(null));
  }
}
