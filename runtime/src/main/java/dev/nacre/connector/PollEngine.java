package dev.nacre.connector;

import dev.nacre.connector.PollStore.Progress;
import dev.nacre.event.Inbox;
import dev.nacre.event.InboxStore;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.PaceState;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.security.Identity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Polls the operations that connectors name in their ingest part. An operation is polled by one
 * node at a time; what a node leaves unfinished another takes up where it stood.
 */
@Singleton
public final class PollEngine {
  private static final Logger LOG = Logger.getLogger(PollEngine.class);
  private static final Duration FIRST_REST = Duration.ofSeconds(15);
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  private final ConnectorRegistry connectors;
  private final PollStore store;
  private final PollRun.Parts parts;
  private final InboxStore ledger;
  private final IngestEngine ingest;
  private final JobStore jobs;
  private final Readiness readiness;
  private final Map<PollStore.Key, PollPlan> known = new ConcurrentHashMap<>();

  /** An engine over those parts. */
  @Inject
  public PollEngine(
      ConnectorRegistry connectors,
      PollStore store,
      Operations operations,
      Inbox inbox,
      InboxStore ledger,
      IngestEngine ingest,
      JobStore jobs,
      Readiness readiness,
      PaceStore paces,
      InstantSource clock) {
    this.connectors = connectors;
    this.store = store;
    this.parts = new PollRun.Parts(operations, inbox, paces, clock);
    this.ledger = ledger;
    this.ingest = ingest;
    this.jobs = jobs;
    this.readiness = readiness;
  }

  /** Something that is polled. */
  private record Polled(PollStore.Key key, Connector connector, PollPlan plan) {}

  /**
   * Hands on what is due, ready to run.
   *
   * @param runs gets one task for each; a task does nothing when another node was faster
   */
  public void due(Consumer<Runnable> runs) {
    Map<PollStore.Key, Polled> scheduled = new java.util.LinkedHashMap<>();
    connectors
        .all()
        .forEach(
            (app, all) ->
                all.forEach(
                    connector ->
                        connector.polls().stream()
                            .filter(PollPlan::scheduled)
                            .map(plan -> polled(app, connector, plan))
                            .forEach(polled -> scheduled.put(polled.key(), polled))));
    scheduled.values().forEach(this::ensure);
    if (scheduled.isEmpty()) {
      return;
    }
    Set<Source> stopped = parts.paces().stopped().keySet();
    for (PollStore.Key key : store.due(parts.clock().instant())) {
      Polled polled = scheduled.get(key);
      // what isn't set up yet, or a person has paused, is begun as soon as it may
      if (polled != null
          && !stopped.contains(new Source(key.app(), key.connector()))
          && missing(polled).isEmpty()) {
        runs.accept(() -> run(polled));
      }
    }
  }

  /** Runs everything that is due, here and now. */
  public void runDue() {
    var tasks = new ArrayList<Runnable>();
    due(tasks::add);
    tasks.forEach(Runnable::run);
  }

  private static Polled polled(String app, Connector connector, PollPlan plan) {
    return new Polled(new PollStore.Key(app, connector.id(), plan.operation()), connector, plan);
  }

  private void ensure(Polled polled) {
    if (polled.plan().equals(known.get(polled.key()))) {
      return;
    }
    Instant now = parts.clock().instant();
    Instant next = polled.plan().next(now, polled.connector().zone()).orElse(PollStore.NEVER);
    boolean often = polled.plan().every() != null;
    store.ensure(polled.key(), often ? now : next, next);
    known.put(polled.key(), polled.plan());
  }

  /**
   * Polls a connector's operations now, in the background.
   *
   * @param app an app id, or {@code id@test}
   * @return one job an operation; done once everything that came is settled
   * @throws NotFoundException when the app has no such connector, or nothing in it is polled
   * @throws PollBusyException when one of them is being polled just now
   */
  public List<Job> runNow(String app, String connector, Identity who) {
    Connector found = connectors.find(app, connector).orElse(null);
    if (found == null || found.polls().isEmpty()) {
      throw new NotFoundException(Problem.at("", "poll_unknown", connector, app));
    }
    var busy = new HashSet<String>();
    store.list(app, connector, parts.clock().instant()).stream()
        .filter(PollState::running)
        .forEach(state -> busy.add(state.operation()));
    if (!busy.isEmpty()) {
      throw new PollBusyException(connector);
    }
    PaceState.Stop stop = parts.paces().stopped().get(new Source(app, connector));
    List<Problem> missing =
        stop == null
            ? readiness.missing(app, found)
            : List.of(Problem.at("", "connector_paused", connector, stop.by()));
    if (!missing.isEmpty()) {
      return found.polls().stream()
          .map(plan -> polled(app, found, plan))
          .map(
              polled -> {
                Job job = job(polled.key(), who);
                new PollJob(job, jobs, ledger, ingest).fail(missing);
                return job;
              })
          .toList();
    }
    List<Taken> all = found.polls().stream().map(plan -> now(polled(app, found, plan))).toList();
    if (all.stream().anyMatch(taken -> taken.state() == null)) {
      all.stream().filter(t -> t.state() != null).forEach(t -> store.leave(t.key(), t.owner()));
      throw new PollBusyException(connector);
    }
    return all.stream().map(taken -> start(taken, who)).toList();
  }

