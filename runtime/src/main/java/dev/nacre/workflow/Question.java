package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Value;
import java.math.BigDecimal;
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
