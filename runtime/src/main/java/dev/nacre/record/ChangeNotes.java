package dev.nacre.record;

import dev.nacre.expression.CompiledCondition;
import java.util.Locale;

/** Asks a person why they change a record, where the form wants that; others say it themselves. */
final class ChangeNotes {
  static final String NEEDED = "note_required";

  private final WriteContext context;
  private final Form form;

  ChangeNotes(WriteContext context) {
    this.context = context;
    this.form = context.form();
  }

  /** Finds a problem when a note is wanted and isn't there. */
  void ask(Wish wish) {
    String note = wish.change.note();
    if ((note != null && !note.isBlank()) || !wants(wish)) {
      return;
    }
    if (context.people()) {
      wish.problems.add(
          "/note",
          NEEDED,
          form.definition().title().in(Locale.ENGLISH),
          form.definition().title().in(Locale.CHINESE));
    } else {
      // nobody is there to be asked: the door itself is why
      wish.note = context.batch().origin().toString();
    }
  }

  private boolean wants(Wish wish) {
    if (!form.asksForNote() || wish.op == Change.Op.CREATE) {
      return false;
    }
    if (wish.op == Change.Op.UPDATE && !changed(wish)) {
      return false;
    }
    CompiledCondition when = form.noteWhen();
    return when == null || when.test(context.scope().with(wish.result(), wish.before));
  }

  private boolean changed(Wish wish) {
    StoredRecord before = wish.before;
    return before == null
        || form.fields().stream()
            .anyMatch(f -> !f.derived() && wish.result().differs(before, f.index()));
  }
}
