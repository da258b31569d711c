package dev.nacre.record;

import dev.nacre.expression.Scope;
import java.util.List;

/** Told of every change within its transaction; the workflow engine is one. */
public interface RecordObserver {
  /**
   * One written change.
   *
   * @param op what was done: CREATE, UPDATE, DELETE or RESTORE
   * @param before null for a create
   * @param after for a delete, the record as it was last
   */
  record Written(
      Change.Op op, @org.jspecify.annotations.Nullable StoredRecord before, StoredRecord after) {}

  /**
   * Called once a batch, after persisting and before commit; what it throws undoes the batch.
   *
   * @param scope user, app, now and look-ups of the batch; set rows with {@link Scope#with}
   */
  void written(Forms forms, Form form, Batch batch, List<Written> written, Scope scope);

  /**
   * Called at the end of a batch, when nothing of it will be undone for its own sake; still before
   * commit.
   *
   * @param count how many records were written, at least 1
   */
  default void kept(Forms forms, Form form, Batch batch, int count) {}
}
