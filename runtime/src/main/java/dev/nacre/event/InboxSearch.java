package dev.nacre.event;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Sql;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds entries of the inbox among very many, and counts what gave up by why. */
@Singleton
public final class InboxSearch {
  /** Looking into payloads takes longer than looking at rows. */
  private static final int WINDOW = 20_000;

  private static final int TEXTS = 4_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Database database;
  private final int window;
  private final int texts;
  private final Duration patience;

  /** Over that database. */
  @Inject
  public InboxSearch(Database database) {
    this(database, WINDOW, TEXTS, PATIENCE);
  }

  InboxSearch(Database database, int window, int texts, Duration patience) {
    this.database = database;
    this.window = window;
    this.texts = texts;
    this.patience = patience;
  }

  /** Entries, newest first, without their bodies. */
  public LedgerPage<InboxEntry> newest(InboxFilter filter) {
    return page(filter, false);
  }

  /** The same, oldest first: the order in which they are worked. */
  public LedgerPage<InboxEntry> oldest(InboxFilter filter) {
    return page(filter, true);
  }

  private LedgerPage<InboxEntry> page(InboxFilter filter, boolean oldestFirst) {
    var scan =
        new LedgerScan(
            database,
            "nacre.inbox",
            "received_at",
            filter.text() == null ? window : texts,
            patience);
    var wish =
        new LedgerScan.Wish(
            EntryReader.LIST,
            near(filter),
            far(filter),
            filter.from(),
            filter.until(),
            oldestFirst,
            filter.cursor(),
            Math.clamp(filter.limit(), 1, 500));
    return scan.page(wish, EntryReader::read, InboxEntry::id);
  }

  private static List<Sql> near(InboxFilter filter) {
    var near = new ArrayList<Sql>();
    if (filter.state() == EntryState.DEAD || filter.cause() != null) {
      near.add(Sql.of(" app = ? AND state = 'dead'", filter.app()));
      if (filter.connector() != null && filter.cause() != null) {
        near.add(Sql.of(" connector = ? AND cause = ?", filter.connector(), filter.cause()));
      }
    }
    LedgerScan.add(near, " job = ?", filter.job());
    return near;
  }

  private static List<Sql> far(InboxFilter filter) {
    var far = new ArrayList<Sql>();
    far.add(Sql.of(" app = ?", filter.app()));
    LedgerScan.add(far, " connector = ?", filter.connector());
    LedgerScan.add(far, " state = ?", filter.state() == null ? null : filter.state().id());
    LedgerScan.add(far, " cause = ?", filter.cause());
    LedgerScan.add(far, " strpos(key, ?) > 0", filter.key());
    if (filter.text() != null) {
      far.add(PayloadText.in(filter.text()));
    }
    return far;
  }

  /** How many there are; all rows are looked at, whatever that takes. */
  public long count(InboxFilter filter) {
    var all = new ArrayList<Sql>(near(filter));
    all.addAll(far(filter));
    LedgerScan.add(all, " received_at >= ?", filter.from());
    LedgerScan.add(all, " received_at < ?", filter.until());
    Sql sql = Sql.of("SELECT count(*) FROM nacre.inbox").then(LedgerScan.where(all));
    return Rows.query(database, sql.text(), sql.parameters(), row -> row.getLong(1)).getFirst();
  }

  /** The id of the last that came; 0 when none did. */
  public long last() {
    return Objects.requireNonNull(
        Rows.query(
                database,
                "SELECT coalesce(max(id), 0) FROM nacre.inbox",
                List.of(),
                row -> row.getLong(1))
            .getFirst());
  }

  /** Those entries, without their bodies. */
  public List<InboxEntry> these(List<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : Rows.query(
            database,
            "SELECT " + EntryReader.LIST + " FROM nacre.inbox WHERE id = ANY (?) ORDER BY id",
            List.of((Object) ids.toArray(Long[]::new)),
            EntryReader::read);
  }

  /** Why entries of an app gave up, the most frequent reason first, at most 200. */
  public List<CauseCount> causes(String app, @Nullable String connector) {
    return Causes.count(database, "nacre.inbox", app, connector);
  }
}