  /**
   * What somebody may poll now, and nobody else meanwhile.
   *
   * @param state null when somebody else was faster
   */
  private record Taken(Polled polled, UUID owner, @Nullable PollState state) {
    PollStore.Key key() {
      return polled.key();
    }
  }

  /** Before anybody is told that it runs: a poll that begins just then would be another one. */
  private Taken now(Polled polled) {
    store.ensure(polled.key(), PollStore.NEVER, PollStore.NEVER);
    UUID owner = UUID.randomUUID();
    return new Taken(
        polled, owner, store.take(polled.key(), owner, parts.clock().instant(), true).orElse(null));
  }

  private Job start(Taken taken, Identity who) {
    Job job = job(taken.key(), who);
    var work = new PollJob(job, jobs, ledger, ingest);
    Thread.ofVirtual()
        .name("poll-" + job.id())
        .start(() -> run(taken, Objects.requireNonNull(taken.state()), job, work));
    return job;
  }

  private Job job(PollStore.Key key, Identity who) {
    return jobs.start(key.app(), "poll", key.connector(), null, who.id());
  }

  private List<Problem> missing(Polled polled) {
    return readiness.missing(polled.key().app(), polled.connector());
  }

  /** Runs what is due, unless somebody else was faster. */
  private void run(Polled polled) {
    UUID owner = UUID.randomUUID();
    store
        .take(polled.key(), owner, parts.clock().instant(), false)
        .ifPresent(state -> run(new Taken(polled, owner, state), state, null, null));
  }

  private void run(Taken taken, PollState state, @Nullable Job job, @Nullable PollJob work) {
    Polled polled = taken.polled();
    PollStore.Key key = taken.key();
    UUID owner = taken.owner();
    var progress = new Progress(state);
    Instant due = next(polled);
    Problem problem = null;
    boolean failed = true;
    try {
      var run =
          new PollRun(
              parts,
              key.app(),
              polled.connector(),
              polled.plan(),
              progress,
              job == null ? null : job.id(),
              () -> saved(key, owner, progress, work));
      boolean whole = run.run();
      LOG.debugf("%s: %d payloads, to the end: %s", key, progress.fetched, whole);
    } catch (NacreException e) {
      problem = e.problems().getFirst();
      failed = !throttled(e);
      due = polled.plan().scheduled() ? later(state, e, due, parts.clock().instant()) : due;
      if (failed && state.failures() == 0) {
        LOG.warnf("%s/%s/%s: %s", key.app(), key.connector(), key.operation(), problem);
      }
    } catch (RuntimeException e) {
      problem = Problem.at("", "poll_failed", e.toString());
      LOG.errorf(e, "polling %s failed", key);
    } finally {
      store.release(key, owner, due, problem, failed, parts.clock().instant());
    }
    if (work != null) {
      if (problem == null) {
        work.settle();
      } else {
        work.fail(List.of(problem));
      }
    }
  }

  private boolean saved(PollStore.Key key, UUID owner, Progress progress, @Nullable PollJob work) {
    return store.save(key, owner, progress, parts.clock().instant())
        && (work == null || work.fetched(progress.fetched));
  }

  private Instant next(Polled polled) {
    return polled
        .plan()
        .next(parts.clock().instant(), polled.connector().zone())
        .orElse(PollStore.NEVER);
  }

  /** Being told to wait is no failure: the next ones shan't be put off for it. */
  static boolean throttled(NacreException e) {
    return e instanceof OperationFailedException failure && failure.throttled();
  }

  /** Sooner than planned when it may pass, but never sooner than the other side asked for. */
  static Instant later(PollState state, NacreException e, Instant planned, Instant now) {
    if (!(e instanceof OperationFailedException failure) || !failure.retryable()) {
      return planned;
    }
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(state.failures(), 10));
    Duration own = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    if (failure.throttled()) {
      return now.plus(failure.rest());
    }
    Instant soon = now.plus(own).isBefore(planned) ? now.plus(own) : planned;
    return now.plus(asked).isAfter(soon) ? now.plus(asked) : soon;
  }

  /** What is known of the polling of a connector. */
  public List<PollState> states(String app, String connector) {
    Set<String> polled = operations(app, connector);
    return store.list(app, connector, parts.clock().instant()).stream()
        .filter(state -> polled.contains(state.operation()))
        .toList();
  }

  /** The operations of a connector that are polled. */
  public Set<String> operations(String app, String connector) {
    return connectors
        .find(app, connector)
        .map(c -> Set.copyOf(c.polls().stream().map(PollPlan::operation).toList()))
        .orElse(Set.of());
  }
}
