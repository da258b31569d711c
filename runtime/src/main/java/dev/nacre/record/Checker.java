package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.FormDefinition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether a computed record may be: required values, rules, lines, states. */
final class Checker {
  private final Form form;
  private final Scope scope;

  Checker(Form form, Scope scope) {
    this.form = form;
    this.scope = scope;
  }

  /** What the rules say of a record now. */
  record Verdict(
      Set<String> required,
      Set<String> hidden,
      Set<String> readOnly,
      Map<Field, Set<String>> offered,
      List<Problem> blocks) {}

  /** Runs the rules. */
  Verdict rules(StoredRecord record, @Nullable StoredRecord before) {
    var required = new LinkedHashSet<String>();
    var hidden = new LinkedHashSet<String>();
    var readOnly = new LinkedHashSet<String>();
    var offered = new LinkedHashMap<Field, Set<String>>();
    var blocks = new Problems();
    Scope there = scope.with(record, before);
    for (Form.Rule rule : form.rules()) {
      boolean holds = rule.when() == null || rule.when().test(there);
      for (Form.Action action : rule.then()) {
        switch (action) {
          case Form.Action.Show show when !holds -> hidden.add(show.field().id());
          case Form.Action.Show show -> {}
          case Form.Action.Hide hide when holds -> hidden.add(hide.field().id());
          case Form.Action.Require require when holds -> required.add(require.field().id());
          case Form.Action.ReadOnly lock when holds -> readOnly.add(lock.field().id());
          case Form.Action.Block block when holds ->
              blocks.add(
                  "",
                  "rule_blocks",
                  block.message().in(Locale.ENGLISH),
                  block.message().in(Locale.CHINESE),
                  rule.id());
          case Form.Action.Limit limit when holds ->
              offered
                  .computeIfAbsent(limit.field(), field -> new LinkedHashSet<>(limit.options()))
                  .retainAll(limit.options());
          case Form.Action.Limit limit -> {}
          case Form.Action.Set set -> {}
          case Form.Action.Add add -> {}
          case Form.Action.Remove remove -> {}
          case Form.Action.Hide hide -> {}
          case Form.Action.Require require -> {}
          case Form.Action.ReadOnly lock -> {}
          case Form.Action.Block block -> {}
        }
      }
    }
    return new Verdict(required, hidden, readOnly, offered, blocks.list());
  }

  /**
   * Everything that keeps the record from being, except uniqueness and states.
   *
   * @param covered fields whose values mustn't be told
   */
  void check(
      StoredRecord record,
      @Nullable StoredRecord before,
      boolean people,
      Set<String> covered,
      Problems problems) {
    Verdict verdict = rules(record, before);
    for (Field field : form.fields()) {
      String at = "/" + field.id();
      if (field.lines()) {
        lines(field, record, at, problems);
      }
      boolean needed = field.definition().required() || verdict.required().contains(field.id());
      if (needed && numberedLater(field, record)) {
        continue;
      }
      if (needed && empty(record, field) && nothingSaidOf(at, problems)) {
        problems.add(
            at,
            "required",
            field.definition().title().in(Locale.ENGLISH),
            field.definition().title().in(Locale.CHINESE));
      }
      if (people
          && before != null
          && verdict.readOnly().contains(field.id())
          && !field.computed()
          && record.differs(before, field.index())) {
        problems.add(
            at,
            "field_read_only",
            field.definition().title().in(Locale.ENGLISH),
            field.definition().title().in(Locale.CHINESE));
      }
    }
    verdict.offered().forEach((field, options) -> limit(field, options, record, covered, problems));
    problems.addAll(verdict.blocks());
  }

  private static void limit(
      Field field,
      Set<String> options,
      StoredRecord record,
      Set<String> covered,
      Problems problems) {
    boolean told = !covered.contains(field.id());
    Object value = record.get(field.index());
    List<String> all = options.stream().sorted().toList();
    for (Object one :
        value instanceof List<?> several ? several : Stream.ofNullable(value).toList()) {
      if (!options.contains(one.toString())) {
        problems.add(
            "/" + field.id(),
            "choice_limited",
            field.definition().title().in(Locale.ENGLISH),
            called(field, told ? one : null, Locale.ENGLISH),
            called(field, all, Locale.ENGLISH),
            field.definition().title().in(Locale.CHINESE),
            called(field, told ? one : null, Locale.CHINESE),
            called(field, all, Locale.CHINESE));
      }
    }
  }

