package dev.nacre.record;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.Scope;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What every part of the write path needs of the batch that it works on.
 *
 * @param people whether the batch is a person's wish, which may not say everything that the engine
 *     itself may
 * @param links links that formulas, rules and row limits cross, and every link that must exist
 */
record WriteContext(
    Connection connection,
    Forms forms,
    Form form,
    Batch batch,
    Scope scope,
    FormAccess access,
    boolean people,
    RecordReads reads,
    RecordStore store,
    Computer computer,
    Set<String> links) {

  static WriteContext of(Connection connection, Forms forms, Batch batch, Scope scope) {
    Form form = forms.get(batch.form());
    FormAccess access = forms.permissions().on(form.id(), batch.who());
    boolean people =
        switch (batch.origin().kind()) {
          case SCREEN, API, IMPORT, BULK -> true;
          case CONNECTOR, WORKFLOW, SEED -> false;
        };
    return new WriteContext(
        connection,
        forms,
        form,
        batch,
        scope,
        access,
        people,
        new RecordReads(connection, form),
        new RecordStore(connection, form),
        new Computer(form, scope),
        linksNeeded(form, access));
  }

  private static Set<String> linksNeeded(Form form, FormAccess access) {
    var all = new LinkedHashSet<>(Computer.crosses(form));
    for (Action action : Action.values()) {
      access.limits(action).forEach(limit -> all.addAll(limit.crosses()));
    }
    form.needs().stream().filter(path -> !figure(form, path)).forEach(all::add);
    for (Field field : form.fields()) {
      if (field.derived()) {
        continue;
      }
      if (field.lines()) {
        Form lines = Objects.requireNonNull(field.target());
        lines.fields().stream()
            .filter(f -> f.linked() != null && !f.derived())
            .forEach(f -> link(f, field.id() + "." + f.id(), all));
      } else if (field.linked() != null) {
        link(field, field.id(), all);
      }
    }
    return all;
  }

  private static void link(Field link, String path, Set<String> all) {
    all.add(path);
    CompiledCondition offers = link.offers();
    if (offers != null) {
      offers.crosses().forEach(further -> all.add(path + "." + further));
    }
  }

  /** The record's own figures are only loaded where they are asked for. */
  private static boolean figure(Form form, String path) {
    return form.field(path).filter(Field::derived).isPresent();
  }

  /** Fields whose values whoever writes may not see. */
  Set<String> covered() {
    var covered = new LinkedHashSet<>(access.hidden());
    covered.addAll(access.masked());
    return covered;
  }

  /** Whether one of the limits lets that record through; having none is no limit. */
  boolean holds(List<CompiledCondition> limits, StoredRecord record) {
    return limits.isEmpty() || limits.stream().anyMatch(l -> l.test(scope.with(record, null)));
  }

  /** Gives a changed record its system values. */
  void stamp(Wish wish) {
    StoredRecord record = wish.result();
    record.set(Form.ID, wish.id);
    record.set(Form.VERSION, wish.before == null ? 1L : wish.before.version() + 1);
    if (wish.before == null) {
      record.set(Form.CREATED_AT, scope.now());
      record.set(Form.CREATED_BY, batch.who().id());
    }
    record.set(Form.UPDATED_AT, scope.now());
    record.set(Form.UPDATED_BY, batch.who().id());
  }
}
