package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Names;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON with places to fill in, compiled: {@code {"expr": …}} and {@code {"js": …}} are computed,
 * {@code {"secret": "name"}} is the app's secret of that name, anything else stands for itself.
 */
public final class TemplatePlan {
  private static final String SECRET = "[a-z][a-z0-9_]{0,39}";

  private sealed interface Part {
    record Constant(JsonNode json) implements Part {}

    record Computed(CompiledFormula formula, String pointer) implements Part {}

    /** A whole tree that is seen by templates, such as {@code input.items}. */
    record Tree(List<String> path) implements Part {}

    record Secret(String name) implements Part {}

    record Members(Map<String, Part> parts) implements Part {}

    record Elements(List<Part> parts) implements Part {}
  }

  private final Part root;

  private TemplatePlan(Part root) {
    this.root = root;
  }

  static TemplatePlan compile(
      JsonNode json, ExpressionEngine expressions, Names names, String pointer, Problems problems) {
    return new TemplatePlan(new Reader(expressions, names, problems).read(json, pointer));
  }

  private record Reader(ExpressionEngine expressions, Names names, Problems problems) {
    Part read(JsonNode json, String at) {
      if (json.isArray()) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < json.size(); i++) {
          parts.add(read(json.get(i), at + "/" + i));
        }
        return new Part.Elements(parts);
      }
      if (!json.isObject()) {
        return new Part.Constant(json);
      }
      JsonNode secret = json.size() == 1 ? json.get("secret") : null;
      if (secret != null) {
        if (!secret.isTextual() || !secret.textValue().matches(SECRET)) {
          problems.add(at + "/secret", "secret_name_invalid", secret.asText());
        }
        return new Part.Secret(secret.asText());
      }
      return switch (Value.read(json)) {
        case Value.Expr e when e.formula().strip().matches("(input|call)(\\.[A-Za-z_]\\w*)*") ->
            new Part.Tree(List.of(e.formula().strip().split("\\.")));
        case Value.Expr e -> formula(e, at);
        case Value.Js j -> formula(j, at);
        case Value.Field f -> members(json, at);
        case Value.Literal l -> members(json, at);
      };
    }

    private Part formula(Value value, String at) {
      CompiledFormula formula = expressions.value(value, names, at, problems);
      return formula == null
          ? new Part.Constant(NullNode.instance)
          : new Part.Computed(formula, at);
    }

    private Part members(JsonNode json, String at) {
      var parts = new LinkedHashMap<String, Part>();
      json.properties()
          .forEach(
              e -> parts.put(e.getKey(), read(e.getValue(), at + "/" + Json.escape(e.getKey()))));
      return new Part.Members(parts);
    }
  }

  /**
   * Fills it in.
   *
   * @throws OperationFailedException when a secret isn't set, or a formula can't be computed
   */
  public JsonNode fill(Call call, JsonNode input) {
    return fill(root, call, call.scope(input));
  }

  private static JsonNode fill(Part part, Call call, Scope scope) {
    return switch (part) {
      case Part.Constant c -> c.json();
      case Part.Secret s -> TextNode.valueOf(call.secret(s.name()));
      case Part.Computed c -> compute(c, scope);
      case Part.Tree t -> tree(t, scope);
      case Part.Members m -> {
        ObjectNode object = Json.MAPPER.createObjectNode();
        m.parts().forEach((key, inner) -> object.set(key, fill(inner, call, scope)));
        yield object;
      }
      case Part.Elements e -> {
        ArrayNode array = Json.MAPPER.createArrayNode();
        e.parts().forEach(inner -> array.add(fill(inner, call, scope)));
        yield array;
      }
    };
  }

  private static JsonNode tree(Part.Tree tree, Scope scope) {
    JsonNode node = scope.trees().get(tree.path().getFirst());
    for (String key : tree.path().subList(1, tree.path().size())) {
      node = node == null ? null : node.get(key);
    }
    return node == null ? NullNode.instance : node;
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
      throw new OperationFailedException(
          OperationFailedException.Outlook.NEVER, 0, e.problems().getFirst().below(part.pointer()));
    }
  }
}
