package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Row;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.hold.Pool;
import dev.nacre.record.hold.Want;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a step holds of a pool, compiled: tells for a record what exactly is wanted. */
public final class HoldPlan {
  private final Pool pool;
  private final List<Wanted> wanted;

  /** One kind of want. */
  record Wanted(
      @Nullable Field each,
      @Nullable Parts parts,
      @Nullable CompiledCondition where,
      List<Field> match,
      List<CompiledFormula> key,
      @Nullable Among among,
      CompiledFormula quantity,
      @Nullable CompiledFormula name,
      String pointer) {}

  /** Several records of which any will do. */
  record Among(Query query, @Nullable Question where) {
    Query now(Scope scope) {
      return where == null ? query : query.where(where.now(scope));
    }
  }

  /** The lines of what a row links to. */
  record Parts(Field link, Field table, RowWith shape) {}

  HoldPlan(Pool pool, List<Wanted> wanted) {
    this.pool = pool;
    this.wanted = List.copyOf(wanted);
  }

  /** Of what is held. */
  public Pool pool() {
    return pool;
  }

  /**
   * What is wanted now.
   *
   * @throws StepFailedException when a value can't be worked out or doesn't fit
   */
  public List<Want> in(StepContext run) {
    var wants = new ArrayList<Want>();
    var problems = new Problems();
    Scope scope = run.scope();
    for (Wanted one : wanted) {
      Query among = one.among() == null ? null : one.among().now(scope);
      rows(one, run, scope, at -> add(one, among, at, wants, problems));
    }
    if (!problems.isEmpty()) {
      throw new StepFailedException(problems.list());
    }
    return wants;
  }

  private static void rows(Wanted one, StepContext run, Scope scope, Consumer<Scope> then) {
    Row around = scope.record();
    StoredRecord record = run.record();
    if (one.each() == null) {
      parts(one, scope, around, then);
    } else if (record != null && around != null) {
      record
          .lines(one.each().index())
          .forEach(line -> parts(one, scope.line(line, around), line, then));
    }
  }

  private static void parts(Wanted one, Scope scope, @Nullable Row row, Consumer<Scope> then) {
    Parts parts = one.parts();
    if (parts == null) {
      then.accept(scope);
    } else if (row != null && row.linked(parts.link().index()) instanceof StoredRecord far) {
      for (StoredRecord part : far.lines(parts.table().index())) {
        Row with = parts.shape().with(row, part);
        Row parent = scope.parent();
        then.accept(parent == null ? scope.with(with, null) : scope.line(with, parent));
      }
    }
  }

  private static void add(
      Wanted one, @Nullable Query among, Scope scope, List<Want> wants, Problems problems) {
    try {
      if (one.where() != null && !one.where().test(scope)) {
        return;
      }
      Object quantity = one.quantity().evaluate(scope);
      if (quantity == null || (quantity instanceof BigDecimal nothing && nothing.signum() == 0)) {
        return;
      }
      if (!(quantity instanceof BigDecimal number) || number.signum() < 0) {
        problems.add(one.pointer() + "/quantity", "reserve_quantity", quantity);
        return;
      }
      ObjectNode about = JsonNodeFactory.instance.objectNode();
      Object name = one.name() == null ? null : one.name().evaluate(scope);
      if (name != null) {
        about.put("name", String.valueOf(name));
      }
      var key = new ArrayList<@Nullable Object>();
      for (int i = 0; i < one.match().size(); i++) {
        Field field = one.match().get(i);
        Object value =
            fitting(
                field,
                one.key().get(i).evaluate(scope),
                scope,
                one.pointer() + "/match/" + field.id(),
                problems);
        key.add(value);
        about.put(field.id(), value == null ? null : value.toString());
      }
      wants.add(new Want(one.match(), key, among, number, about));
    } catch (FormulaException e) {
      e.problems().forEach(p -> problems.add(p.below(one.pointer())));
    }
  }

  private static @Nullable Object fitting(
      Field field, @Nullable Object value, Scope scope, String pointer, Problems problems) {
    if (value == null) {
      return null;
    }
    if (!field.system()) {
      return field.fieldType().coerce(value, field.settings(), scope.zone(), pointer, problems);
    }
    try {
      return value instanceof UUID ? value : UUID.fromString(value.toString());
    } catch (IllegalArgumentException e) {
      problems.add(Problem.at(pointer, "update_no_record", Objects.toString(value)));
      return null;
    }
  }
}
