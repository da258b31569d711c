package dev.nacre.record;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles the formulas and defaults of one form and finds the order in which to compute them. */
final class FieldCompiler {
  /** How a line's formula says that a name is the record's. */
  private static final String RECORD = "record.";

  private final ExpressionEngine expressions;
  private final Map<String, Form> forms;
  private final Form form;
  private final Problems problems;

  /** What each computed field reads, by its path: {@code amount} or {@code lines.amount}. */
  private final Map<String, Set<String>> reads = new LinkedHashMap<>();

  /** The same for defaults. */
  private final Map<String, Set<String>> defaultReads = new LinkedHashMap<>();

  private final Map<String, Form.Step> steps = new LinkedHashMap<>();
  private final Map<String, String> pointers = new LinkedHashMap<>();

  FieldCompiler(
      ExpressionEngine expressions, Map<String, Form> forms, Form form, Problems problems) {
    this.expressions = expressions;
    this.forms = forms;
    this.form = form;
    this.problems = problems;
  }

  void compile() {
    Names names = Names.of(form, forms::get);
    compile(form, form.definition().fields(), null, names, "/fields");
    order();
    defaultReads.putAll(reads);
    form.fill(new FillingPlan(form, steps, defaultReads).make());
  }

  private void compile(
      Form of,
      List<FieldDefinition> definitions,
      @Nullable Field table,
      Names names,
      String pointer) {
    for (int i = 0; i < definitions.size(); i++) {
      FieldDefinition definition = definitions.get(i);
      String at = pointer + "/" + i;
      Field field = field(of, definition);
      if (field == null) {
        orphan(definition, names, at);
        continue;
      }
      compile(field, table, names, at);
      Form lines = field.lines() ? field.target() : null;
      if (lines != null && table == null) {
        compile(
            lines,
            field.fieldType().lines(field.settings()),
            field,
            names.within(lines),
            at + "/settings/fields");
      }
    }
  }

  /** The field of that very definition; another one may be equal to it. */
  @SuppressWarnings("ReferenceEquality")
  private static @Nullable Field field(Form of, FieldDefinition definition) {
    return of.fields().stream().filter(f -> f.definition() == definition).findFirst().orElse(null);
  }

  /** Of a field whose type isn't known the formulas can still be read. */
  private void orphan(FieldDefinition definition, Names names, String at) {
    if (definition.formula() != null) {
      expressions.formula(definition.formula(), names, at + "/formula", problems);
    }
    if (definition.defaultValue() instanceof Value.Expr(String formula)) {
      expressions.formula(formula, names, at + "/default", problems);
    }
  }

  private void compile(Field field, @Nullable Field table, Names names, String at) {
    if (field.derived()) {
      return;
    }
    FieldDefinition definition = field.definition();
    offers(field, at);
    String formula = definition.formula();
    if (formula != null) {
      if (field.lines()) {
        problems.add(at + "/formula", "formula_not_here", field.id());
        return;
      }
      CompiledFormula compiled = expressions.formula(formula, names, at + "/formula", problems);
      if (compiled != null && fits(field, compiled, at + "/formula")) {
        field.computeBy(compiled);
        String path = FillingPlan.path(table, field);
        if (steps.containsKey(path)) {
          return; // of a field that stands twice; that is told
        }
        steps.put(path, new Form.Step(table, field));
        pointers.put(path, at + "/formula");
        reads.put(path, sources(compiled, table));
      }
    }
    defaults(field, names, at);
    CompiledFormula byDefault = field.defaultFormula();
    if (byDefault != null) {
      defaultReads.put(FillingPlan.path(table, field), sources(byDefault, table));
    }
  }

  private void offers(Field field, String at) {
    Condition only = field.fieldType().offers(field.settings());
    Form far = field.linked();
    if (only != null && far != null) {
      field.offer(
          expressions.filter(only, Names.of(far, forms::get), at + "/settings/filter", problems));
    }
  }

  /** A result that the field could never take is found now, not at the first record. */
  private boolean fits(Field field, CompiledFormula formula, String at) {
    boolean fits = field.takes(formula.certainType());
    if (!fits) {
      problems.add(
          at, "formula_result", field.id(), field.type().phrase(), phrase(formula.certainType()));
    }
    return fits;
  }

  private static String phrase(@Nullable ValueType type) {
    return type == null ? "" : type.phrase();
  }

  /** The paths that a formula reads, as the computed fields go by them. */
  private static Set<String> sources(CompiledFormula formula, @Nullable Field table) {
    var sources = new LinkedHashSet<String>(formula.lineReads());
    for (String name : formula.reads()) {
      boolean ofRecord = name.startsWith(RECORD);
      if (table != null && !ofRecord) {
        sources.add(table.id() + "." + name);
      } else {
        sources.add(ofRecord ? name.substring(RECORD.length()) : name);
      }
    }
    return sources;
  }

  private void defaults(Field field, Names names, String at) {
    Value value = field.definition().defaultValue();
    if (value == null) {
      return;
    }
    switch (value) {
      case Value.Literal literal ->
          field.defaultTo(field.read(literal.json(), at + "/default", problems), null);
      case Value.Expr e -> field.defaultTo(null, computed(field, e, names, at));
      case Value.Field f -> field.defaultTo(null, computed(field, f, names, at));
      case Value.Js j -> problems.add(at + "/default", "script_not_here");
    }
  }

  private @Nullable CompiledFormula computed(Field field, Value value, Names names, String at) {
    CompiledFormula formula = expressions.value(value, names, at + "/default", problems);
    return formula != null && fits(field, formula, at + "/default") ? formula : null;
  }

  private void order() {
    var done = new LinkedHashSet<String>();
    for (String path : steps.keySet()) {
      visit(path, new ArrayList<>(), done);
    }
    form.compute(done.stream().map(steps::get).toList());
  }

  private void visit(String path, List<String> trail, Set<String> done) {
    if (done.contains(path) || !steps.containsKey(path)) {
      return;
    }
    int again = trail.indexOf(path);
    if (again >= 0) {
      var cycle = new ArrayList<>(trail.subList(again, trail.size()));
      cycle.add(path);
      problems.add(String.valueOf(pointers.get(path)), "formula_cycle", String.join(" → ", cycle));
      done.addAll(cycle);
      return;
    }
    trail.add(path);
    for (String source : reads.getOrDefault(path, Set.of())) {
      visit(source, trail, done);
    }
    trail.removeLast();
    done.add(path);
  }
}
