package dev.nacre.event;

import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** An inbox on a database of its own, with a clock that stands until it is set. */
public final class TestInbox {
  /** Somebody who corrects and replays. */
  public static final Identity ANN = Identity.engine("ann");

  private static final InboxQueue.Source SHOP = new InboxQueue.Source("hub", "shop");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
  private final Database database;
  private final Inbox inbox;
  private final InboxQueue queue;
  private final InboxStore store;

  /** With the usual bounds. */
  public TestInbox() {
    DataSource source = TestPostgres.freshDatabase();
    Flyway.configure().dataSource(source).locations("db/migration").load().migrate();
    InstantSource clock = now::get;
    database = new JdbcDatabase(source);
    inbox = new Inbox(database, clock);
    queue = new InboxQueue(database, clock);
    store = new InboxStore(database, clock, inbox);
  }

  /** Moves the clock. */
  public void at(Instant moment) {
    now.set(moment);
  }

  /** The clock. */
  public InstantSource clock() {
    return now::get;
  }

  /** The database. */
  public Database database() {
    return database;
  }

  /** The inbox itself. */
  public Inbox inbox() {
    return inbox;
  }

  /** The workers' side. */
  public InboxQueue queue() {
    return queue;
  }

  /** The people's side. */
  public InboxStore store() {
    return store;
  }

  /** Takes what is due of connector {@code shop} in app {@code hub}. */
  public List<Turn> take(int limit) {
    return queue.take(SHOP, limit);
  }

  /** Appends one payload of connector {@code shop} in app {@code hub}. */
  public long append(@Nullable String key, String body) {
    return inbox.appendAndWait(List.of(arrival(key, body))).getFirst();
  }

  /** A payload of connector {@code shop} in app {@code hub}. */
  public static Arrival arrival(@Nullable String key, String body) {
    return Arrival.of("hub", "shop", key, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
