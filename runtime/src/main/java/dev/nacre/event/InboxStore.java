package dev.nacre.event;

import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The inbox as people see it: the ledger, and what to do about dead letters. */
@Singleton
public final class InboxStore {
  private final Database database;
  private final InstantSource clock;
  private final Inbox inbox;
  private final LedgerLog log;

  /** Over that database; what is sent through again rings that inbox. */
  @Inject
  public InboxStore(Database database, InstantSource clock, Inbox inbox, LedgerLog log) {
    this.database = database;
    this.clock = clock;
    this.inbox = inbox;
    this.log = log;
  }

  /** The same, telling nobody who did what. */
  public InboxStore(Database database, InstantSource clock, Inbox inbox) {
    this(database, clock, inbox, LedgerLog.NONE);
  }

  /**
   * What a file import came to so far.
   *
   * @param settled entries that are no longer waiting
   */
  public record Counts(
      long entries, long settled, long created, long updated, long unchanged, long dead) {}

  /** Entries, newest first, without their bodies; of few, or those of a job. */
  public List<InboxEntry> list(InboxFilter filter) {
    return new InboxSearch(database).newest(filter).entries();
  }

  /** One entry of that app, with its body. */
  public Optional<InboxEntry> get(String app, long id) {
    Sql sql =
        Sql.of(
            "SELECT " + EntryReader.FULL + " FROM nacre.inbox WHERE id = ? AND app = ?", id, app);
    return database.inTransaction(connection -> query(connection, sql).stream().findFirst());
  }

  /** How many entries of an app are in each state; of one connector, or of all with null. */
  public Map<EntryState, Long> states(String app, @Nullable String connector) {
    var sql = new ArrayList<Sql>();
    sql.add(Sql.of("SELECT state, count(*) FROM nacre.inbox WHERE app = ?", app));
    if (connector != null) {
      sql.add(Sql.of(" AND connector = ?", connector));
    }
    sql.add(Sql.of(" GROUP BY state"));
    return database.inTransaction(
        connection -> {
          var counts = new EnumMap<EntryState, Long>(EntryState.class);
          try (PreparedStatement select = prepare(connection, Sql.join("", sql));
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              counts.put(EntryState.byId(row.getString(1)).orElseThrow(), row.getLong(2));
            }
          }
          return counts;
        });
  }

  /** What a file import came to so far. */
  public Counts counts(UUID job) {
    Sql sql =
        Sql.of(
            """
            SELECT count(*), count(*) FILTER (WHERE state <> 'received'),
                   coalesce(sum(created), 0), coalesce(sum(updated), 0),
                   coalesce(sum(unchanged), 0) + count(*) FILTER (WHERE state = 'skipped'),
                   count(*) FILTER (WHERE state = 'dead')
              FROM nacre.inbox WHERE job = ?\
            """,
            job);
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = prepare(connection, sql);
              ResultSet row = select.executeQuery()) {
            row.next();
            return new Counts(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6));
          }
        });
  }

  /**
   * Sends a settled entry through again. It takes effect unless something newer of its record did;
   * what comes anew goes first, unless it speaks of the same.
   *
   * @param who the person
   * @return whether there is such an entry of that app, and it was settled
   */
  public boolean replay(String app, long id, Identity who) {
    return database.inTransaction(
        connection -> {
          boolean found = again(app, id);
          if (found) {
            log.log(who, "inbox_replay", app, String.valueOf(id));
          }
          return found;
        });
  }

  private boolean again(String app, long id) {
    return replay(Sql.of(" id = ? AND app = ?", id, app)) > 0;
  }

  /**
   * Sends those of an app's entries through again that are in that state still. Whoever wants it
   * says who they are elsewhere.
   *
   * @return how many
   */
  public int replay(String app, List<Long> ids, EntryState state) {
    return ids.isEmpty()
        ? 0
        : replay(
            Sql.of(
                " id = ANY (?) AND app = ? AND state = ?",
                ids.toArray(Long[]::new),
                app,
                state.id()));
  }

  private int replay(Sql which) {
    Sql sql =
        Sql.of(
                """
                UPDATE nacre.inbox
                   SET state = 'received', due_at = ?, attempts = 0, replays = replays + 1,
                       processed_at = NULL
                 WHERE state <> 'received' AND\
                """,
                clock.instant())
            .then(which);
    int count = database.inTransaction(connection -> update(connection, sql));
    database.afterCommit(inbox::ring);
    return count;
  }

  /**
   * Corrects the body of a settled entry and sends it through again; the body as it came is kept.
   *
   * @param who the person
   * @return whether there is such an entry of that app, and it was settled
   */
  public boolean correct(String app, long id, byte[] body, Identity who) {
    Sql sql =
        Sql.of(
            """
            UPDATE nacre.inbox
               SET original = coalesce(original, body), body = ?, digest = ?, corrected_by = ?
             WHERE state <> 'received' AND id = ? AND app = ?\
            """,
            body,
            InboxRows.digest(body),
            who.id(),
            id,
            app);
    return database.inTransaction(
        connection -> {
          boolean found = update(connection, sql) > 0 && again(app, id);
          if (found) {
            log.log(who, "inbox_correct", app, String.valueOf(id));
          }
          return found;
        });
  }

  /** Leaves the rest of a cancelled file import undone; it can be replayed from the ledger. */
  public void abandon(UUID job) {
    Sql sql =
        Sql.of(
            """
            UPDATE nacre.inbox SET state = 'skipped', processed_at = ?, problems = ?::jsonb
             WHERE job = ? AND state = 'received'\
            """,
            clock.instant(),
            Findings.write(List.of(Finding.of("entry_cancelled"))),
            job);
    database.inTransaction(connection -> update(connection, sql));
  }

  private static int update(Connection connection, Sql sql) throws SQLException {
    try (PreparedStatement update = prepare(connection, sql)) {
      return update.executeUpdate();
    }
  }

  private static List<InboxEntry> query(Connection connection, Sql sql) throws SQLException {
    try (PreparedStatement select = prepare(connection, sql);
        ResultSet row = select.executeQuery()) {
      var entries = new ArrayList<InboxEntry>();
      while (row.next()) {
        entries.add(EntryReader.read(row));
      }
      return entries;
    }
  }

  private static PreparedStatement prepare(Connection connection, Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    Parameters.set(statement, sql.parameters());
    return statement;
  }
}
