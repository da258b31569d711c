package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on other records whose formulas speak of the workflow's record: each time it is asked
 * they stand there as what they give.
 */
public final class Question {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Condition NEVER = new Condition.Not(new Condition.All(List.of()));

  private final Condition where;
  private final Map<String, CompiledFormula> formulas;

  /**
   * A question.
   *
   * @param formulas every formula in it, by its text
   */
  Question(Condition where, Map<String, CompiledFormula> formulas) {
    this.where = where;
    this.formulas = Map.copyOf(formulas);
  }

  /**
   * Compiles what is asked of other records.
   *
   * @return null, perhaps with problems, when nothing is
   */
  static @Nullable Question compile(
      Query query,
      @Nullable Condition where,
      CompileContext context,
      Compilation compilation,
      String at,
      String sortAt) {
    Form form = context.form(query.form(), "/form");
    if (form == null) {
      return null;
    }
    for (int i = 0; i < query.sort().size(); i++) {
      String id = query.sort().get(i).field();
      if (form.name(id).filter(field -> field.type().ordered()).isEmpty() && !form.doubts(id)) {
        var ids = form.names().stream().filter(f -> f.type().ordered()).map(Field::id).toList();
        context.problem(
            sortAt + "/" + i,
            "field_unknown",
            id,
            CompileContext.known(ids),
            Suggestions.question(id, ids));
      }
    }
    if (where == null) {
      return null;
    }
    var unused =
        compilation
            .expressions()
            .condition(
                where,
                compilation.namesOf(form),
                compilation.names(),
                context.place(at),
                compilation.problems());
    var formulas = new HashMap<String, CompiledFormula>();
    formulas(where, compilation, formulas);
    return new Question(where, formulas);
  }

  /** Every formula of a condition; what is wrong with one has been told. */
  private static void formulas(
      Condition condition, Compilation compilation, Map<String, CompiledFormula> into) {
    switch (condition) {
      case Condition.All all -> all.parts().forEach(part -> formulas(part, compilation, into));
      case Condition.Any any -> any.parts().forEach(part -> formulas(part, compilation, into));
      case Condition.Not not -> formulas(not.part(), compilation, into);
      case Condition.Some some -> formulas(some.where(), compilation, into);
      case Condition.Compare(var field, var op, Value.Expr(String formula)) -> {
        CompiledFormula compiled =
            compilation.reading(
                compilation
                    .expressions()
                    .formula(formula, compilation.names(), "", new Problems()));
        if (compiled != null) {
          into.put(formula, compiled);
        }
      }
      case Condition.Compare plain -> {}
    }
  }

  /** The condition as it is asked now. */
  public Condition now(Scope scope) {
    return now(where, scope);
  }

  private Condition now(Condition condition, Scope scope) {
    return switch (condition) {
      case Condition.All all -> new Condition.All(now(all.parts(), scope));
      case Condition.Any any -> new Condition.Any(now(any.parts(), scope));
      case Condition.Not not -> new Condition.Not(now(not.part(), scope));
      case Condition.Some some -> new Condition.Some(some.table(), now(some.where(), scope));
      case Condition.Compare(String field, Op op, Value.Expr(String formula)) ->
          compare(
              field, op, Objects.requireNonNull(formulas.get(formula), formula).evaluate(scope));
      case Condition.Compare compare -> compare;
    };
  }

  private List<Condition> now(List<Condition> parts, Scope scope) {
    return parts.stream().map(part -> now(part, scope)).toList();
  }

  /** As everywhere, nothing is like an empty value but what isn't. */
  private static Condition compare(String field, Op op, @Nullable Object value) {
    if (value != null) {
      return new Condition.Compare(field, op, new Value.Literal(json(value)));
    }
    boolean not = op == Op.NE || op == Op.NOT_IN;
    return not ? new Condition.Compare(field, Op.NOT_EMPTY, null) : NEVER;
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case BigDecimal number -> NODES.numberNode(number);
      case Boolean yes -> NODES.booleanNode(yes);
      case List<?> several -> {
        var array = NODES.arrayNode();
        several.forEach(one -> array.add(String.valueOf(one)));
        yield array;
      }
      default -> NODES.textNode(value.toString());
    };
  }
}
