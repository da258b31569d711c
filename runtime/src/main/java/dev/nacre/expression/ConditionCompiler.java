package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles a condition tree; goes on after a problem, so that all are found. */
final class ConditionCompiler {
  private final Names names;
  private final OperandCompiler operands;
  private final Problems problems;
  private final Uses uses;

  /**
   * A compiler for these names.
   *
   * @param formulas what the formulas in it may use; in filters less than the condition itself
   */
  ConditionCompiler(Names names, Names formulas, Problems problems, Uses uses) {
    this.names = names;
    this.operands = new OperandCompiler(names, formulas, problems, uses);
    this.problems = problems;
    this.uses = uses;
  }

  /** Gives something to go on with even when there were problems. */
  Part compile(Condition condition, String pointer) {
    return switch (condition) {
      case Condition.All all -> new Part.All(compileAll(all.parts(), pointer + "/all/"));
      case Condition.Any any -> new Part.Any(compileAll(any.parts(), pointer + "/any/"));
      case Condition.Not not -> new Part.Not(compile(not.part(), pointer + "/not"));
      case Condition.Some some -> some(some, pointer + "/some");
      case Condition.Compare compare -> compare(compare, pointer);
    };
  }

  private List<Part> compileAll(List<Condition> conditions, String pointer) {
    var parts = new ArrayList<Part>();
    for (int i = 0; i < conditions.size(); i++) {
      parts.add(compile(conditions.get(i), pointer + i));
    }
    return List.copyOf(parts);
  }

  private Part some(Condition.Some some, String pointer) {
    Path table = path(some.table(), pointer + "/table");
    if (table == null) {
      return NOTHING;
    }
    boolean links = table.last().many() != null;
    Shape shape = links ? table.last().many() : table.last().target();
    if ((table.type() != ValueType.LINES && !links) || shape == null) {
      problems.add(pointer + "/table", "condition_no_table", some.table());
      return NOTHING;
    }
    var inner = new Uses();
    Part where =
        new ConditionCompiler(
                names.within(shape),
                operands.formulas().shape() == null ? operands.formulas() : names.within(shape),
                problems,
                inner)
            .compile(some.where(), pointer + "/where");
    if (links) {
      uses.linked(table, inner);
      return new Linked(table, where);
    }
    uses.within(table, inner);
    return new Lines(table, table.node(), shape, where);
  }

  private @Nullable Path path(String text, String pointer) {
    return new Resolver(names, problems).resolve(List.of(text.split("\\.", -1)), pointer)
            instanceof Resolver.Meaning.OfRecord record
        ? record.path()
        : null;
  }

  private Part compare(Condition.Compare compare, String pointer) {
    var meaning =
        new Resolver(names, problems)
            .resolve(List.of(compare.field().split("\\.", -1)), pointer + "/field");
    return switch (meaning) {
      case null -> NOTHING;
      case Resolver.Meaning.OfRecord record -> field(record.path(), compare, pointer);
      case Resolver.Meaning.OfTree tree ->
          computed(Trees.at(tree.root(), tree.keys()), null, compare, pointer);
      case Resolver.Meaning.Ambient ambient -> {
        if (operands.formulas().shape() == null) {
          // a filter becomes SQL, which knows columns alone on its left side
          problems.add(pointer + "/field", "condition_not_stored", compare.field());
          yield NOTHING;
        }
        yield computed(ambient.value().node(), ambient.value().type(), compare, pointer);
      }
    };
  }

  /** Something that no column holds: compared as a closure only. */
  private Part computed(
      Node node, @Nullable ValueType type, Condition.Compare compare, String pointer) {
    uses.row();
    Check check = check(compare.op(), type, compare, pointer);
    Part holds =
        new Part() {
          @Override
          public boolean test(Scope scope) {
            Object value = node.eval(scope);
            return !Values.empty(value) && check.holds(value, scope);
          }

          @Override
          public dev.nacre.storage.Sql sql(SqlContext context) {
            throw new IllegalStateException(compare.field() + " is in no table");
          }
        };
    return negated(compare.op()) ? new Part.Not(holds) : holds;
  }

