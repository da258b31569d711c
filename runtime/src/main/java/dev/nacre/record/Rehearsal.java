package dev.nacre.record;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.FormulaException;
import dev.nacre.metadata.Problems;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does for show what asks other forms, so that a whole batch asks them together before it is done
 * in earnest. Where nothing asks, nothing is done.
 */
final class Rehearsal {
  private final WriteContext context;
  private final boolean formulas;
  private final boolean gives;
  private final boolean checks;

  Rehearsal(WriteContext context) {
    this.context = context;
    Form form = context.form();
    this.formulas = form.computeOrder().stream().anyMatch(s -> asks(s.field().formula()));
    boolean when = form.rules().stream().anyMatch(rule -> asks(rule.when()));
    this.gives =
        when
            || form.rules().stream()
                .flatMap(rule -> rule.then().stream())
                .anyMatch(
                    action ->
                        action instanceof Form.Action.Set set
                            && set.value() instanceof FieldValue.Computed computed
                            && asks(computed.formula()));
    this.checks = when || asks(form.noteWhen());
  }

  static boolean asks(@Nullable CompiledFormula formula) {
    return formula != null && formula.looksUp();
  }

  private static boolean asks(@Nullable CompiledCondition condition) {
    return condition != null && condition.looksUp();
  }

  /** Before formulas are computed. */
  void formulas(Collection<StoredRecord> records) {
    if (formulas) {
      together(records, record -> context.computer().formulas(record.copy(), new Problems()));
    }
  }

  /** Before rules give values. */
  void gives(Collection<Wish> wishes) {
    if (gives) {
      together(
          wishes,
          wish -> context.computer().sets(wish.result().copy(), wish.before, new Problems()));
    }
  }

  /** Before rules say what may be. */
  void checks(Collection<Wish> wishes) {
    if (!checks) {
      return;
    }
    var checker = new Checker(context.form(), context.scope());
    CompiledCondition note = context.form().noteWhen();
    together(
        wishes,
        wish -> {
          var unused = checker.rules(wish.result(), wish.before);
          if (note != null) {
            note.test(context.scope().with(wish.result(), wish.before));
          }
        });
  }

  /** Before something else is done to each of them. */
  <T> void together(Collection<T> each, Consumer<T> forShow) {
    List<T> all = List.copyOf(each);
    context
        .scope()
        .lookups()
        .together(
            () -> {
              for (T one : all) {
                try {
                  forShow.accept(one);
                } catch (FormulaException e) {
                  // nothing was found yet; what is wrong in earnest is told then
                }
              }
            });
  }
}
