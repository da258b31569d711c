package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Database;
import dev.nacre.storage.StorageException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes instances that are ready, or whose timers are due, and advances a batch of them in one
 * transaction. Whatever breaks the batch is found by trying halves of it.
 */
@Singleton
final class WorkQueue {
  private static final System.Logger LOG = System.getLogger(WorkQueue.class.getName());

  /** An instance whose transaction fails for passing reasons is tried that often. */
  private static final int TRIES = 8;

  private static final Duration FIRST_REST = Duration.ofSeconds(1);

  private final Database database;
  private final InstanceLocks locks;
  private final TaskStore tasks;
  private final TimerStore timers;
  private final PauseStore pauses;
  private final Runs runs;
  private final Subjects subjects;
  private final InstantSource clock;

  WorkQueue(
      Database database,
      InstanceLocks locks,
      TaskStore tasks,
      TimerStore timers,
      PauseStore pauses,
      Runs runs,
      Subjects subjects,
      InstantSource clock) {
    this.database = database;
    this.locks = locks;
    this.tasks = tasks;
    this.timers = timers;
    this.pauses = pauses;
    this.runs = runs;
    this.subjects = subjects;
    this.clock = clock;
  }

  /** Advances ready instances, about twice that many at most; gives how many were tried. */
  int ready(int limit) {
    return advance(Instance.State.READY, () -> claimReady(limit), InstanceRun::begin);
  }

  /** With those about the same records, which nobody else could advance meanwhile. */
  private List<StoredInstance> claimReady(int limit) {
    Instant now = clock.instant();
    List<StoredInstance> found = locks.claim(now, limit);
    Set<UUID> records = Subjects.of(found);
    if (records.isEmpty()) {
      return found;
    }
    var all = new ArrayList<>(found);
    all.addAll(
        locks.claimAbout(
            records, found.stream().map(one -> one.instance().id()).toList(), now, limit));
    return all;
  }

  /** Tries failed instances again whose time has come; gives how many. */
  int failed(int limit) {
    return advance(
        Instance.State.FAILED, () -> locks.claimFailed(clock.instant(), limit), InstanceRun::again);
  }

  /**
   * Advances those of these instances that are ready or due, and that nobody else has in hand;
   * gives how many were tried.
   */
  int advance(Collection<UUID> ids) {
    return advance(Instance.State.READY, () -> claim(ids, Instance.State.READY), InstanceRun::begin)
        + due(Set.copyOf(ids));
  }

  private int advance(
      Instance.State state,
      Supplier<List<StoredInstance>> claim,
      Function<InstanceRun, Move.@Nullable Wish> first) {
    var claimed = new LinkedHashSet<UUID>();
    try {
      return database.inNewTransaction(
          connection -> {
            List<StoredInstance> found = claim.get();
            found.forEach(stored -> claimed.add(stored.instance().id()));
            return begin(pauses.notPaused(found), first);
          });
    } catch (RuntimeException e) {
      return parts(
          List.copyOf(claimed), e, ids -> begin(pauses.notPaused(claim(ids, state)), first));
    }
  }

  private List<StoredInstance> claim(Collection<UUID> ids, Instance.State state) {
    return locks.claim(ids).stream()
        .filter(stored -> stored.instance().state() == state && stored.instance().pause() == null)
        .filter(
            stored ->
                state != Instance.State.FAILED || stored.instance().trouble().retryAt() != null)
        .toList();
  }

  private int begin(List<StoredInstance> found, Function<InstanceRun, Move.@Nullable Wish> first) {
    int broken = 0;
    var started = new ArrayList<InstanceRun>();
    for (StoredInstance stored : found) {
      try {
        started.add(runs.of(stored));
      } catch (StorageException e) {
        throw e;
      } catch (NacreException e) {
        broke(stored, e.problems());
        broken++;
      }
    }
    List<InstanceRun> free = subjects.free(started);
    runs.advance(free, first);
    return free.size() + broken;
  }

  private void broke(StoredInstance stored, List<Problem> problems) {
    InstanceRun run = runs.whatever(stored);
    run.broke(problems);
    runs.save(List.of(run));
  }

