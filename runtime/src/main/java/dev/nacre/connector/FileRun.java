package dev.nacre.connector;

import dev.nacre.event.Arrival;
import dev.nacre.event.BusyException;
import dev.nacre.event.EntryState;
import dev.nacre.event.Inbox;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxStore;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.Progress;
import dev.nacre.record.transfer.Spool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** One file on its way through a connector: its payloads into the inbox, and on into records. */
final class FileRun implements Runnable, DropKind.Sink {
  private static final Logger LOG = Logger.getLogger(FileRun.class);
  private static final int BATCH = 500;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Job job;
  private final Connector connector;
  private final Path file;
  private final Inbox inbox;
  private final InboxStore ledger;
  private final IngestEngine ingest;
  private final JobStore jobs;
  private final BooleanSupplier owned;
  private final Progress progress = new Progress();
  private final List<Arrival> waiting = new ArrayList<>();
  private long entries;
  private boolean going = true;

  /**
   * A run.
   *
   * @param owned says after each batch that somebody works on it, and whether it is still theirs
   */
  FileRun(
      Job job,
      Connector connector,
      Path file,
      Inbox inbox,
      InboxStore ledger,
      IngestEngine ingest,
      JobStore jobs,
      BooleanSupplier owned) {
    this.job = job;
    this.connector = connector;
    this.file = file;
    this.inbox = inbox;
    this.ledger = ledger;
    this.ingest = ingest;
    this.jobs = jobs;
    this.owned = owned;
  }

  @Override
  public void run() {
    try {
      if (connector.kind() instanceof DropKind<?> kind) {
        read(kind);
      }
      if (flush() && settle()) {
        tellDead();
        jobs.finish(job.id(), progress, Job.State.DONE);
      } else {
        ledger.abandon(job.id());
      }
    } catch (NacreException e) {
      e.problems().forEach(progress::found);
      jobs.finish(job.id(), progress, Job.State.FAILED);
    } catch (RuntimeException e) {
      LOG.errorf(e, "file job %s failed", job.id());
      progress.found(Problem.at("", "job_failed", e.toString()));
      jobs.finish(job.id(), progress, Job.State.FAILED);
    } finally {
      Spool.discard(file);
    }
  }

  private <S extends Record> void read(DropKind<S> kind) {
    kind.read(kind.settings().cast(connector.settings()), file, this);
  }

  @Override
  public void row() {
    progress.read(1);
  }

  @Override
  public boolean add(Payload payload) {
    var headers = new HashMap<>(payload.headers());
    if (job.file() != null) {
      headers.put("file", job.file());
    }
    var named = new Payload(payload.body(), payload.tree(), headers, payload.findings());
    waiting.add(connector.arrival(job.app(), named, Optional.of(job.id())));
    return waiting.size() < BATCH || flush();
  }

  private boolean flush() {
    while (going && !waiting.isEmpty()) {
      try {
        inbox.appendAndWait(waiting);
        entries += waiting.size();
        waiting.clear();
      } catch (BusyException e) {
        pause(e.retryAfter());
      }
    }
    going = going && jobs.save(job.id(), progress) && owned.getAsBoolean();
    return going;
  }

  /** Helps the ingest until every payload is settled; false when the job was cancelled. */
  private boolean settle() {
    progress.expect(entries);
    while (going) {
      int worked = ingest.work(BATCH);
      InboxStore.Counts counts = ledger.counts(job.id());
      progress.settled(counts.created(), counts.updated(), counts.unchanged(), counts.dead());
      going = jobs.save(job.id(), progress) && owned.getAsBoolean();
      if (going && counts.settled() >= entries) {
        return true;
      }
      if (worked == 0) {
        pause(PAUSE);
      }
    }
    return false;
  }

  private void tellDead() {
    InboxFilter dead = InboxFilter.of(job.app()).in(EntryState.DEAD).job(job.id()).page(null, 500);
    for (InboxEntry entry : ledger.list(dead)) {
      String line = entry.headers().getOrDefault("lines", "").split(",", 2)[0];
      entry.findings().forEach(f -> progress.found(f.problem().below("/" + line)));
    }
  }

  private void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      going = false;
    }
  }
}
