package dev.nacre.record.hold;

import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** The rows of holds. Whoever changes them has locked their holder. */
final class HoldStore {
  private static final String ALL =
      "SELECT id, app, holder, holder_form, instance, workflow, step, form, record, lots, lot, "
          + "from_field, to_field, quantity, made_at, until, state, closed_at FROM nacre.hold ";

  private static final Columns<Hold> NEW =
      new Columns<Hold>()
          .add("uuid", Hold::id)
          .add("text", Hold::app)
          .add("uuid", hold -> hold.holder().id())
          .add("text", hold -> hold.holder().form())
          .add("uuid", hold -> hold.holder().instance())
          .add("text", hold -> hold.holder().workflow())
          .add("text", hold -> hold.holder().step())
          .add("text", hold -> hold.pool().form())
          .add("uuid", Hold::record)
          .add("text", hold -> hold.pool().lots())
          .add("uuid", Hold::lot)
          .add("text", hold -> hold.pool().from())
          .add("text", hold -> hold.pool().to())
          .add("numeric", Hold::quantity)
          .add("timestamptz", Hold::madeAt)
          .add("timestamptz", Hold::until)
          .add("text", hold -> hold.state().id());

  /** Several held things of one app. */
  record Expired(String app, UUID holder) {}

  private final Database database;

  HoldStore(Database database) {
    this.database = database;
  }

  /** What these hold now. */
  List<Hold> held(String app, Collection<UUID> holders) {
    // holder by holder, and by what is not closed, which is what is held: of a table that grows
    // quicker than its statistics, the planner would rather read all that is held of an app
    return Rows.query(
        database,
        "SELECT h.* FROM unnest(?) AS w (holder) CROSS JOIN LATERAL ("
            + ALL
            + "WHERE app = ? AND holder = w.holder AND closed_at IS NULL OFFSET 0) h ORDER BY h.id",
        List.of(holders.toArray(UUID[]::new), app),
        HoldStore::read);
  }

  /** What one record holds and held, newest first. */
  List<Hold> by(String app, UUID holder, int limit) {
    return Rows.query(
        database,
        ALL + "WHERE app = ? AND holder = ? ORDER BY id DESC LIMIT ?",
        List.of(app, holder, limit),
        HoldStore::read);
  }

  /** What is held of one record now, newest first. */
  List<Hold> of(String app, UUID record, int limit) {
    return Rows.query(
        database,
        ALL + "WHERE app = ? AND record = ? AND state = 'held' ORDER BY id DESC LIMIT ?",
        List.of(app, record, limit),
        HoldStore::read);
  }

  /** Who holds something whose time is over. */
  List<Expired> expired(Instant now, int limit) {
    return Rows.query(
        database,
        "SELECT app, holder FROM nacre.hold WHERE state = 'held' AND until <= ? "
            + "GROUP BY app, holder ORDER BY min(until) LIMIT ?",
        List.of(now, limit),
        row -> new Expired(row.getString(1), row.getObject(2, UUID.class)));
  }

  /** Stores new ones. */
  void insert(List<Hold> holds) {
    NEW.run(
        database,
        "INSERT INTO nacre.hold (id, app, holder, holder_form, instance, workflow, step, form, "
            + "record, lots, lot, from_field, to_field, quantity, made_at, until, state) "
            + "SELECT * FROM %s AS n",
        holds);
  }

  /** Closes some. */
  void close(Collection<Hold> holds, Hold.State state, Instant now) {
    if (!holds.isEmpty()) {
      Rows.update(
          database,
          "UPDATE nacre.hold SET state = ?, closed_at = ? WHERE id = ANY(?)",
          List.of(state.id(), now, holds.stream().map(Hold::id).toArray(UUID[]::new)));
    }
  }

  /** Lets what can't be given back rest until then. */
  void postpone(String app, UUID holder, Instant now, Instant until) {
    Rows.update(
        database,
        "UPDATE nacre.hold SET until = ? "
            + "WHERE app = ? AND holder = ? AND state = 'held' AND until <= ?",
        List.of(until, app, holder, now));
  }

  private static Hold read(ResultSet row) throws SQLException {
    return new Hold(
        row.getObject("id", UUID.class),
        row.getString("app"),
        new Holder(
            row.getObject("holder", UUID.class),
            row.getString("holder_form"),
            row.getObject("instance", UUID.class),
            row.getString("workflow"),
            row.getString("step")),
        new Pool.Key(
            row.getString("form"),
            row.getString("from_field"),
            row.getString("to_field"),
            row.getString("lots")),
        row.getObject("record", UUID.class),
        row.getObject("lot", UUID.class),
        row.getBigDecimal("quantity"),
        Objects.requireNonNull(Rows.moment(row, "made_at")),
        Rows.moment(row, "until"),
        Hold.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Rows.moment(row, "closed_at"));
  }
}
