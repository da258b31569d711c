package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.security.Identity;
import dev.nacre.storage.Uuid7;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch while a release is split by records: every change under the rules of the version
 * that serves its record. A record is judged as it stands before the change, a new one as it would
 * become.
 */
final class RoutedWrite {
  private static final int TRIES = 3;
  private static final Outcome NOT_DONE =
      new Outcome(Outcome.Status.NOT_DONE, null, 0, List.of(), null);

  private final Connection connection;
  private final Routing routing;
  private final Scope scope;
  private final Plain plain;

  /** Writes a batch under one version. */
  interface Plain {
    List<Outcome> write(Forms forms, Batch batch) throws SQLException;
  }

  private record Part(Forms forms, List<Integer> positions) {}

  RoutedWrite(Connection connection, Routing routing, Scope scope, Plain plain) {
    this.connection = connection;
    this.routing = routing;
    this.scope = scope;
    this.plain = plain;
  }

  List<Outcome> write(Batch batch) throws SQLException {
    for (int tries = 1; ; tries++) {
      Savepoint before = connection.setSavepoint();
      List<Wish> wishes = foresee(batch);
      List<Outcome> outcomes = write(batch, wishes, before);
      if (tries == TRIES || !overtaken(wishes, outcomes)) {
        return outcomes;
      }
      connection.rollback(before);
    }
  }

  /** What each change would be about, read by the base version; nothing is written. */
  private List<Wish> foresee(Batch batch) throws SQLException {
    var wishes = new ArrayList<Wish>();
    for (int i = 0; i < batch.changes().size(); i++) {
      Change change = batch.changes().get(i);
      boolean nameless = change.op() == Change.Op.CREATE && change.id() == null;
      wishes.add(new Wish(nameless ? change.as(Uuid7.next()) : change, i));
    }
    Forms base = routing.base();
    Form form = base.find(batch.form()).orElse(null);
    if (form != null) {
      // which version serves a record is no question of who may see it
      var judged =
          new Batch(
              batch.form(),
              batch.changes(),
              batch.mode(),
              Identity.engine("release"),
              batch.origin());
      new Writing(connection, base, judged, scope).foresee(wishes);
      List<StoredRecord> known =
          wishes.stream().map(RoutedWrite::known).filter(Objects::nonNull).toList();
      Links.load(connection, form, known, routing.crosses(batch.form()), scope);
    }
    return wishes;
  }

  private static @Nullable StoredRecord known(Wish wish) {
    return wish.before != null ? wish.before : wish.after;
  }

  private List<Outcome> write(Batch batch, List<Wish> wishes, Savepoint before)
      throws SQLException {
    Map<Integer, Part> parts = new TreeMap<>();
    for (Wish wish : wishes) {
      UUID id = wish.id == null ? Uuid7.next() : wish.id;
      Forms forms = routing.serving(batch.form(), id, known(wish), batch.who(), scope);
      parts
          .computeIfAbsent(forms.version(), v -> new Part(forms, new ArrayList<>()))
          .positions()
          .add(wish.position);
    }
    Map<Integer, Outcome> outcomes = new LinkedHashMap<>();
    for (Part part : parts.values()) {
      List<Change> changes = part.positions().stream().map(i -> settled(wishes.get(i))).toList();
      var own = new Batch(batch.form(), changes, batch.mode(), batch.who(), batch.origin());
      List<Outcome> answers = plain.write(part.forms(), own);
      for (int i = 0; i < answers.size(); i++) {
        outcomes.put(part.positions().get(i), answers.get(i));
      }
    }
    List<Outcome> ordered = new ArrayList<>(Collections.nCopies(wishes.size(), NOT_DONE));
    outcomes.forEach(ordered::set);
    boolean failed = ordered.stream().anyMatch(Outcome::failed);
    if (failed && batch.mode() == Batch.Mode.ALL_OR_NOTHING && parts.size() > 1) {
      connection.rollback(before);
      ordered.replaceAll(o -> o.failed() ? o : NOT_DONE);
    }
    return ordered;
  }

  /** The change with the id that it was judged by: a share is counted by ids. */
  private static Change settled(Wish wish) {
    return isNew(wish) && wish.id != null ? wish.change.as(wish.id) : wish.change;
  }

  private static boolean isNew(Wish wish) {
    return wish.op == Change.Op.CREATE;
  }

  /** Whether somebody else made what an upsert was about to make. */
  private static boolean overtaken(List<Wish> wishes, List<Outcome> outcomes) {
    return wishes.stream()
        .anyMatch(
            w ->
                isNew(w)
                    && w.change.op() == Change.Op.UPSERT
                    && outcomes.get(w.position).status() == Outcome.Status.TAKEN);
  }
}
