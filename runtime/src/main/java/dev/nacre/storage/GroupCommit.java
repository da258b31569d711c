package dev.nacre.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers that come at the same time share a transaction: while some are served the next
 * gather, so that under load many are served by the statements and the commit of one. Whoever comes
 * after a pause, when nothing is under way, is served at once and alone.
 *
 * <p>Nobody suffers from the others: whoever is not served soon, since those before wait for a
 * lock, goes alone, and so does each of those whose common transaction broke.
 *
 * @param <C> what is asked for
 * @param <A> the answer
 */
public final class GroupCommit<C, A> {
  /** So many are usually under way at once: half of the processors are the database's. */
  public static final int USUAL = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /** So many share a transaction at most. */
  private static final int MOST = 64;

  /** After that a caller who still waits for a turn goes alone. */
  private static final Duration PATIENCE = Duration.ofMillis(25);

  /**
   * While callers keep coming at the same time, so long is waited for more of them: a transaction
   * costs a few times that, which each who comes along saves.
   */
  private static final Duration GATHER = Duration.ofNanos(300_000);

  private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());

  private final Database database;
  private final Work<C, A> work;
  private final Duration patience;
  private final Queue<Caller<C, A>> waiting = new ArrayDeque<>();
  private int free;

  /** Whether the last transaction was shared. */
  private volatile boolean busy;

  /** What is done for callers. */
  public interface Work<C, A> {
    /** Serves one, in a transaction of its own or in the one that the caller is in. */
    A alone(C call);

    /**
     * Serves several in one transaction. When it throws nothing has happened.
     *
     * @return their answers, in their order; null for those that are to go alone
     */
    List<@Nullable A> together(List<C> calls);
  }

  /**
   * One for that work.
   *
   * @param atOnce so many transactions may be under way before callers gather
   */
  public GroupCommit(Database database, int atOnce, Work<C, A> work) {
    this(database, atOnce, PATIENCE, work);
  }

  /** The same, whose callers wait that long for a turn. */
  GroupCommit(Database database, int atOnce, Duration patience, Work<C, A> work) {
    this.database = database;
    this.free = atOnce;
    this.patience = patience;
    this.work = work;
  }

  /** What a caller is told who waited. */
  private sealed interface Turn<A> {
    /** They serve those who have gathered. */
    record Lead<A>() implements Turn<A> {}

    /** They are served. */
    record Served<A>(A answer) implements Turn<A> {}

    /** They go alone. */
    record Alone<A>() implements Turn<A> {}
  }

  private static final class Caller<C, A> {
    private final C call;
    private final CompletableFuture<Turn<A>> turn = new CompletableFuture<>();

    Caller(C call) {
      this.call = call;
    }
  }

  /** Serves the caller, with others or alone; what that throws is theirs alone. */
  public A call(C call) {
    if (database.joins()) {
      return work.alone(call);
    }
    Caller<C, A> caller = new Caller<>(call);
    return switch (turn(caller)) {
      case Turn.Lead<A> lead -> lead(caller);
      case Turn.Served<A> served -> served.answer();
      case Turn.Alone<A> alone -> work.alone(call);
    };
  }

  private Turn<A> turn(Caller<C, A> caller) {
    synchronized (waiting) {
      if (free > 0) {
        free--;
        return new Turn.Lead<>();
      }
      waiting.add(caller);
    }
    try {
      return caller.turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return leave(caller);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return leave(caller);
    } catch (ExecutionException e) {
      throw new IllegalStateException("turns are told, they don't fail", e);
    }
  }

  /** Goes alone, unless somebody serves them already. */
  private Turn<A> leave(Caller<C, A> caller) {
    synchronized (waiting) {
      if (waiting.remove(caller)) {
        return new Turn.Alone<>();
      }
    }
    return caller.turn.join();
  }

  /** How many wait for a turn, for tests. */
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  private A lead(Caller<C, A> first) {
    if (busy) {
      LockSupport.parkNanos(GATHER.toNanos());
    }
    List<Caller<C, A>> some = new ArrayList<>();
    some.add(first);
    synchronized (waiting) {
      while (some.size() < MOST && !waiting.isEmpty()) {
        some.add(waiting.remove());
      }
    }
    busy = some.size() > 1;
    if (some.size() == 1) {
      try {
        return work.alone(first.call);
      } finally {
        handOver();
      }
    }
    List<@Nullable A> answers = List.of();
    try {
      answers = work.together(some.stream().map(caller -> caller.call).toList());
    } catch (RuntimeException e) {
      // each finds out for itself, and is told so
      LOG.log(System.Logger.Level.DEBUG, "each of " + some.size() + " goes alone", e);
    } finally {
      handOver();
      for (int i = 1; i < some.size(); i++) {
        A answer = answers.isEmpty() ? null : answers.get(i);
        some.get(i).turn.complete(answer == null ? new Turn.Alone<>() : new Turn.Served<>(answer));
      }
    }
    A own = answers.isEmpty() ? null : answers.getFirst();
    return own == null ? work.alone(first.call) : own;
  }

  /** Lets the next one lead, or keeps the place free. */
  private void handOver() {
    Caller<C, A> next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.turn.complete(new Turn.Lead<>());
  }
}
