package dev.nacre.record;

import dev.nacre.record.Change.Op;
import dev.nacre.record.Outcome.Status;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last part of the write path: writes the changes that are still open, and their history. */
final class Persistence {
  private final WriteContext context;
  private final Form form;
  private final Creation creation;

  Persistence(WriteContext context, Uniqueness uniqueness) {
    this.context = context;
    this.form = context.form();
    this.creation = new Creation(context, uniqueness);
  }

  List<RecordObserver.Written> persist(List<Wish> wishes) throws SQLException {
    List<Wish> creates = open(wishes, Op.CREATE);
    if (!creates.isEmpty()) {
      creation.create(creates);
    }
    var rewrites = new ArrayList<Wish>();
    for (Wish wish : wishes) {
      if (wish.open() && wish.op != Op.CREATE) {
        rewrites.add(wish);
      }
    }
    update(rewrites);
    mark(wishes);
    var done = new ArrayList<Wish>();
    var written = new ArrayList<RecordObserver.Written>();
    for (Wish wish : wishes) {
      if (wish.status != null
          && !wish.status.failed()
          && wish.status != Status.UNCHANGED
          && wish.status != Status.STALE_SOURCE) {
        done.add(wish);
        written.add(new RecordObserver.Written(wish.op, wish.before, wish.result()));
      }
    }
    if (!done.isEmpty()) {
      HistoryStore.append(
          context.connection(), context.forms(), context.batch(), context.scope().now(), done);
    }
    return written;
  }

  /** What changes nothing is told of all the same: anything older loses from now on. */
  private void mark(List<Wish> wishes) throws SQLException {
    var later = new ArrayList<Wish>();
    for (Wish wish : wishes) {
      SourceMoment source = wish.change.source();
      if (wish.status == Status.UNCHANGED
          && source != null
          && (wish.told == null || source.compareTo(wish.told) > 0)) {
        later.add(wish);
      }
    }
    if (!later.isEmpty()) {
      context
          .store()
          .mark(
              later.stream().map(wish -> Objects.requireNonNull(wish.id)).toList(),
              Creation.sources(later));
    }
  }

  private static List<Wish> open(List<Wish> wishes, Op op) {
    return wishes.stream().filter(w -> w.open() && w.op == op).toList();
  }

  private void update(List<Wish> wishes) throws SQLException {
    var deleted = new ArrayList<@Nullable Instant>();
    var tables = new HashMap<Field, List<StoredRecord>>();
    for (Wish wish : wishes) {
      if (wish.op != Op.UPDATE) {
        context.stamp(wish);
      }
      deleted.add(wish.op == Op.DELETE ? context.scope().now() : null);
      for (Field table : form.tables()) {
        if (wish.result().differs(Objects.requireNonNull(wish.before), table.index())) {
          tables.computeIfAbsent(table, t -> new ArrayList<>()).add(wish.result());
        }
      }
    }
    Set<UUID> there =
        context
            .store()
            .update(
                wishes.stream().map(Wish::result).toList(),
                context.forms().version(),
                Creation.sources(wishes),
                deleted,
                tables);
    for (Wish wish : wishes) {
      if (!there.contains(Objects.requireNonNull(wish.id))) {
        throw new IllegalStateException("a locked record changed: " + wish.id);
      }
      wish.status =
          switch (wish.op) {
            case DELETE -> Status.DELETED;
            case RESTORE -> Status.RESTORED;
            case CREATE, UPDATE, UPSERT -> Status.UPDATED;
          };
    }
  }
}
