package dev.nacre.event;

import dev.nacre.event.InboxRanges.Range;
import dev.nacre.storage.Database;
import dev.nacre.storage.Recurring;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Turn;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ledger of what came in from growing without end: makes ranges ahead, and drops those
 * that are old, or the oldest when it takes too much room. What waits is never dropped, and dead
 * letters stay longer. On one node at a time.
 */
@Singleton
public final class InboxRetention {
  private static final Logger LOG = Logger.getLogger(InboxRetention.class);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** So many ids are prepared for: minutes of a storm. */
  private static final long AHEAD = 2 * InboxRanges.STEP;

  /** A range is closed after this part of the time that it is kept, so that it goes soon after. */
  private static final int PARTS = 8;

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final int ROWS = 20_000;
  private static final int MOST_BATCHES = 100;

  private final Database database;
  private final InstantSource clock;
  private final InboxRanges ranges;
  private final Keep keep;
  private @Nullable Recurring recurring;
  private @Nullable Instant forgot;

  /**
   * How much is kept; nothing positive means without end.
   *
   * @param settled what took effect or had none
   * @param dead what gave up, and of each key what took effect last
   * @param bytes of all of it, with indexes
   */
  public record Keep(Duration settled, Duration dead, long bytes) {
    boolean over(long total) {
      return bytes > 0 && total > bytes;
    }

    private static boolean ends(Duration time) {
      return time.isPositive();
    }
  }

  @Inject
  InboxRetention(
      Database database,
      InstantSource clock,
      @ConfigProperty(name = "nacre.inbox.keep", defaultValue = "P90D") Duration settled,
      @ConfigProperty(name = "nacre.inbox.keep.dead", defaultValue = "P365D") Duration dead,
      @ConfigProperty(name = "nacre.inbox.gigabytes", defaultValue = "50") double gigabytes) {
    this(database, clock, new Keep(settled, dead, (long) (gigabytes * (1L << 30))));
  }

  /** Over that database. */
  public InboxRetention(Database database, InstantSource clock, Keep keep) {
    this.database = database;
    this.clock = clock;
    this.ranges = new InboxRanges(database);
    this.keep = keep;
  }

  void start(@Observes StartupEvent event) {
    recurring = new Recurring("inbox-retention", PAUSE, this::tend);
  }

  void stop(@Observes ShutdownEvent event) {
    if (recurring != null) {
      recurring.close();
    }
  }

  /** Looks after it once, unless another node does. */
  public void tend() {
    try {
      new Turn(database, "nacre.inbox.retention")
          .take(
              Duration.ZERO,
              () -> {
                prepare();
                thin();
                forget();
                return true;
              });
    } catch (Turn.TakenException e) {
      LOG.trace("another node looks after the inbox");
    }
  }

  private void prepare() {
    long end = ranges.all().getLast().to();
    for (long last = ranges.last(); end <= last + AHEAD; end += InboxRanges.STEP) {
      ranges.add(end);
    }
    if (Keep.ends(keep.settled())) {
      Range open = open();
      Instant began = open.from() == null ? null : ranges.received(open, true);
      Duration part = keep.settled().dividedBy(PARTS);
      part = part.compareTo(SHORTEST) < 0 ? SHORTEST : part;
      if (began != null && began.isBefore(clock.instant().minus(part))) {
        ranges.close(open);
      }
    }
  }

  /** The range that the next id falls into. */
  private Range open() {
    long next = ranges.last() + 1;
    return ranges.all().stream().filter(range -> next < range.to()).findFirst().orElseThrow();
  }

  /** Drops ranges from the lower end. */
  private void thin() {
    List<Range> all = ranges.all();
    while (all.size() > 2 && all.get(1).to() <= ranges.last() + 1) {
      Range oldest = all.get(1);
      long total = all.stream().mapToLong(Range::bytes).sum();
      Instant newest = ranges.received(oldest, false);
      boolean old =
          Keep.ends(keep.settled())
              && (newest == null || newest.isBefore(clock.instant().minus(keep.settled())));
      if (!old && !keep.over(total)) {
        return;
      }
      int kept = ranges.drop(all.getFirst(), oldest, deadSince());
      LOG.infof(
          "inbox entries below %d were dropped, %s; %d that wait or gave up are kept",
          oldest.to(), old ? "being old" : "for want of room", kept);
      all = ranges.all();
    }
    if (keep.over(all.stream().mapToLong(Range::bytes).sum())) {
      LOG.debug("the inbox takes more room than it should, and none of it can be dropped yet");
    }
  }

  private Instant deadSince() {
    return Keep.ends(keep.dead()) ? clock.instant().minus(keep.dead()) : Instant.EPOCH;
  }

  /** What is old in the rest, and of keys of which nothing came for long; once an hour. */
  private void forget() {
    if (forgot != null && forgot.isAfter(clock.instant().minus(SHORTEST))) {
      return;
    }
    forgot = clock.instant();
    Range rest = ranges.all().getFirst();
    if (Keep.ends(keep.settled())) {
      old(rest, "state IN ('done', 'skipped')", keep.settled());
    }
    if (Keep.ends(keep.dead())) {
      old(rest, "state = 'dead'", keep.dead());
      Instant since = clock.instant().minus(keep.dead());
      delete("nacre.inbox_head", "at < ?", List.of(since));
    }
  }

  /** Ids grow with time, so what is young isn't read. */
  private void old(Range rest, String which, Duration age) {
    Instant since = clock.instant().minus(age);
    String young = "SELECT id FROM " + rest.name() + " WHERE received_at >= ? ORDER BY id LIMIT 1";
    long end =
        Rows.query(database, young, List.of(since), row -> row.getLong(1)).stream()
            .findFirst()
            .orElse(rest.to());
    delete(rest.name(), which + " AND id < ?", List.of(end));
  }

  private void delete(String table, String which, List<@Nullable Object> parameters) {
    String sql =
        "DELETE FROM %1$s WHERE ctid = ANY (ARRAY (SELECT ctid FROM %1$s WHERE %2$s LIMIT %3$d))"
            .formatted(table, which, ROWS);
    int batches = 0;
    while (Rows.update(database, sql, parameters) == ROWS && batches < MOST_BATCHES) {
      batches++;
    }
  }
}
