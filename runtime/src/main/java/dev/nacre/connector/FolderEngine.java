package dev.nacre.connector;

import dev.nacre.connector.PollStore.Progress;
import dev.nacre.connector.WatchKind.Watch;
import dev.nacre.connector.WatchedFolder.Ready;
import dev.nacre.event.Inbox;
import dev.nacre.event.InboxStore;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes files in that others put into folders. A folder is looked into by one node at a time; a
 * file is put away once all of it is settled, and what is read again after a crash changes nothing.
 */
@Singleton
public final class FolderEngine {
  private static final Logger LOG = Logger.getLogger(FolderEngine.class);

  /** Its row stands beside those of polling; what watches a folder has no operations. */
  static final String OPERATION = "folder";

  private static final String DONE = "done|";
  private static final String FAILED = "failed|";

  private final ConnectorRegistry connectors;
  private final PollStore polls;
  private final FolderRoots roots;
  private final Inbox inbox;
  private final InboxStore ledger;
  private final IngestEngine ingest;
  private final JobStore jobs;
  private final PaceStore paces;
  private final InstantSource clock;

  /** An engine over those parts. */
  @Inject
  public FolderEngine(
      ConnectorRegistry connectors,
      PollStore polls,
      FolderRoots roots,
      Inbox inbox,
      InboxStore ledger,
      IngestEngine ingest,
      JobStore jobs,
      PaceStore paces,
      InstantSource clock) {
    this.connectors = connectors;
    this.polls = polls;
    this.roots = roots;
    this.inbox = inbox;
    this.ledger = ledger;
    this.ingest = ingest;
    this.jobs = jobs;
    this.paces = paces;
    this.clock = clock;
  }

  private record Watched(PollStore.Key key, Connector connector, Watch watch) {}

  private static @Nullable Watched watched(String app, Connector connector) {
    Watch watch = connector.watch();
    var key = new PollStore.Key(app, connector.id(), OPERATION);
    return watch == null ? null : new Watched(key, connector, watch);
  }

  /**
   * Hands on what is due, ready to run.
   *
   * @param runs gets one task for each; a task does nothing when another node was faster
   */
  public void due(Consumer<Runnable> runs) {
    var all = new HashMap<PollStore.Key, Watched>();
    connectors
        .all()
        .forEach(
            (app, some) ->
                some.forEach(
                    connector -> {
                      Watched one = watched(app, connector);
                      if (one != null) {
                        all.put(one.key(), one);
                      }
                    }));
    if (all.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    var stopped = paces.stopped().keySet();
    all.values().forEach(one -> polls.ensure(one.key(), now, now.plus(one.watch().every())));
    for (PollStore.Key key : polls.due(now)) {
      Watched one = all.get(key);
      if (one != null && !stopped.contains(new Source(key.app(), key.connector()))) {
        runs.accept(() -> run(one));
      }
    }
  }

  /** Looks into every folder that is due, here and now. */
  public void runDue() {
    var tasks = new ArrayList<Runnable>();
    due(tasks::add);
    tasks.forEach(Runnable::run);
  }

  /**
   * Has a folder looked into as soon as somebody is free.
   *
   * @param app an app id, or {@code id@test}
   * @return false when there is no such connector, or it watches none
   */
  public boolean soon(String app, String connector) {
    Connector found = connectors.find(app, connector).orElse(null);
    Watched one = found == null ? null : watched(app, found);
    if (one != null) {
      polls.hasten(one.key(), clock.instant(), null);
    }
    return one != null;
  }

  /** How it went the last time; empty for what watches no folder. */
  List<PollState> states(String app, Connector connector) {
    return connector.watch() == null
        ? List.of()
        : polls.list(app, connector.id(), clock.instant()).stream()
            .filter(state -> state.operation().equals(OPERATION))
            .toList();
  }

  private void run(Watched one) {
    UUID owner = UUID.randomUUID();
    polls.take(one.key(), owner, clock.instant(), false).ifPresent(state -> run(one, owner, state));
  }

  private void run(Watched one, UUID owner, PollState state) {
    PollStore.Key key = one.key();
    var progress = new Progress(state);
    Problem problem = null;
    try {
      take(one, progress, () -> polls.save(key, owner, progress, clock.instant()));
    } catch (NacreException e) {
      problem = e.problems().getFirst();
      if (state.failures() == 0) {
        LOG.warnf("%s/%s: %s", key.app(), key.connector(), problem);
      }
    } catch (RuntimeException e) {
      problem = Problem.at("", "poll_failed", e.toString());
      LOG.errorf(e, "looking into the folder of %s failed", key);
    } finally {
      Instant now = clock.instant();
      polls.release(key, owner, now.plus(one.watch().every()), problem, true, now);
    }
  }

  private void take(Watched one, Progress progress, BooleanSupplier owned) {
    var folder = new WatchedFolder(one.watch(), roots);
    for (Ready file : folder.ready(clock.instant())) {
      String done = DONE + file.print();
      String failed = FAILED + file.print();
      if (!done.equals(progress.cursor) && !failed.equals(progress.cursor)) {
        Job job = read(one, file, owned);
        if (!job.problems().isEmpty()) {
          folder.tell(file, job.problems(), clock.instant());
        }
        // kept before it is put away: what can't be put away isn't read again and again
        progress.cursor = job.state() == Job.State.DONE ? done : failed;
        progress.fetched += job.rows();
        if (!owned.getAsBoolean()) {
          return;
        }
      }
      folder.away(file, failed.equals(progress.cursor), clock.instant());
      progress.cursor = null;
    }
  }

  private Job read(Watched one, Ready file, BooleanSupplier owned) {
    String app = one.key().app();
    String who = "connector:" + one.connector().id();
    Job job = jobs.start(app, "file", one.connector().id(), file.name(), who);
    try {
      var copy = WatchedFolder.copy(file);
      new FileRun(job, one.connector(), copy, inbox, ledger, ingest, jobs, owned).run();
    } catch (NacreException e) {
      var progress = new dev.nacre.record.transfer.Progress();
      e.problems().forEach(progress::found);
      jobs.finish(job.id(), progress, Job.State.FAILED);
    }
    return jobs.find(app, job.id()).orElse(job);
  }
}
