package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes what people don't write: formulas, and values set by rules. */
final class Computer {
  private final Form form;
  private final Scope scope;

  Computer(Form form, Scope scope) {
    this.form = form;
    this.scope = scope;
  }

  /**
   * Links that formulas and rules of the form cross: {@code product}, {@code lines.product}.
   * Defaults load their own.
   */
  static Set<String> crosses(Form form) {
    var links = new LinkedHashSet<String>();
    for (Form.Step step : form.computeOrder()) {
      CompiledFormula formula = Objects.requireNonNull(step.field().formula());
      links.addAll(crosses(step.table(), formula));
    }
    for (Form.Rule rule : form.rules()) {
      if (rule.when() != null) {
        links.addAll(rule.when().crosses());
      }
      for (Form.Action action : rule.then()) {
        if (action instanceof Form.Action.Set set
            && set.value() instanceof FieldValue.Computed computed) {
          links.addAll(crosses(set.table(), computed.formula()));
        }
      }
    }
    if (form.noteWhen() != null) {
      links.addAll(form.noteWhen().crosses());
    }
    return links;
  }

  /**
   * Links that a formula crosses, as the record calls them.
   *
   * @param table the table in whose lines it stands; null in the record
   */
  static Set<String> crosses(@Nullable Field table, CompiledFormula formula) {
    var links = new LinkedHashSet<String>();
    for (String link : formula.crosses()) {
      if (table == null) {
        links.add(link);
      } else if (link.startsWith("record.")) {
        links.add(link.substring("record.".length()));
      } else {
        links.add(table.id() + "." + link);
      }
    }
    return links;
  }

  /** Computes every formula, each after what it reads. */
  void formulas(StoredRecord record, Problems problems) {
    for (Form.Step step : form.computeOrder()) {
      Field field = step.field();
      CompiledFormula formula = Objects.requireNonNull(field.formula());
      Field table = step.table();
      if (table == null) {
        record.set(
            field.index(),
            run(field, formula, scope.with(record, null), "/" + field.id(), problems));
        continue;
      }
      List<StoredRecord> lines = record.lines(table.index());
      var computed = new ArrayList<StoredRecord>(lines.size());
      for (int i = 0; i < lines.size(); i++) {
        StoredRecord line = lines.get(i);
        Object value =
            run(
                field,
                formula,
                scope.line(line, record),
                "/" + table.id() + "/" + i + "/" + field.id(),
                problems);
        if (!Objects.equals(value, line.get(field.index()))) {
          // lines are shared with the record as it was before
          line = line.copy();
          line.set(field.index(), value);
        }
        computed.add(line);
      }
      if (!lines.isEmpty()) {
        record.set(table.index(), computed);
      }
    }
  }

  static @Nullable Object run(
      Field field, CompiledFormula formula, Scope scope, String at, Problems problems) {
    try {
      Object value = formula.evaluate(scope);
      return value == null
          ? null
          : field.fieldType().coerce(value, field.settings(), scope.zone(), at, problems);
    } catch (FormulaException e) {
      for (Problem problem : e.problems()) {
        problems.add(problem.below(at));
      }
      return null;
    }
  }

  /**
   * Applies the values that rules set, in order; each sees what those before it set.
   *
   * @return whether anything changed, so that formulas must be computed again
   */
  boolean sets(StoredRecord record, @Nullable StoredRecord before, Problems problems) {
    if (!gives()) {
      return false;
    }
    StoredRecord was = record.copy();
    var given = new LinkedHashSet<Field>();
    for (Form.Rule rule : form.rules()) {
      if (!rule.gives() || (rule.when() != null && !rule.when().test(scope.with(record, before)))) {
        continue;
      }
      for (Form.Action action : rule.then()) {
        Field field = give(action, record, before, problems);
        if (field != null) {
          given.add(field);
        }
      }
    }
    return given.stream().anyMatch(field -> record.differs(was, field.index()));
  }

  /** Whether any rule gives values. */
  boolean gives() {
    return form.rules().stream().anyMatch(Form.Rule::gives);
  }