  /** A value that couldn't be read has its own problem; it isn't also missing. */
  private static boolean nothingSaidOf(String at, Problems problems) {
    return problems.list().stream().noneMatch(p -> p.pointer().equals(at));
  }

  private static boolean numberedLater(Field field, StoredRecord record) {
    return !field.derived()
        && field.fieldType().numbering(field.settings()) != null
        && record.get(field.index()) == null;
  }

  private static boolean empty(StoredRecord record, Field field) {
    return field.lines()
        ? record.lines(field.index()).isEmpty()
        : record.get(field.index()) == null;
  }

  private static void lines(Field table, StoredRecord record, String at, Problems problems) {
    List<StoredRecord> lines = record.lines(table.index());
    table.fieldType().checkLines(lines.size(), table.settings(), at, problems);
    for (int i = 0; i < lines.size(); i++) {
      for (Field field : lines.get(i).form().fields()) {
        String there = at + "/" + i + "/" + field.id();
        if (field.definition().required()
            && lines.get(i).get(field.index()) == null
            && nothingSaidOf(there, problems)) {
          problems.add(
              there,
              "required",
              field.definition().title().in(Locale.ENGLISH),
              field.definition().title().in(Locale.CHINESE));
        }
      }
    }
  }

  /**
   * Which options a field may have, where it may not have all: by rules, and for a state by where
   * the record stands.
   */
  Map<String, Set<String>> offered(Verdict verdict, @Nullable StoredRecord before) {
    var offered = new LinkedHashMap<String, Set<String>>();
    verdict.offered().forEach((field, options) -> offered.put(field.id(), options));
    FormDefinition.States states = form.definition().states();
    Object now = states == null || before == null ? null : before.get(stateField(states).index());
    if (states != null && now != null && !states.transitions().isEmpty()) {
      var next = new LinkedHashSet<String>();
      next.add(now.toString());
      states.transitions().stream()
          .filter(transition -> transition.from().equals(now))
          .forEach(transition -> next.add(transition.to()));
      offered.merge(states.field(), next, Checker::both);
    }
    return offered;
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    return other.stream().filter(one::contains).collect(Collectors.toSet());
  }

  private Field stateField(FormDefinition.States states) {
    return form.field(states.field()).orElseThrow();
  }

  /** The illegal change of state, if there is one; a new record may begin in any state. */
  @Nullable Problem state(StoredRecord record, @Nullable StoredRecord before) {
    FormDefinition.States states = form.definition().states();
    if (states == null || before == null || states.transitions().isEmpty()) {
      return null;
    }
    Field field = stateField(states);
    if (!record.differs(before, field.index())) {
      return null;
    }
    Object from = before.get(field.index());
    Object to = record.get(field.index());
    if (from == null) {
      return null;
    }
    boolean legal =
        states.transitions().stream().anyMatch(t -> t.from().equals(from) && t.to().equals(to));
    if (legal) {
      return null;
    }
    List<String> next =
        states.transitions().stream()
            .filter(t -> t.from().equals(from))
            .map(FormDefinition.Transition::to)
            .toList();
    return Problem.at(
        "/" + field.id(),
        "transition_illegal",
        called(field, from, Locale.ENGLISH),
        called(field, to, Locale.ENGLISH),
        called(field, next, Locale.ENGLISH),
        called(field, from, Locale.CHINESE),
        called(field, to, Locale.CHINESE),
        called(field, next, Locale.CHINESE));
  }

  private static String called(Field field, @Nullable Object state, Locale locale) {
    if (state == null) {
      return "–";
    }
    return field.display(field.type() == ValueType.SEVERAL ? List.of(state) : state, locale);
  }

  private static String called(Field field, List<String> states, Locale locale) {
    String all =
        states.stream().map(s -> called(field, s, locale)).collect(Collectors.joining(", "));
    return all.isEmpty() ? "–" : all;
  }
}
