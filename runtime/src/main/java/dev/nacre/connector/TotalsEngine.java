package dev.nacre.connector;

import dev.nacre.connector.PollStore.Progress;
import dev.nacre.event.Inbox;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.AggregateEngine;
import dev.nacre.record.NotFoundException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Proves that nothing is lost on its way from a channel: compares what there is with the channel's
 * own totals, hour by hour, fetches again what lacks, and tells people what doesn't come by that.
 * An ingest is compared by one node at a time.
 */
@Singleton
public final class TotalsEngine {
  private static final Logger LOG = Logger.getLogger(TotalsEngine.class);

  /** Its rows stand beside those of polling; no operation is called so. */
  private static final String PREFIX = "totals:";

  /** A person wants everything compared, also what agreed a while ago. */
  private static final String ALL = "all";

  /** So long what was fetched again has to become records. */
  private static final Duration SOON = Duration.ofMinutes(2);

  private static final Duration SHOWN = Duration.ofDays(2);

  private final ConnectorRegistry connectors;
  private final PollStore polls;
  private final TotalsStore store;
  private final PollRun.Parts parts;
  private final AggregateEngine figures;
  private final Readiness readiness;

  /** An engine over those parts. */
  @Inject
  public TotalsEngine(
      ConnectorRegistry connectors,
      PollStore polls,
      TotalsStore store,
      Operations operations,
      Inbox inbox,
      PaceStore paces,
      AggregateEngine figures,
      Readiness readiness,
      InstantSource clock) {
    this.connectors = connectors;
    this.polls = polls;
    this.store = store;
    this.parts = new PollRun.Parts(operations, inbox, paces, clock);
    this.figures = figures;
    this.readiness = readiness;
  }

  private record Watched(PollStore.Key key, Connector connector, TotalsPlan plan) {}

