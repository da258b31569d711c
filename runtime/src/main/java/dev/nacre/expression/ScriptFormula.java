package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A script where a value is wanted; it sees the JSON trees and the record. */
final class ScriptFormula implements CompiledFormula {
  private final Scripts.CompiledScript script;
  private final Names names;

  ScriptFormula(Scripts.CompiledScript script, Names names) {
    this.script = script;
    this.names = names;
  }

  @Override
  public ValueType type() {
    return ValueType.TEXT;
  }

  @Override
  public @Nullable Object evaluate(Scope scope) {
    Map<String, JsonNode> inputs = new TreeMap<>(scope.trees());
    Shape shape = names.shape();
    if (shape != null && scope.record() != null) {
      inputs.put("record", RowJson.of(scope.record(), shape, scope.zone()));
    }
    if (shape != null && scope.old() != null) {
      inputs.put("old", RowJson.of(scope.old(), shape, scope.zone()));
    }
    inputs.put("user", RowJson.of(scope.user()));
    Object value = Values.fromJson(script.run(inputs));
    return value instanceof JsonNode json ? json.toString() : Values.empty(value) ? null : value;
  }

  @Override
  public Set<String> reads() {
    Shape shape = names.shape();
    return shape == null ? Set.of() : Set.copyOf(shape.names().stream().map(n -> n.id()).toList());
  }

  @Override
  public Set<String> crosses() {
    return Set.of();
  }
}
