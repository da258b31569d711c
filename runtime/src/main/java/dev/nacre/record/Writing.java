package dev.nacre.record;

import dev.nacre.expression.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One batch on its way: bind → default → compute → validate → authorise → persist → history. */
final class Writing {
  private final Batch.Mode mode;
  private final Admission admission;
  private final Preparation preparation;
  private final Persistence persistence;

  Writing(Connection connection, Forms forms, Batch batch, Scope scope) {
    var context = WriteContext.of(connection, forms, batch, scope);
    var uniqueness = new Uniqueness(context.form(), context.reads());
    mode = batch.mode();
    admission = new Admission(context);
    preparation = new Preparation(context, uniqueness);
    persistence = new Persistence(context, uniqueness);
  }

  /** Does the changes that can be done at once: each record at most once. */
  List<RecordObserver.Written> run(List<Wish> wishes) throws SQLException {
    admission.admit(wishes);
    preparation.prepare(wishes);
    if (mode == Batch.Mode.ALL_OR_NOTHING && wishes.stream().anyMatch(Writing::failed)) {
      return List.of();
    }
    return persistence.persist(wishes);
  }

  /** Everything up to persisting, for a record that is only being filled. */
  void prepare(List<Wish> wishes) throws SQLException {
    preparation.prepare(wishes);
  }

  /** Finds and locks what the changes are about, and binds what would be new; writes nothing. */
  void foresee(List<Wish> wishes) throws SQLException {
    admission.admit(wishes);
    preparation.prepare(wishes.stream().filter(w -> w.open() && w.op == Change.Op.CREATE).toList());
  }

  private static boolean failed(Wish wish) {
    return wish.status != null && wish.status.failed();
  }
}