  private static Watched watched(String app, Connector connector, TotalsPlan plan) {
    return new Watched(
        new PollStore.Key(app, connector.id(), PREFIX + plan.ingest()), connector, plan);
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
                    connector ->
                        connector.totals().stream()
                            // what is only polled by hand is compared by hand
                            .filter(plan -> scheduled(connector, plan))
                            .map(plan -> watched(app, connector, plan))
                            .forEach(one -> all.put(one.key(), one))));
    if (all.isEmpty()) {
      return;
    }
    Instant now = parts.clock().instant();
    var stopped = parts.paces().stopped().keySet();
    all.values()
        .forEach(
            one ->
                polls.ensure(one.key(), now, one.plan().next(now, one.connector().forms().zone())));
    polls.hastenMended(PREFIX, now);
    for (PollStore.Key key : polls.due(now)) {
      Watched one = all.get(key);
      if (one != null
          && !stopped.contains(new Source(key.app(), key.connector()))
          && readiness.missing(key.app(), one.connector()).isEmpty()) {
        runs.accept(() -> run(one));
      }
    }
  }

  private static boolean scheduled(Connector connector, TotalsPlan plan) {
    return connector.polls().stream()
        .anyMatch(poll -> poll.operation().equals(plan.brings()) && poll.scheduled());
  }

  /** Compares everything that is due, here and now. */
  public void runDue() {
    var tasks = new ArrayList<Runnable>();
    due(tasks::add);
    tasks.forEach(Runnable::run);
  }

  /**
   * Has a connector compared as soon as somebody is free.
   *
   * @param app an app id, or {@code id@test}
   * @throws NotFoundException when the app has no such connector, or nothing in it is compared
   */
  public void soon(String app, String connector) {
    Connector found = connectors.find(app, connector).orElse(null);
    if (found == null || found.totals().isEmpty()) {
      throw new NotFoundException(Problem.at("", "totals_unknown", connector, app));
    }
    Instant now = parts.clock().instant();
    found.totals().forEach(plan -> polls.hasten(watched(app, found, plan).key(), now, ALL));
  }

  /** What is known of the last two days of a connector, the oldest first. */
  public List<Compared> found(String app, Connector connector) {
    return connector.totals().isEmpty()
        ? List.of()
        : store.since(app, connector.id(), parts.clock().instant().minus(SHOWN));
  }

  /**
   * What is known of a connector since then, the oldest first.
   *
   * @throws NotFoundException when the app has no such connector, or nothing in it is compared
   */
  public List<Compared> found(String app, String connector, Instant since) {
    if (connectors.find(app, connector).map(Connector::totals).orElse(List.of()).isEmpty()) {
      throw new NotFoundException(Problem.at("", "totals_unknown", connector, app));
    }
    return store.since(app, connector, since);
  }

  private void run(Watched one) {
    UUID owner = UUID.randomUUID();
    polls
        .take(one.key(), owner, parts.clock().instant(), false)
        .ifPresent(state -> run(one, owner, state));
  }

  private void run(Watched one, UUID owner, PollState state) {
    PollStore.Key key = one.key();
    Instant due = one.plan().next(parts.clock().instant(), one.connector().forms().zone());
    Problem problem = null;
    boolean failed = true;
    try {
      var progress = new Progress(state);
      var run =
          new TotalsRun(
              parts,
              store,
              figures,
              key.app(),
              one.connector(),
              one.plan(),
              () -> polls.save(key, owner, progress, parts.clock().instant()));
      boolean fetched = run.run(polled(one), ALL.equals(progress.cursor));
      progress.cursor = null;
      polls.save(key, owner, progress, parts.clock().instant());
      if (fetched) {
        due = parts.clock().instant().plus(SOON);
      }
      problem = lacking(one);
      failed = false;
    } catch (NacreException e) {
      problem = e.problems().getFirst();
      failed = !PollEngine.throttled(e);
      due = PollEngine.later(state, e, due, parts.clock().instant());
      if (failed && state.failures() == 0) {
        LOG.warnf("%s/%s/%s: %s", key.app(), key.connector(), key.operation(), problem);
      }
    } catch (RuntimeException e) {
      problem = Problem.at("", "poll_failed", e.toString());
      LOG.errorf(e, "comparing %s failed", key);
    } finally {
      polls.release(key, owner, due, problem, failed, parts.clock().instant());
    }
  }

  /** How far it was polled; what has no watermark brings everything each time. */
  private Instant polled(Watched one) {
    var pull = (PullOperation) one.connector().operation(one.plan().brings());
    if (!pull.pace().windowed()) {
      return parts.clock().instant();
    }
    return polls.list(one.key().app(), one.key().connector(), parts.clock().instant()).stream()
        .filter(state -> state.operation().equals(one.plan().brings()))
        .flatMap(state -> Stream.ofNullable(state.watermark()))
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  /** What hasn't come although it was fetched again and again; null when nothing lacks. */
  private @Nullable Problem lacking(Watched one) {
    Instant since = parts.clock().instant().minus(one.plan().back()).minus(one.plan().after());
    List<Compared> lacking =
        store.since(one.key().app(), one.key().connector(), since).stream()
            .filter(found -> found.ingest().equals(one.plan().ingest()))
            .filter(found -> found.lacks() && found.fetched() >= TotalsRun.MOST)
            .toList();
    long missing = lacking.stream().mapToLong(found -> found.theirs() - found.ours()).sum();
    return lacking.isEmpty()
        ? null
        : Problem.at("", "totals_lacking", one.plan().ingest(), lacking.size(), missing);
  }

  /** Why the last comparison failed, or what lacks. */
  List<Problem> problems(String app, Connector connector) {
    Map<String, TotalsPlan> plans = new HashMap<>();
    connector.totals().forEach(plan -> plans.put(PREFIX + plan.ingest(), plan));
    var all = new ArrayList<Problem>();
    if (!plans.isEmpty()) {
      for (PollState state : polls.list(app, connector.id(), parts.clock().instant())) {
        if (plans.containsKey(state.operation()) && state.problem() != null) {
          all.add(state.problem());
        }
      }
    }
    return all;
  }
}