  /** Whether what rules read of formulas says the same in both. */
  boolean agree(StoredRecord one, StoredRecord other) {
    for (Form.Step step : form.rulesRead()) {
      int index = step.field().index();
      if (step.table() == null) {
        if (one.differs(other, index)) {
          return false;
        }
        continue;
      }
      List<StoredRecord> lines = one.lines(step.table().index());
      List<StoredRecord> others = other.lines(step.table().index());
      for (int i = 0; i < Math.min(lines.size(), others.size()); i++) {
        if (lines.get(i).differs(others.get(i), index)) {
          return false;
        }
      }
    }
    return true;
  }

  /** A copy of the one with what formulas gave in the other. */
  StoredRecord withFormulas(StoredRecord one, StoredRecord other) {
    StoredRecord both = one.copy();
    for (Form.Step step : form.computeOrder()) {
      int index = step.field().index();
      Field table = step.table();
      if (table == null) {
        both.set(index, other.get(index));
        continue;
      }
      List<StoredRecord> lines = both.lines(table.index());
      List<StoredRecord> others = other.lines(table.index());
      var given = new ArrayList<StoredRecord>(lines.size());
      for (int i = 0; i < lines.size(); i++) {
        StoredRecord line = lines.get(i).copy();
        if (i < others.size()) {
          line.set(index, others.get(i).get(index));
        }
        given.add(line);
      }
      if (!lines.isEmpty()) {
        both.set(table.index(), given);
      }
    }
    return both;
  }

  /** Does what gives values; the field of the record that may differ by it. */
  private @Nullable Field give(
      Form.Action action, StoredRecord record, @Nullable StoredRecord before, Problems problems) {
    switch (action) {
      case Form.Action.Set set when set.table() != null -> {
        lines(set, set.table(), record, problems);
        return set.table();
      }
      case Form.Action.Set set -> {
        String at = "/" + set.field().id();
        record.set(set.field().index(), value(set, scope.with(record, before), at, problems));
        return set.field();
      }
      case Form.Action.Add add -> {
        var options = new LinkedHashSet<>(several(record, add.field()));
        return options.addAll(add.options())
            ? choose(record, add.field(), options, problems)
            : null;
      }
      case Form.Action.Remove remove -> {
        var options = new LinkedHashSet<>(several(record, remove.field()));
        return options.removeAll(remove.options())
            ? choose(record, remove.field(), options, problems)
            : null;
      }
      case Form.Action.Require a -> {}
      case Form.Action.Show a -> {}
      case Form.Action.Hide a -> {}
      case Form.Action.ReadOnly a -> {}
      case Form.Action.Limit a -> {}
      case Form.Action.Block a -> {}
    }
    return null;
  }

  private static List<String> several(StoredRecord record, Field field) {
    return record.get(field.index()) instanceof List<?> options
        ? options.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static Field choose(
      StoredRecord record, Field field, Set<String> options, Problems problems) {
    ArrayNode chosen = JsonNodeFactory.instance.arrayNode();
    options.forEach(chosen::add);
    record.set(field.index(), field.read(chosen, "/" + field.id(), problems));
    return field;
  }

  private void lines(Form.Action.Set set, Field table, StoredRecord record, Problems problems) {
    var given = new ArrayList<StoredRecord>();
    for (StoredRecord line : record.lines(table.index())) {
      String at = "/" + table.id() + "/" + given.size() + "/" + set.field().id();
      // lines are shared with the record as it was before
      StoredRecord now = line.copy();
      now.set(set.field().index(), value(set, scope.line(line, record), at, problems));
      given.add(now);
    }
    record.set(table.index(), given);
  }

  private static @Nullable Object value(
      Form.Action.Set set, Scope scope, String at, Problems problems) {
    return switch (set.value()) {
      case FieldValue.Constant c -> c.value();
      case FieldValue.Computed c -> run(set.field(), c.formula(), scope, at, problems);
    };
  }
}
