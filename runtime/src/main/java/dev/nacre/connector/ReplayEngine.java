package dev.nacre.connector;

import dev.nacre.event.EntryState;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxSearch;
import dev.nacre.event.InboxStore;
import dev.nacre.event.LedgerLog;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxSearch;
import dev.nacre.event.OutboxStore;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends everything through again that fits, as a job: a few hundred at a time, the oldest first, so
 * that what comes anew isn't held up and whoever began it can stop. All nodes work on it. What took
 * effect already takes none again.
 */
@Singleton
public final class ReplayEngine {
  private final Parts parts;
  private final OutboxSearch sent;
  private final OutboxStore outbox;
  private final LedgerLog log;

  /** What replays of the inbox share. */
  record Parts(InboxSearch search, InboxStore inbox, IngestEngine ingest, JobStore jobs) {}

  /** An engine over those parts. */
  public ReplayEngine(
      InboxSearch search,
      InboxStore inbox,
      IngestEngine ingest,
      OutboxSearch sent,
      OutboxStore outbox,
      JobStore jobs,
      LedgerLog log) {
    this.parts = new Parts(search, inbox, ingest, jobs);
    this.sent = sent;
    this.outbox = outbox;
    this.log = log;
  }

  /**
   * Sends entries of the inbox through again, in the background; done once each has had its turn.
   *
   * @param filter with a state other than received; its page doesn't count
   */
  public Job inbox(InboxFilter filter, Identity who) {
    EntryState state = Objects.requireNonNull(filter.state());
    Job job = start(filter.app(), filter.connector(), "inbox", who);
    String which =
        words(state.id(), filter.connector(), filter.cause(), filter.from(), filter.until());
    log.log(
        who,
        "inbox_replay",
        filter.app(),
        "job " + job.id() + ": " + which + quoted(filter.key()) + quoted(filter.text()));
    var run = new ReplayRun(parts, job, filter, parts.search().last());
    Thread.ofVirtual().name("replay-" + job.id()).start(run);
    return job;
  }

  /**
   * Sends entries of the outbox again that gave up, in the background; done once all of them wait
   * for their turn, which comes as fast as their connectors may be used.
   *
   * @param filter its state and page don't count
   */
  public Job outbox(OutboxFilter filter, Identity who) {
    Job job = start(filter.app(), filter.connector(), "outbox", who);
    String which = words("dead", filter.connector(), filter.cause(), filter.from(), filter.until());
    log.log(
        who,
        "outbox_replay",
        filter.app(),
        "job " + job.id() + ": " + which + quoted(filter.text()));
    var run = new ResendRun(sent, outbox, parts.jobs(), job, filter);
    Thread.ofVirtual().name("resend-" + job.id()).start(run);
    return job;
  }

  private Job start(String app, @Nullable String connector, String otherwise, Identity who) {
    return parts
        .jobs()
        .start(app, "replay", connector == null ? otherwise : connector, null, who.id());
  }

  private static String words(
      String state,
      @Nullable String connector,
      @Nullable String cause,
      @Nullable Instant from,
      @Nullable Instant until) {
    return Stream.of(
            state,
            connector == null ? null : "of " + connector,
            cause,
            from == null ? null : "from " + from,
            until == null ? null : "until " + until)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "" : " \"" + text + "\"";
  }
}
