package dev.nacre.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a mapped field's value comes from, compiled. */
sealed interface MappingNode {
  /** A place in the payload. */
  record At(JsonPointer pointer) implements MappingNode {}

  /** Always the same. */
  record Literal(JsonNode value) implements MappingNode {}

  /** Computed from the payload. */
  record Computed(CompiledFormula formula) implements MappingNode {}

  /** One line per element. */
  record Each(JsonPointer array, MappingPlan lines) implements MappingNode {}

  /** The record of the far form whose field has that value. */
  record Lookup(Form far, Field by, MappingNode from) implements MappingNode {}

  /** Translated by a table; null for otherwise means that anything else is a problem. */
  record Translate(MappingNode from, Map<String, JsonNode> table, @Nullable JsonNode otherwise)
      implements MappingNode {}

  /** Where in the payload it looks, as far as it is one place; null otherwise. */
  default @Nullable JsonPointer place() {
    return switch (this) {
      case At at -> at.pointer();
      case Literal literal -> null;
      case Computed computed -> null;
      case Each each -> each.array();
      case Lookup lookup -> lookup.from().place();
      case Translate translate -> translate.from().place();
    };
  }
}
