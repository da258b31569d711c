package dev.nacre.record;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
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
  private final ExpressionEngine expressions;
  private final Map<String, Form> forms;
  private final Form form;
  private final Problems problems;

  /** What each computed field reads, by its path: {@code amount} or {@code lines.amount}. */
  private final Map<String, Set<String>> reads = new LinkedHashMap<>();

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
    List<FieldDefinition> definitions = form.definition().fields();
    for (Field field : form.fields()) {
      String at = "/fields/" + definitions.indexOf(field.definition());
      compile(field, null, names, at);
      Form lines = field.lines() ? field.target() : null;
      if (lines != null) {
        List<FieldDefinition> lineDefinitions = field.fieldType().lines(field.settings());
        for (Field line : lines.fields()) {
          compile(
              line,
              field,
              names.within(lines),
              at + "/settings/fields/" + lineDefinitions.indexOf(line.definition()));
        }
      }
    }
    order();
  }

  private void compile(Field field, @Nullable Field table, Names names, String at) {
    FieldDefinition definition = field.definition();
    String formula = definition.formula();
    if (formula != null) {
      if (field.lines()) {
        problems.add(at + "/formula", "formula_not_here", field.id());
        return;
      }
      CompiledFormula compiled = expressions.formula(formula, names, at + "/formula", problems);
      if (compiled != null) {
        field.computeBy(compiled);
        String path = table == null ? field.id() : table.id() + "." + field.id();
        steps.put(path, new Form.Step(table, field));
        pointers.put(path, at + "/formula");
        reads.put(path, sources(compiled, table));
      }
    }
    defaults(field, names, at);
  }

  /** A record's formula that reads a table waits for everything computed in its lines. */
  private Set<String> sources(CompiledFormula formula, @Nullable Field table) {
    var sources = new LinkedHashSet<String>();
    for (String name : formula.reads()) {
      if (table != null && table.target() != null && table.target().name(name).isPresent()) {
        sources.add(table.id() + "." + name);
      } else {
        sources.add(name);
        form.field(name)
            .filter(Field::lines)
            .map(Field::target)
            .ifPresent(lines -> lines.fields().forEach(f -> sources.add(name + "." + f.id())));
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
      case Value.Expr e -> field.defaultTo(null, computed(e, names, at));
      case Value.Field f -> field.defaultTo(null, computed(f, names, at));
      case Value.Js j -> problems.add(at + "/default", "script_not_here");
    }
  }

  private @Nullable CompiledFormula computed(Value value, Names names, String at) {
    return expressions.value(value, names, at + "/default", problems);
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
