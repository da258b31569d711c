package dev.nacre.event;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Sql;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds entries of the outbox among very many, and counts what gave up by why. */
@Singleton
public final class OutboxSearch {
  private static final int WINDOW = 20_000;
  private static final int TEXTS = 4_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Database database;
  private final InstantSource clock;

  /** Over that database. */
  @Inject
  public OutboxSearch(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Entries, newest first, without their bodies. */
  public LedgerPage<OutboxEntry> newest(OutboxFilter filter) {
    return page(filter, false);
  }

  /** The same, oldest first: the order in which they are sent. */
  public LedgerPage<OutboxEntry> oldest(OutboxFilter filter) {
    return page(filter, true);
  }

  private LedgerPage<OutboxEntry> page(OutboxFilter filter, boolean oldestFirst) {
    var scan =
        new LedgerScan(
            database,
            "nacre.outbox",
            "created_at",
            filter.text() == null ? WINDOW : TEXTS,
            PATIENCE);
    var wish =
        new LedgerScan.Wish(
            OutboxReader.LIST,
            near(filter),
            far(filter),
            filter.from(),
            filter.until(),
            oldestFirst,
            filter.cursor(),
            Math.clamp(filter.limit(), 1, 500));
    return scan.page(wish, row -> OutboxReader.read(row, clock.instant()), OutboxEntry::id);
  }

  private static List<Sql> near(OutboxFilter filter) {
    var near = new ArrayList<Sql>();
    near.add(Sql.of(" app = ?", filter.app()));
    if (filter.state() == OutboxState.DEAD || filter.cause() != null) {
      near.add(Sql.of(" state = 'dead'"));
      if (filter.connector() != null && filter.cause() != null) {
        near.add(Sql.of(" connector = ? AND cause = ?", filter.connector(), filter.cause()));
      }
    } else if (filter.state() == OutboxState.PENDING) {
      near.add(Sql.of(" state = 'pending'"));
    }
    return near;
  }

  private static List<Sql> far(OutboxFilter filter) {
    var far = new ArrayList<Sql>();
    LedgerScan.add(far, " connector = ?", filter.connector());
    LedgerScan.add(far, " state = ?", filter.state() == null ? null : filter.state().id());
    LedgerScan.add(far, " cause = ?", filter.cause());
    if (filter.sure()) {
      far.add(Sql.of(" NOT coalesce(problems @> '[{\"code\": \"outcome_unsure\"}]', false)"));
    }
    if (filter.text() != null) {
      far.add(
          Sql.of(
              " (strpos(key, ?) > 0 OR strpos(idempotency_key, ?) > 0 OR strpos(body, ?) > 0)",
              filter.text(),
              filter.text(),
              filter.text()));
    }
    return far;
  }

  /** How many there are; all rows are looked at, whatever that takes. */
  public long count(OutboxFilter filter) {
    var all = new ArrayList<Sql>(near(filter));
    all.addAll(far(filter));
    LedgerScan.add(all, " created_at >= ?", filter.from());
    LedgerScan.add(all, " created_at < ?", filter.until());
    Sql sql = Sql.of("SELECT count(*) FROM nacre.outbox").then(LedgerScan.where(all));
    return Rows.query(database, sql.text(), sql.parameters(), row -> row.getLong(1)).getFirst();
  }

  /** Why entries of an app gave up, the most frequent reason first, at most 200. */
  public List<CauseCount> causes(String app, @Nullable String connector) {
    return Causes.count(database, "nacre.outbox", app, connector);
  }
}
