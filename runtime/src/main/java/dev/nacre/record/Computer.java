package dev.nacre.record;

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
          links.addAll(computed.formula().crosses());
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
    boolean changed = false;
    for (Form.Rule rule : form.rules()) {
      Scope there = scope.with(record, before);
      if (rule.then().stream().noneMatch(a -> a instanceof Form.Action.Set)
          || (rule.when() != null && !rule.when().test(there))) {
        continue;
      }
      for (Form.Action action : rule.then()) {
        if (action instanceof Form.Action.Set set) {
          Field field = set.field();
          Object value = value(set, scope.with(record, before), problems);
          StoredRecord was = record.copy();
          record.set(field.index(), value);
          changed |= record.differs(was, field.index());
        }
      }
    }
    return changed;
  }

  private static @Nullable Object value(Form.Action.Set set, Scope scope, Problems problems) {
    String at = "/" + set.field().id();
    return switch (set.value()) {
      case FieldValue.Constant c -> c.value();
      case FieldValue.Computed c -> run(set.field(), c.formula(), scope, at, problems);
    };
  }
}
