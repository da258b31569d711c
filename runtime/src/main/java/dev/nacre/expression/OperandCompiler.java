package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles the right sides of comparisons. */
final class OperandCompiler {
  private static final Operand NOTHING = new Operand.Computed(scope -> null, null);

  private final Names names;
  private final Names formulas;
  private final Problems problems;
  private final Uses uses;

  OperandCompiler(Names names, Names formulas, Problems problems, Uses uses) {
    this.names = names;
    this.formulas = formulas;
    this.problems = problems;
    this.uses = uses;
  }

  /** What formulas may use. */
  Names formulas() {
    return formulas;
  }

  /** One value of that type. */
  Operand one(Value value, @Nullable ValueType type, String field, String pointer) {
    return switch (value) {
      case Value.Literal literal -> literal(literal.json(), type, field, pointer);
      case Value.Expr expr -> formula(expr.formula(), type, field, pointer);
      case Value.Field other -> column(other.path(), type, field, pointer);
      case Value.Js js -> {
        problems.add(pointer, "value_script", field);
        yield NOTHING;
      }
    };
  }

  private Operand literal(JsonNode json, @Nullable ValueType type, String field, String pointer) {
    if (json.isNull() || (json.isTextual() && json.textValue().isBlank())) {
      problems.add(pointer, "value_blank", field);
      return NOTHING;
    }
    Object value = Literals.read(json, type);
    if (value == null) {
      problems.add(pointer, "value_type", field, Operators.expects(type), json);
      return NOTHING;
    }
    return new Operand.Constant(value);
  }

  private Operand formula(String text, @Nullable ValueType type, String field, String pointer) {
    var inner = new Uses();
    Typed typed = new FormulaCompiler(formulas, pointer, problems, inner).compile(text);
    uses.formula(inner);
    if (type != null && typed.type() != null && !Operators.comparable(type, typed.type())) {
      problems.add(pointer, "value_type", field, Operators.expects(type), text);
    }
    return new Operand.Computed(typed.node(), type);
  }

  private Operand column(String text, @Nullable ValueType type, String field, String pointer) {
    var meaning = new Resolver(names, problems).resolve(List.of(text.split("\\.", -1)), pointer);
    if (meaning instanceof Resolver.Meaning.OfTree tree) {
      uses.row();
      return new Operand.Computed(Trees.at(tree.root(), tree.keys()), type);
    }
    if (meaning instanceof Resolver.Meaning.Ambient ambient) {
      return new Operand.Computed(ambient.value().node(), type);
    }
    if (!(meaning instanceof Resolver.Meaning.OfRecord record)) {
      return NOTHING;
    }
    Path path = record.path();
    if (path.many()) {
      problems.add(pointer, "name_many_value", text);
      return NOTHING;
    }
    uses.path(path);
    if (path.base() == Path.Base.OLD) {
      uses.row();
    }
    boolean days = isTime(type) && isTime(path.type());
    if (type != null && type != path.type() && !days) {
      problems.add(pointer, "value_type", field, Operators.expects(type), text);
      return NOTHING;
    }
    return type == null
        ? new Operand.Computed(path.node(), null)
        : new Operand.Column(path, path.node(), type);
  }

  private static boolean isTime(@Nullable ValueType type) {
    return type == ValueType.DATE || type == ValueType.MOMENT;
  }

  /** A list of values of that type, or a formula that gives one. */
  Check several(Value value, @Nullable ValueType type, String field, String pointer) {
    if (value instanceof Value.Expr(String text)) {
      var inner = new Uses();
      Typed typed = new FormulaCompiler(formulas, pointer, problems, inner).compile(text);
      uses.formula(inner);
      return new OneOf(type, List.of(), typed.node());
    }
    if (!(value instanceof Value.Literal(JsonNode json)) || !json.isArray()) {
      problems.add(pointer, "value_list", field);
      return Check.PRESENT;
    }
    var items = new ArrayList<Operand>();
    for (int i = 0; i < json.size(); i++) {
      items.add(one(Value.read(json.get(i)), type, field, pointer + "/" + i));
    }
    return new OneOf(type, List.copyOf(items), null);
  }
}
