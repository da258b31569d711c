package dev.nacre.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> served = new CopyOnWriteArrayList<>();
  private final None database = new None();
  private final GroupCommit<String, String> group = new GroupCommit<>(database, 1, new Shouting());

  /** Answers in capitals; what begins with "slow" waits, "bad" breaks, "shy" goes alone. */
  private final class Shouting implements GroupCommit.Work<String, String> {
    @Override
    public String alone(String call) {
      served.add(call);
      if (call.startsWith("slow")) {
        awaitRelease();
      }
      if (call.startsWith("bad")) {
        throw new IllegalArgumentException(call);
      }
      return call.toUpperCase(java.util.Locale.ROOT);
    }

    @Override
    public List<@Nullable String> together(List<String> calls) {
      served.add(String.join("+", calls.stream().sorted().toList()));
      if (calls.stream().anyMatch(call -> call.startsWith("bad"))) {
        throw new IllegalArgumentException(String.join("+", calls));
      }
      var answers = new ArrayList<@Nullable String>();
      for (String call : calls) {
        answers.add(call.startsWith("shy") ? null : call.toUpperCase(java.util.Locale.ROOT));
      }
      return answers;
    }
  }

  @AfterEach
  void stop() {
    release.countDown();
    threads.shutdownNow();
  }

  @Test
  void servesAtOnceWhoComesAlone() {
    assertThat(group.call("one")).isEqualTo("ONE");
    assertThat(group.call("two")).isEqualTo("TWO");
    assertThat(served).containsExactly("one", "two");
  }

  @Test
  void servesTogetherWhoComesMeanwhile() {
    List<CompletableFuture<String>> calls = behindSomeone("one", "two", "three");
    assertThat(calls).extracting(CompletableFuture::join).containsExactly("ONE", "TWO", "THREE");
    assertThat(served).containsExactly("slow", "one+three+two");
  }

  @Test
  void tellsOnlyTheOneWhoseCallBreaks() {
    List<CompletableFuture<String>> calls = behindSomeone("one", "bad", "three");
    assertThat(calls.get(0).join()).isEqualTo("ONE");
    assertThat(calls.get(2).join()).isEqualTo("THREE");
    assertThatThrownBy(calls.get(1)::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("bad");
    assertThat(served).contains("bad+one+three", "one", "bad", "three");
  }

  @Test
  void letsThoseGoAloneWhoCantBeServedTogether() {
    List<CompletableFuture<String>> calls = behindSomeone("one", "shy");
    assertThat(calls).extracting(CompletableFuture::join).containsExactly("ONE", "SHY");
    assertThat(served).containsExactly("slow", "one+shy", "shy");
  }

  @Test
  void keepsNobodyWaitingBehindSomeoneWhoIsStuck() {
    CompletableFuture<String> stuck =
        CompletableFuture.supplyAsync(() -> group.call("slow"), threads);
    await().until(() -> served.contains("slow"));
    assertThat(group.call("one")).isEqualTo("ONE");
    assertThat(stuck).isNotDone();
    release.countDown();
    assertThat(stuck.join()).isEqualTo("SLOW");
    assertThat(group.call("two")).isEqualTo("TWO");
  }

  @Test
  void goesAloneWithinATransaction() {
    CompletableFuture<String> stuck =
        CompletableFuture.supplyAsync(() -> group.call("slow"), threads);
    await().until(() -> served.contains("slow"));
    database.within = true;
    assertThat(group.call("one")).isEqualTo("ONE");
    assertThat(served).containsExactly("slow", "one");
    release.countDown();
    assertThat(stuck.join()).isEqualTo("SLOW");
  }

  /** Calls that come while somebody is served. */
  private List<CompletableFuture<String>> behindSomeone(String... calls) {
    var patient = new GroupCommit<>(database, 1, java.time.Duration.ofMinutes(1), new Shouting());
    var first = CompletableFuture.supplyAsync(() -> patient.call("slow"), threads);
    await().until(() -> served.contains("slow"));
    var others = new ArrayList<CompletableFuture<String>>();
    for (String call : calls) {
      others.add(CompletableFuture.supplyAsync(() -> patient.call(call), threads));
      await().until(() -> patient.waiting() == others.size());
    }
    release.countDown();
    assertThat(first.join()).isEqualTo("SLOW");
    return others;
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** None is needed: only whether one is within a transaction. */
  private static final class None implements Database {
    private volatile boolean within;

    @Override
    public boolean joins() {
      return within;
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T reading(Work<T> work) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T inNewTransaction(Work<T> work) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T withoutTransaction(Work<T> work) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void afterCommit(Runnable action) {
      throw new UnsupportedOperationException();
    }
  }
}
