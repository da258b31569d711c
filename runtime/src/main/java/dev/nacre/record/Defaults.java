package dev.nacre.record;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problems;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives new records, and new lines, what they weren't given. Defaults may read what links lead to
 * and what formulas give; the number of statements depends on the form, never on the batch.
 */
final class Defaults {
  private final WriteContext context;
  private final Form form;
  private final Rehearsal rehearsal;

  Defaults(WriteContext context, Rehearsal rehearsal) {
    this.context = context;
    this.rehearsal = rehearsal;
    this.form = context.form();
  }

  /**
   * Lines of a table that nobody had before.
   *
   * @param old the ids of those that were there
   */
  private record Fresh(Wish wish, Field table, Set<UUID> old) {}

  private record Filled(StoredRecord row, int index) {}

  /** Fills bound records that have their ids. */
  void fill(List<Wish> wishes) throws SQLException {
    List<Wish> made = wishes.stream().filter(w -> w.before == null).toList();
    var fresh = new ArrayList<Fresh>();
    wishes.forEach(wish -> fresh(wish, fresh));
    if (made.isEmpty() && fresh.isEmpty()) {
      return;
    }
    var touched = new LinkedHashSet<>(made);
    fresh.forEach(lines -> touched.add(lines.wish()));
    List<StoredRecord> records = touched.stream().map(Wish::result).toList();
    for (Filling filling : form.fillings()) {
      Links.load(context.connection(), form, records, filling.links(), context.scope());
      if (filling.computes()) {
        rehearsal.formulas(records);
        // what they find wrong is told when everything is there
        touched.forEach(wish -> context.computer().formulas(wish.result(), new Problems()));
      }
      if (filling.steps().stream().anyMatch(s -> Rehearsal.asks(s.field().defaultFormula()))) {
        rehearsal.together(List.of(filling), f -> forShow(f, made, fresh));
      }
      fill(filling, made, fresh, true);
    }
  }

  /** Fills and takes it back. */
  private void forShow(Filling filling, List<Wish> made, List<Fresh> fresh) {
    for (Filled one : fill(filling, made, fresh, false)) {
      one.row().set(one.index(), null);
    }
  }

  /**
   * Fills.
   *
   * @param earnest whether what is wrong is told
   * @return what was empty before
   */
  private List<Filled> fill(Filling filling, List<Wish> made, List<Fresh> fresh, boolean earnest) {
    var filled = new ArrayList<Filled>();
    for (Form.Step step : filling.steps()) {
      if (step.table() == null) {
        for (Wish wish : made) {
          Problems problems = earnest ? wish.problems : new Problems();
          fill(wish.result(), step.field(), null, "", problems, filled);
        }
        continue;
      }
      for (Fresh lines : fresh) {
        if (lines.table() == step.table()) {
          Problems problems = earnest ? lines.wish().problems : new Problems();
          fill(lines, step, problems, filled);
        }
      }
    }
    return filled;
  }

  private void fresh(Wish wish, List<Fresh> into) {
    for (Field table : form.tables()) {
      boolean given = wish.change.data() != null && wish.change.data().has(table.id());
      List<StoredRecord> lines = wish.result().lines(table.index());
      if (given && !lines.isEmpty()) {
        var old = new HashSet<UUID>();
        if (wish.before != null) {
          wish.before.lines(table.index()).forEach(line -> old.add(line.id()));
        }
        if (lines.stream().anyMatch(line -> !old.contains(line.id()))) {
          into.add(new Fresh(wish, table, old));
        }
      }
    }
  }

  private void fill(Fresh fresh, Form.Step step, Problems problems, List<Filled> filled) {
    StoredRecord record = fresh.wish().result();
    List<StoredRecord> lines = record.lines(fresh.table().index());
    for (int i = 0; i < lines.size(); i++) {
      if (!fresh.old().contains(lines.get(i).id())) {
        String at = "/" + fresh.table().id() + "/" + i;
        fill(lines.get(i), step.field(), record, at, problems, filled);
      }
    }
  }

  private void fill(
      StoredRecord row,
      Field field,
      @Nullable StoredRecord parent,
      String at,
      Problems problems,
      List<Filled> filled) {
    if (row.get(field.index()) != null) {
      return;
    }
    CompiledFormula formula = field.defaultFormula();
    Object value = field.defaultValue();
    if (formula != null) {
      Scope scope = context.scope();
      Scope there = parent == null ? scope.with(row, null) : scope.line(row, parent);
      value = Computer.run(field, formula, there, at + "/" + field.id(), problems);
    }
    if (value == null && parent == null) {
      value = FillingPlan.initial(form, field);
    }
    row.set(field.index(), value);
    filled.add(new Filled(row, field.index()));
  }
}
