package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON to hand to a connector, compiled: computed values may stand anywhere in it. */
public final class InputPlan {
  private final Part root;

  private sealed interface Part {
    record Constant(JsonNode json) implements Part {}

    record Computed(CompiledFormula formula, String pointer) implements Part {}

    record Members(Map<String, Part> parts) implements Part {}

    record Elements(List<Part> parts) implements Part {}
  }

  private InputPlan(Part root) {
    this.root = root;
  }

  /** Compiles; what is wrong is told to the context. */
  public static InputPlan compile(
      @Nullable Map<String, Value> values, CompileContext context, String at) {
    var parts = new LinkedHashMap<String, Part>();
    if (values != null) {
      values.forEach(
          (key, value) ->
              parts.put(
                  key,
                  value == null
                      ? new Part.Constant(NullNode.instance)
                      : part(value, context, at + "/" + Json.escape(key))));
    }
    return new InputPlan(new Part.Members(parts));
  }

  private static Part part(Value value, CompileContext context, String at) {
    if (value instanceof Value.Literal(JsonNode json)) {
      if (json.isObject()) {
        var parts = new LinkedHashMap<String, Part>();
        json.properties()
            .forEach(
                e ->
                    parts.put(
                        e.getKey(),
                        part(
                            Value.read(e.getValue()),
                            context,
                            at + "/" + Json.escape(e.getKey()))));
        return new Part.Members(parts);
      }
      if (json.isArray()) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < json.size(); i++) {
          parts.add(part(Value.read(json.get(i)), context, at + "/" + i));
        }
        return new Part.Elements(parts);
      }
      return new Part.Constant(json);
    }
    CompiledFormula formula = context.value(value, at);
    return formula == null ? new Part.Constant(NullNode.instance) : new Part.Computed(formula, at);
  }

  /**
   * The values now.
   *
   * @throws StepFailedException when one can't be computed
   */
  public JsonNode in(Scope scope) {
    return in(root, scope);
  }

  private static JsonNode in(Part part, Scope scope) {
    return switch (part) {
      case Part.Constant c -> c.json();
      case Part.Computed c -> compute(c, scope);
      case Part.Members m -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        m.parts().forEach((key, inner) -> object.set(key, in(inner, scope)));
        yield object;
      }
      case Part.Elements e -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        e.parts().forEach(inner -> array.add(in(inner, scope)));
        yield array;
      }
    };
  }

  private static JsonNode compute(Part.Computed part, Scope scope) {
    try {
      return switch (part.formula().evaluate(scope)) {
        case null -> NullNode.instance;
        case BigDecimal number -> DecimalNode.valueOf(number);
        case Boolean flag -> BooleanNode.valueOf(flag);
        case JsonNode json -> json;
        case Object other -> TextNode.valueOf(other.toString());
      };
    } catch (FormulaException e) {
      List<Problem> problems = e.problems().stream().map(p -> p.below(part.pointer())).toList();
      throw new StepFailedException(problems);
    }
  }
}
