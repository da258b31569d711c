package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Change.Op;
import dev.nacre.record.Outcome.Status;
import dev.nacre.security.Permissions.Action;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The middle of the write path, bind → default → compute → validate → authorise. It writes nothing,
 * so it also serves a record that is only being filled.
 */
final class Preparation {
  private final WriteContext context;
  private final Form form;
  private final Rehearsal rehearsal;
  private final Checker checker;
  private final Existence existence;
  private final Set<String> covered;
  private final Uniqueness uniqueness;
  private final ChangeNotes notes;

  Preparation(WriteContext context, Uniqueness uniqueness) {
    this.context = context;
    this.form = context.form();
    this.rehearsal = new Rehearsal(context);
    this.checker = new Checker(context.form(), context.scope());
    this.covered = context.covered();
    this.existence = new Existence(context.scope());
    this.uniqueness = uniqueness;
    this.notes = new ChangeNotes(context);
  }

  /** Binds, computes, validates and authorises. */
  void prepare(List<Wish> wishes) throws SQLException {
    List<Wish> open = wishes.stream().filter(Wish::open).toList();
    var texts = new ArrayList<ObjectNode>();
    for (Wish wish : open) {
      if (wish.change.text() && wish.change.data() != null) {
        texts.add(wish.change.data());
      }
    }
    if (!texts.isEmpty()) {
      Links.resolveTexts(context.connection(), form, texts);
    }
    Binder binder = new Binder(form, context.access(), context.people(), context.scope().zone());
    for (Wish wish : open) {
      if (wish.op == Op.DELETE || wish.op == Op.RESTORE) {
        wish.after = Objects.requireNonNull(wish.before).copy();
      } else {
        binder.bind(wish);
      }
    }
    List<Wish> bound = open.stream().filter(w -> w.op == Op.CREATE || w.op == Op.UPDATE).toList();
    List<StoredRecord> records = bound.stream().map(Wish::result).toList();
    bound.forEach(context::stamp);
    new Defaults(context, rehearsal).fill(bound);
    Links.load(context.connection(), form, records, context.links(), context.scope());
    new Computing(context, rehearsal).run(bound);
    var claims = new Claims(context);
    claims.load(bound);
    rehearsal.checks(bound);
    for (Wish wish : bound) {
      existence.check(form, wish.result(), wish.before, wish.problems);
      checker.check(wish.result(), wish.before, context.people(), covered, wish.problems);
      claims.check(wish);
      notes.ask(wish);
      wish.settle();
      if (wish.open()) {
        authoriseResult(wish);
      }
    }
    for (Wish wish : open) {
      if (wish.op == Op.DELETE || wish.op == Op.RESTORE) {
        notes.ask(wish);
        wish.settle();
      }
    }
    // a restored record needs its values to be free again
    uniqueness.check(open.stream().filter(w -> w.op != Op.DELETE).toList());
    for (Wish wish : bound) {
      if (wish.open() && wish.op == Op.UPDATE && !changed(wish)) {
        wish.status = Status.UNCHANGED;
      }
    }
  }

  private void authoriseResult(Wish wish) {
    if (wish.op == Op.CREATE
        && !context.holds(context.access().limits(Action.CREATE), wish.result())) {
      wish.refuse(Status.FORBIDDEN, Problem.at("", "not_allowed_values", form.id()));
      return;
    }
    Problem illegal = checker.state(wish.result(), wish.before);
    if (illegal != null) {
      wish.refuse(Status.TAKEN, illegal);
    }
  }

  private boolean changed(Wish wish) {
    StoredRecord before = Objects.requireNonNull(wish.before);
    return form.fields().stream()
        .anyMatch(f -> !f.derived() && wish.result().differs(before, f.index()));
  }
}
