package dev.nacre.record;

import dev.nacre.expression.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way through one version's rules: in rounds that name no record twice, each tried
 * again when a concurrent writer was quicker, and all undone together when the batch asks for it.
 */
final class BatchRun {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Connection connection;
  private final Forms forms;
  private final Batch batch;
  private final Scope scope;
  private final Iterable<RecordObserver> observers;
  private int written;

  BatchRun(
      Connection connection,
      Forms forms,
      Batch batch,
      Scope scope,
      Iterable<RecordObserver> observers) {
    this.connection = connection;
    this.forms = forms;
    this.batch = batch;
    this.scope = scope;
    this.observers = observers;
  }

  /** Does the changes, in order; one outcome per change. */
  List<Outcome> run() throws SQLException {
    var wishes = new ArrayList<Wish>();
    for (int i = 0; i < batch.changes().size(); i++) {
      wishes.add(new Wish(batch.changes().get(i), i));
    }
    // a batch of one either happens whole or not; more may have to be undone together
    Savepoint start = wishes.size() > 1 ? connection.setSavepoint() : null;
    boolean failed = false;
    for (List<Wish> round : rounds(wishes)) {
      List<Wish> done = attempt(round);
      failed |= done.stream().anyMatch(w -> w.status != null && w.status.failed());
      done.forEach(w -> wishes.set(w.position, w));
      if (failed && batch.mode() == Batch.Mode.ALL_OR_NOTHING) {
        break;
      }
    }
    if (failed && batch.mode() == Batch.Mode.ALL_OR_NOTHING) {
      if (start != null) {
        connection.rollback(start);
      }
      return wishes.stream().map(BatchRun::undone).toList();
    }
    if (written > 0) {
      for (RecordObserver observer : observers) {
        observer.kept(forms, forms.get(batch.form()), batch, written);
      }
    }
    return wishes.stream().map(Wish::outcome).toList();
  }

  private static Outcome undone(Wish wish) {
    Outcome outcome = wish.outcome();
    return outcome.failed()
        ? outcome
        : new Outcome(Outcome.Status.NOT_DONE, null, 0, List.of(), null);
  }

  /**
   * Runs one round; when a concurrent writer took a unique value between the check and the write,
   * runs it again, so that the check sees that writer and names the row.
   */
  private List<Wish> attempt(List<Wish> round) throws SQLException {
    boolean mayCollide =
        !forms.get(batch.form()).unique().isEmpty()
            && round.stream().anyMatch(w -> w.change.op() != Change.Op.CREATE);
    for (int tries = 1; ; tries++) {
      List<Wish> wishes = round.stream().map(w -> new Wish(w.change, w.position)).toList();
      Savepoint before = mayCollide ? connection.setSavepoint() : null;
      try {
        var writing = new Writing(connection, forms, batch, scope);
        List<RecordObserver.Written> now = writing.run(wishes);
        List<Wish> met = wishes.stream().filter(BatchRun::metAnother).toList();
        boolean own = tries > 1 && met.size() < wishes.size();
        if (!met.isEmpty() && !own && tries < 3 && before != null) {
          connection.rollback(before);
          continue;
        }
        tell(now);
        return met.isEmpty() || !own ? wishes : later(wishes, met);
      } catch (SQLException e) {
        if (!UNIQUE_VIOLATION.equals(e.getSQLState()) || before == null || tries >= 3) {
          throw e;
        }
        connection.rollback(before);
      }
    }
  }

  private static boolean metAnother(Wish wish) {
    return wish.change.op() == Change.Op.UPSERT
        && wish.status == Outcome.Status.TAKEN
        && wish.op == Change.Op.CREATE;
  }

  /** What some met was made in their own round; in one of their own they find it. */
  private List<Wish> later(List<Wish> wishes, List<Wish> met) throws SQLException {
    Map<Integer, Wish> again = new HashMap<>();
    attempt(met).forEach(wish -> again.put(wish.position, wish));
    return wishes.stream().map(wish -> again.getOrDefault(wish.position, wish)).toList();
  }

  private void tell(List<RecordObserver.Written> now) {
    if (!now.isEmpty()) {
      for (RecordObserver observer : observers) {
        observer.written(forms, forms.get(batch.form()), batch, now, scope);
      }
    }
    written += now.size();
  }

  /** Parts a batch so that no part names a record twice; almost always there is one part. */
  private static List<List<Wish>> rounds(List<Wish> wishes) {
    var rounds = new ArrayList<List<Wish>>();
    var named = new HashSet<Object>();
    var round = new ArrayList<Wish>();
    for (Wish wish : wishes) {
      Object name = name(wish.change);
      if (name != null && !named.add(name)) {
        rounds.add(round);
        round = new ArrayList<>();
        named.clear();
        named.add(name);
      }
      round.add(wish);
    }
    rounds.add(round);
    return rounds;
  }

  private static @Nullable Object name(Change change) {
    if (change.id() != null) {
      return change.id();
    }
    if (change.key().isEmpty() || change.data() == null) {
      return null;
    }
    var values = new ArrayList<String>();
    change
        .key()
        .forEach(
            k ->
                values.add(
                    String.valueOf(
                        Objects.requireNonNull(change.data()).path(k).asText().strip())));
    return values;
  }
}
