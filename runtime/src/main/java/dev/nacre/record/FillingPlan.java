package dev.nacre.record;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.FormDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds in which order new records and lines get their defaults: each after what it reads, in as
 * few goes as the links between them allow. Of fields that read each other, whichever is given
 * fills the other.
 */
final class FillingPlan {
  private final Form form;
  private final Map<String, Form.Step> fills = new LinkedHashMap<>();

  /** What each default and each formula reads, by the path of its field. */
  private final Map<String, Set<String>> reads;

  private final Map<String, Form.Step> computed;
  private final Set<String> done = new HashSet<>();

  private final List<Filling> plan = new ArrayList<>();
  private Set<String> links = new LinkedHashSet<>();
  private boolean computes;
  private List<Form.Step> steps = new ArrayList<>();
  private final Set<String> filled = new HashSet<>();

  /**
   * A plan for a form whose formulas are compiled.
   *
   * @param computed the computed fields, by path
   * @param reads what those and the defaults read, by path
   */
  FillingPlan(Form form, Map<String, Form.Step> computed, Map<String, Set<String>> reads) {
    this.form = form;
    this.computed = computed;
    this.reads = reads;
  }

  List<Filling> make() {
    for (Field field : form.fields()) {
      if (!field.lines() && (hasDefault(field) || initial(form, field) != null)) {
        fills.put(path(null, field), new Form.Step(null, field));
      }
    }
    for (Field table : form.tables()) {
      Form lines = table.target();
      if (lines != null) {
        lines.fields().stream()
            .filter(FillingPlan::hasDefault)
            .forEach(field -> fills.put(path(table, field), new Form.Step(table, field)));
      }
    }
    fills.keySet().forEach(path -> visit(path, new HashSet<>()));
    close();
    return plan;
  }

  private static boolean hasDefault(Field field) {
    return field.defaultValue() != null || field.defaultFormula() != null;
  }

  /** The first state of a record's life, if that is what the field says. */
  static @Nullable String initial(Form form, Field field) {
    FormDefinition.States states = form.definition().states();
    return states != null && states.field().equals(field.id()) ? states.initial() : null;
  }

  /** How formulas call a field: {@code amount} or {@code lines.amount}. */
  static String path(@Nullable Field table, Field field) {
    return table == null ? field.id() : table.id() + "." + field.id();
  }

  private void visit(String path, Set<String> trail) {
    if (done.contains(path) || !trail.add(path)) {
      return;
    }
    reads.getOrDefault(path, Set.of()).forEach(source -> visit(source, trail));
    Form.Step step = fills.get(path);
    if (step != null && done.add(path)) {
      place(path, step);
    }
  }

  private void place(String path, Form.Step step) {
    CompiledFormula formula = step.field().defaultFormula();
    Set<String> crossed = formula == null ? Set.of() : Computer.crosses(step.table(), formula);
    Set<String> sources = sources(path);
    boolean ofFormulas = sources.stream().anyMatch(computed::containsKey);
    boolean stale = sources.stream().anyMatch(filled::contains);
    if (ofFormulas ? stale || (!computes && !steps.isEmpty()) : stale && !crossed.isEmpty()) {
      close();
    }
    links.addAll(crossed);
    if (ofFormulas && !computes) {
      computes = true;
      for (Form.Step by : form.computeOrder()) {
        links.addAll(Computer.crosses(by.table(), Objects.requireNonNull(by.field().formula())));
      }
    }
    steps.add(step);
    filled.add(path);
  }

  private void close() {
    if (!steps.isEmpty()) {
      plan.add(new Filling(Set.copyOf(links), computes, List.copyOf(steps)));
    }
    links = new LinkedHashSet<>();
    computes = false;
    steps = new ArrayList<>();
    filled.clear();
  }

  /** Everything that a default reads, also through formulas. */
  private Set<String> sources(String path) {
    var all = new LinkedHashSet<String>();
    var next = new ArrayList<>(reads.getOrDefault(path, Set.of()));
    while (!next.isEmpty()) {
      String source = next.removeLast();
      if (all.add(source) && computed.containsKey(source)) {
        next.addAll(reads.getOrDefault(source, Set.of()));
      }
    }
    return all;
  }
}
