package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values for fields of a form, given in a step's {@code set}. */
public final class FieldValues {
  /** No values. */
  public static final FieldValues NONE = new FieldValues(List.of());

  private final List<Entry> entries;

  /** One field's value: always the same, or computed each time. */
  sealed interface Entry {
    /** The field. */
    Field field();

    /** As the definition gives it. */
    record Constant(Field field, JsonNode json) implements Entry {}

    /** Computed each time. */
    record Computed(Field field, CompiledFormula formula) implements Entry {}
  }

  FieldValues(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Whether all are known beforehand, so that it doesn't matter what the record is like. */
  public boolean constant() {
    return entries.stream().allMatch(Entry.Constant.class::isInstance);
  }

  /**
   * The values now, as record JSON.
   *
   * @throws StepFailedException naming every field whose value doesn't fit
   */
  public ObjectNode in(Scope scope) {
    var problems = new Problems();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    for (Entry entry : entries) {
      String id = entry.field().id();
      switch (entry) {
        case Entry.Constant c -> data.set(id, c.json());
        case Entry.Computed c -> data.set(id, compute(c, scope, problems));
      }
    }
    if (!problems.isEmpty()) {
      throw new StepFailedException(problems.list());
    }
    return data;
  }

  /** The same, without those that can't be computed or don't fit. */
  ObjectNode fitting(Scope scope) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    for (Entry entry : entries) {
      var problems = new Problems();
      JsonNode value =
          switch (entry) {
            case Entry.Constant c -> c.json();
            case Entry.Computed c -> compute(c, scope, problems);
          };
      if (problems.isEmpty()) {
        data.set(entry.field().id(), value);
      }
    }
    return data;
  }

  private static @Nullable JsonNode compute(Entry.Computed entry, Scope scope, Problems problems) {
    Field field = entry.field();
    String pointer = "/set/" + field.id();
    try {
      Object value = entry.formula().evaluate(scope);
      Object fitting =
          value == null
              ? null
              : field.fieldType().coerce(value, field.settings(), scope.zone(), pointer, problems);
      return fitting == null
          ? NullNode.instance
          : field.fieldType().write(fitting, field.settings());
    } catch (FormulaException e) {
      e.problems().forEach(p -> problems.add(p.below(pointer)));
      return NullNode.instance;
    }
  }
}