  /** Tells waiting instances of timers that are due; gives how many were tried. */
  int due(int limit) {
    return due(timers.due(clock.instant(), limit));
  }

  private int due(Set<UUID> due) {
    if (due.isEmpty()) {
      return 0;
    }
    try {
      return database.inNewTransaction(connection -> tell(due));
    } catch (RuntimeException e) {
      return parts(List.copyOf(due), e, this::tell);
    }
  }

  private int tell(Collection<UUID> due) {
    List<StoredInstance> found =
        locks.claim(due).stream()
            .filter(stored -> stored.instance().state() == Instance.State.WAITING)
            .filter(stored -> stored.instance().pause() == null)
            .toList();
    List<UUID> ids = found.stream().map(stored -> stored.instance().id()).toList();
    Map<UUID, List<Task>> open =
        tasks.open(ids).stream().collect(Collectors.groupingBy(Task::instance));
    List<InstanceRun> free =
        subjects.free(
            found.stream()
                .map(
                    stored -> runs.of(stored, open.getOrDefault(stored.instance().id(), List.of())))
                .toList());
    Map<UUID, Timer> first = new HashMap<>();
    timers
        .take(free.stream().map(run -> run.instance().id()).toList(), clock.instant())
        .forEach(timer -> first.put(timer.instance(), timer));
    List<InstanceRun> told =
        free.stream().filter(run -> first.containsKey(run.instance().id())).toList();
    runs.advance(
        told,
        run -> {
          Timer timer = first.get(run.instance().id());
          // one that was left while the instance went on to another step is nobody's any more
          return timer == null || !timer.step().equals(run.instance().position().step().orElse(""))
              ? null
              : run.signal(new Signal.Due(timer.what()));
        });
    return told.size();
  }

  private interface Attempt {
    int at(List<UUID> ids);
  }

  /**
   * Tries a batch that was refused again in halves, until what breaks it stands alone: mostly it
   * was others who were in the way, and one instance among many is found in few steps.
   */
  private int parts(List<UUID> ids, RuntimeException why, Attempt attempt) {
    if (ids.isEmpty()) {
      throw why;
    }
    int half = ids.size() / 2;
    part(ids.subList(0, half), attempt);
    part(ids.subList(half, ids.size()), attempt);
    return ids.size();
  }

  private void part(List<UUID> ids, Attempt attempt) {
    if (ids.isEmpty()) {
      return;
    }
    try {
      database.inNewTransaction(connection -> attempt.at(ids));
    } catch (RuntimeException e) {
      if (ids.size() > 1) {
        int unused = parts(ids, e, attempt);
      } else {
        stop(ids.getFirst(), e);
      }
    }
  }

  /** What passes is tried again later; anything else is for people to look at. */
  private void stop(UUID id, RuntimeException e) {
    boolean passing =
        switch (e) {
          case StorageException storage -> storage.retryable();
          case OvertakenException overtaken -> true;
          case NacreException known -> false;
          // the transaction itself: its connection went, or its commit was refused
          default -> true;
        };
    database.inNewTransaction(
        connection -> {
          int tried = locks.delays(id);
          if (passing && tried < TRIES) {
            if (tried == 0 && !(e instanceof NacreException)) {
              LOG.log(System.Logger.Level.WARNING, "instance " + id + " is tried again", e);
            }
            Instant next = clock.instant().plus(FIRST_REST.multipliedBy(1L << tried));
            locks.delay(id, next);
            timers.delay(id, clock.instant(), next);
          } else {
            LOG.log(System.Logger.Level.WARNING, "instance " + id + " failed", e);
            locks
                .lock(id)
                .filter(stored -> !stored.instance().state().finished())
                .ifPresent(stored -> broke(stored, problems(e)));
          }
          return null;
        });
  }

  private static List<Problem> problems(RuntimeException e) {
    return e instanceof NacreException known
        ? known.problems()
        : List.of(Problem.at("", "step_broke", String.valueOf(e.getMessage())));
  }
}
