package dev.nacre.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.Sql;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The outbox as people see it, and what to do about what gave up. */
@Singleton
public final class OutboxStore {
  private final Database database;
  private final InstantSource clock;
  private final Outbox outbox;
  private final LedgerLog log;

  /** Over that database; what is sent again rings that outbox. */
  @Inject
  public OutboxStore(Database database, InstantSource clock, Outbox outbox, LedgerLog log) {
    this.database = database;
    this.clock = clock;
    this.outbox = outbox;
    this.log = log;
  }

  /** The same, telling nobody who did what. */
  public OutboxStore(Database database, InstantSource clock, Outbox outbox) {
    this(database, clock, outbox, LedgerLog.NONE);
  }

  /** Entries, newest first, without their bodies. */
  public List<OutboxEntry> list(OutboxFilter filter) {
    return new OutboxSearch(database, clock).newest(filter).entries();
  }

  /** One entry of that app, with its body. */
  public Optional<OutboxEntry> get(String app, long id) {
    return query(
            Sql.of(
                "SELECT " + OutboxReader.FULL + " FROM nacre.outbox WHERE id = ? AND app = ?",
                id,
                app))
        .stream()
        .findFirst();
  }

  /** What steps of these workflow instances sent, newest first, without bodies, at most 500. */
  public List<OutboxEntry> of(Collection<UUID> instances) {
    return instances.isEmpty()
        ? List.of()
        : query(
            Sql.of(
                "SELECT "
                    + OutboxReader.LIST
                    + " FROM nacre.outbox WHERE instance = ANY (?) ORDER BY id DESC LIMIT 500",
                (Object) instances.toArray(UUID[]::new)));
  }

  /** How many entries of an app are in each state. */
  public Map<OutboxState, Long> states(String app) {
    Sql sql = Sql.of("SELECT state, count(*) FROM nacre.outbox WHERE app = ? GROUP BY state", app);
    return database.inTransaction(
        connection -> {
          var counts = new EnumMap<OutboxState, Long>(OutboxState.class);
          try (PreparedStatement select = OutboxQueue.prepare(connection, sql);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              counts.put(OutboxState.byId(row.getString(1)).orElseThrow(), row.getLong(2));
            }
          }
          return counts;
        });
  }

  /**
   * Sends a dead entry again, with the same idempotency key; one that waits for its next attempt is
   * tried at once. What was sent is never sent again.
   *
   * @param who the person
   * @return whether there is such an entry of that app
   */
  public boolean replay(String app, long id, Identity who) {
    return database.inTransaction(
        connection -> {
          boolean found = again(app, id);
          if (found) {
            log.log(who, "outbox_replay", app, String.valueOf(id));
          }
          return found;
        });
  }

  private boolean again(String app, long id) {
    return replay(Sql.of(" state IN ('pending', 'dead') AND id = ? AND app = ?", id, app)) > 0;
  }

  /**
   * Sends those of an app's entries again that are dead still. Whoever wants it says who they are
   * elsewhere.
   *
   * @return how many
   */
  public int replay(String app, List<Long> ids) {
    return ids.isEmpty()
        ? 0
        : replay(
            Sql.of(" state = 'dead' AND id = ANY (?) AND app = ?", ids.toArray(Long[]::new), app));
  }

  private int replay(Sql which) {
    Sql sql =
        Sql.of(
                """
                UPDATE nacre.outbox
                   SET attempts = CASE state WHEN 'dead' THEN 0 ELSE attempts END,
                       replays = replays + 1, due_at = ?, state = 'pending', settled_at = NULL
                 WHERE (leased_until IS NULL OR leased_until <= ?) AND\
                """,
                clock.instant(),
                clock.instant())
            .then(which);
    int count = update(sql);
    database.afterCommit(outbox::ring);
    return count;
  }

  /**
   * Corrects the body of an entry that was not sent, and tries it again; the body as it was is
   * kept.
   *
   * @param who the person
   * @return whether there is such an entry of that app
   */
  public boolean correct(String app, long id, JsonNode body, Identity who) {
    Sql sql =
        Sql.of(
            """
            UPDATE nacre.outbox
               SET original = coalesce(original, body), body = ?, corrected_by = ?
             WHERE state IN ('pending', 'dead') AND (leased_until IS NULL OR leased_until <= ?)
               AND id = ? AND app = ?\
            """,
            Json.write(body),
            who.id(),
            clock.instant(),
            id,
            app);
    return database.inTransaction(
        connection -> {
          boolean found = update(sql) > 0 && again(app, id);
          if (found) {
            log.log(who, "outbox_correct", app, String.valueOf(id));
          }
          return found;
        });
  }

  private int update(Sql sql) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update = OutboxQueue.prepare(connection, sql)) {
            return update.executeUpdate();
          }
        });
  }

  private List<OutboxEntry> query(Sql sql) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = OutboxQueue.prepare(connection, sql);
              ResultSet row = select.executeQuery()) {
            var entries = new ArrayList<OutboxEntry>();
            while (row.next()) {
              entries.add(OutboxReader.read(row, clock.instant()));
            }
            return entries;
          }
        });
  }
}