  private Part field(Path path, Condition.Compare compare, String pointer) {
    uses.path(path);
    Op op = compare.op();
    if (path.base() == Path.Base.OLD) {
      uses.row();
    }
    boolean noWay = op == Op.STARTS_WITH && path.type() == ValueType.SEVERAL && !path.steps();
    if (noWay || !Operators.fits(op, path.type())) {
      problems.add(
          pointer + "/op", "condition_op", op.id(), path.text(), Operators.of(path.type()));
      return NOTHING;
    }
    if (op == Op.CHANGED || op == Op.CHANGED_TO) {
      return changed(path, compare, pointer);
    }
    if (path.type() == ValueType.LINES) {
      Part lines = new Lines(path, path.node(), shape(path), null);
      return op == Op.EMPTY ? new Part.Not(lines) : lines;
    }
    if (op == Op.EMPTY) {
      return path.many()
          ? new Part.Not(new Part.OfSome(path, Check.PRESENT))
          : new Part.Empty(path, path.node());
    }
    Check check = check(op, path.type(), compare, pointer);
    Part holds =
        path.many() ? new Part.OfSome(path, check) : new Part.OfField(path, path.node(), check);
    return negated(op) ? new Part.Not(holds) : holds;
  }

  private static Shape shape(Path table) {
    Shape shape = table.last().target();
    if (shape == null) {
      throw new IllegalStateException(table.text() + " has no lines");
    }
    return shape;
  }

  private static boolean negated(Op op) {
    return op == Op.NE || op == Op.NOT_IN || op == Op.EMPTY;
  }

  private Part changed(Path path, Condition.Compare compare, String pointer) {
    uses.row();
    if (!names.hasOld()
        || path.base() != Path.Base.RECORD
        || !path.hops().isEmpty()
        || path.last().derived()) {
      problems.add(pointer + "/op", "condition_no_old", compare.op().id(), path.text());
      return NOTHING;
    }
    return new Changed(
        path.last(),
        compare.op() == Op.CHANGED ? null : check(Op.EQ, path.type(), compare, pointer));
  }

  /** The check that the operator makes, before "not". */
  private Check check(Op op, @Nullable ValueType type, Condition.Compare compare, String pointer) {
    if (op == Op.EMPTY || op == Op.NOT_EMPTY) {
      return Check.PRESENT;
    }
    String at = pointer + "/value";
    Value value = compare.value();
    if (value == null || value.json() instanceof NullNode) {
      problems.add(at, "value_missing", compare.op().id());
      return Check.PRESENT;
    }
    if (type == ValueType.SEVERAL) {
      return ofSeveral(op, value, compare.field(), at);
    }
    return switch (op) {
      case EQ, NE -> new Relation(Op.EQ, type, operands.one(value, type, compare.field(), at));
      case GT, GTE, LT, LTE ->
          new Relation(op, type, operands.one(value, type, compare.field(), at));
      case IN, NOT_IN -> operands.several(value, type, compare.field(), at);
      case CONTAINS, STARTS_WITH ->
          new Contains(op == Op.STARTS_WITH, type, operands.one(value, type, compare.field(), at));
      case BETWEEN -> between(value, type, compare.field(), at);
      case WITHIN -> within(value, type, at);
      case EMPTY, NOT_EMPTY, CHANGED, CHANGED_TO -> {
        problems.add(pointer + "/op", "condition_no_old", op.id(), compare.field());
        yield Check.PRESENT;
      }
    };
  }

  /** Equal means the same ones; of a way its beginning; all else is asked of each of them. */
  private Check ofSeveral(Op op, Value value, String field, String pointer) {
    return switch (op) {
      case EQ, NE -> new SameSet(operands.one(value, ValueType.SEVERAL, field, pointer));
      case IN, NOT_IN -> new Some(operands.several(value, ValueType.TEXT, field, pointer));
      case STARTS_WITH -> new Beginning(operands.one(value, ValueType.SEVERAL, field, pointer));
      default ->
          new Some(
              new Relation(
                  Op.EQ, ValueType.TEXT, operands.one(value, ValueType.TEXT, field, pointer)));
    };
  }

  private Check between(Value value, @Nullable ValueType type, String field, String pointer) {
    if (!(value instanceof Value.Literal(JsonNode json)) || !json.isArray() || json.size() != 2) {
      problems.add(pointer, "value_between");
      return Check.PRESENT;
    }
    Operand from = operands.one(Value.read(json.get(0)), type, field, pointer + "/0");
    Operand to = operands.one(Value.read(json.get(1)), type, field, pointer + "/1");
    return new Check.Both(new Relation(Op.GTE, type, from), new Relation(Op.LTE, type, to));
  }

  private Check within(Value value, @Nullable ValueType type, String pointer) {
    var range =
        value instanceof Value.Literal(JsonNode json)
            ? RelativeRange.read(json)
            : java.util.Optional.<RelativeRange>empty();
    if (range.isEmpty()) {
      problems.add(pointer, "value_range", value.json(), String.join(", ", RelativeRange.NAMES));
      return Check.PRESENT;
    }
    return new Within(range.get(), type);
  }

  private static final Part NOTHING = new Part.Any(List.of());
}
