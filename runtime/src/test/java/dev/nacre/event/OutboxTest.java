package dev.nacre.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final TestOutbox test = new TestOutbox();

  @Test
  void sendsWhatItsTransactionCommitted() {
    test.add(TestOutbox.effect("hello"));
    assertThat(test.engine.work()).isEqualTo(1);
    assertThat(test.texts()).containsExactly("hello");
    assertThat(test.last().state()).isEqualTo(OutboxState.SENT);
    assertThat(test.engine.work()).isZero();
  }

  @Test
  void forgetsWhatItsTransactionTookBack() {
    assertThatThrownBy(
            () ->
                test.database.inNewTransaction(
                    connection -> {
                      test.outbox.add(List.of(TestOutbox.effect("never")));
                      throw new IllegalStateException("the business fails");
                    }))
        .hasMessage("the business fails");
    assertThat(test.engine.work()).isZero();
    assertThat(test.arrived).isEmpty();
  }

  @Test
  void triesAgainLaterAndLaterWithTheSameKeyAndThenGivesUp() {
    test.partner = turn -> Sending.again("down");
    test.add(TestOutbox.effect("x").within(3));
    assertThat(test.engine.work()).isEqualTo(1);
    assertThat(test.engine.work()).isZero();
    test.pass(Duration.ofMillis(1300));
    assertThat(test.engine.work()).isEqualTo(1);
    test.pass(Duration.ofSeconds(3));
    assertThat(test.engine.work()).isZero();
    test.pass(Duration.ofSeconds(2));
    assertThat(test.engine.work()).isEqualTo(1);
    OutboxEntry dead = test.last();
    assertThat(dead.state()).isEqualTo(OutboxState.DEAD);
    assertThat(dead.attempts()).isEqualTo(3);
    assertThat(dead.problems()).extracting(Problem::code).containsExactly("down");
    assertThat(new HashSet<>(test.arrived.stream().map(OutboxTurn::idempotencyKey).toList()))
        .hasSize(1);
    assertThat(test.told).containsExactly("dead " + dead.id() + " down");
    test.pass(Duration.ofDays(1));
    assertThat(test.engine.work()).isZero();
  }

  @Test
  void spreadsAttemptsSoThatTheyDoNotComeTogether() {
    for (int attempt = 1; attempt <= 8; attempt++) {
      long usual = attempt > 5 ? 900 : (long) Math.pow(4, attempt - 1);
      assertThat(OutboxEngine.rest(attempt))
          .isBetween(Duration.ofMillis(usual * 800), Duration.ofMillis(usual * 1200));
    }
  }

  @Test
  void waitsAsLongAsThePartnerAsks() {
    test.partner = turn -> new Sending.Again(Problem.at("", "busy"), Duration.ofMinutes(7));
    test.add(TestOutbox.effect("x"));
    test.engine.work();
    test.pass(Duration.ofMinutes(6));
    assertThat(test.engine.work()).isZero();
    test.pass(Duration.ofMinutes(1));
    assertThat(test.engine.work()).isEqualTo(1);
  }

  @Test
  void givesUpAtOnceWhatIsRefused() {
    test.partner = turn -> Sending.refused("wrong_key");
    test.add(TestOutbox.effect("x"));
    test.engine.work();
    assertThat(test.last().state()).isEqualTo(OutboxState.DEAD);
  }

  @Test
  void sendsADeadEntryAgainWhenAPersonAsks() {
    test.partner = turn -> Sending.refused("wrong_text");
    test.add(TestOutbox.effect("bad"));
    test.engine.work();
    long id = test.last().id();
    test.partner = turn -> Sending.sent();
    assertThat(
            test.store.correct("other", id, JsonNodeFactory.instance.objectNode(), TestInbox.ANN))
        .isFalse();
    assertThat(
            test.store.correct(
                "hub",
                id,
                JsonNodeFactory.instance.objectNode().put("text", "good"),
                TestInbox.ANN))
        .isTrue();
    test.engine.work();
    assertThat(test.texts()).containsExactly("bad", "good");
    assertThat(test.last().original()).contains("bad");
    assertThat(test.last().state()).isEqualTo(OutboxState.SENT);
    assertThat(test.arrived.get(0).idempotencyKey())
        .isEqualTo(test.arrived.get(1).idempotencyKey());
    assertThat(test.store.replay("hub", id, TestInbox.ANN))
        .as("what was sent is never sent again")
        .isFalse();
  }

  @Test
  void sendsEntriesOfOneKeyInOrderAndOthersMeanwhile() {
    test.partner =
        turn ->
            turn.input().path("text").asText().equals("1") && turn.attempt() == 1
                ? Sending.again("down")
                : Sending.sent();
    test.add(
        TestOutbox.effect("1").inOrder("order 1"),
        TestOutbox.effect("2").inOrder("order 1"),
        TestOutbox.effect("other").inOrder("order 2"));
    test.engine.work();
    test.engine.work();
    assertThat(test.texts()).containsExactlyInAnyOrder("1", "other");
    test.pass(Duration.ofSeconds(2));
    test.engine.work();
    test.engine.work();
    assertThat(test.texts()).hasSize(4).endsWith("1", "2");
  }

  @Test
  void goesOnBehindADeadEntryOfTheSameKey() {
    test.partner =
        turn ->
            turn.input().path("text").asText().equals("1")
                ? Sending.refused("bad")
                : Sending.sent();
    test.add(TestOutbox.effect("1").inOrder("k"), TestOutbox.effect("2").inOrder("k"));
    test.engine.work();
    test.engine.work();
    assertThat(test.texts()).containsExactly("1", "2");
  }

  @Test
  void keepsToTheCeilingWithAllNodesTogether() {
    test.limits = new Limits(List.of(new OutboxSender.Ceiling(20, Duration.ofMinutes(1))), null);
    for (int i = 0; i < 50; i++) {
      test.add(TestOutbox.effect("m" + i));
    }
    try (OutboxEngine other = test.engine()) {
      CompletableFuture<Void> both =
          CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> drain(test.engine)),
              CompletableFuture.runAsync(() -> drain(other)));
      both.join();
    }
    drain(test.engine);
    assertThat(test.arrived).hasSize(20);
    test.pass(Duration.ofSeconds(61));
    drain(test.engine);
    assertThat(test.arrived).hasSize(40);
    test.pass(Duration.ofSeconds(61));
    drain(test.engine);
    assertThat(new HashSet<>(test.texts())).hasSize(50);
    assertThat(test.arrived).hasSize(50);
  }

  @Test
  void restsWhenThePartnerWantsLessAndLosesNothing() {
    test.partner =
        turn -> new Sending.Throttled(Problem.at("", "too_fast"), Duration.ofMinutes(10));
    test.add(TestOutbox.effect("a"));
    test.engine.work();
    assertThat(test.last().attempts()).as("not counted").isZero();
    test.add(TestOutbox.effect("b"));
    test.pass(Duration.ofMinutes(9));
    assertThat(test.engine.work()).isZero();
    test.partner = turn -> Sending.sent();
    test.pass(Duration.ofMinutes(2));
    drain(test.engine);
    assertThat(test.store.states("hub")).containsEntry(OutboxState.SENT, 2L);
  }

  @Test
  void sendsOnceWhateverTheNumberOfNodes() {
    for (int i = 0; i < 60; i++) {
      test.add(TestOutbox.effect("m" + i).inOrder("k" + i % 7));
    }
    try (OutboxEngine other = test.engine()) {
      CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> drain(test.engine)),
              CompletableFuture.runAsync(() -> drain(other)))
          .join();
    }
    drain(test.engine);
    assertThat(test.arrived).hasSize(60);
    for (int k = 0; k < 7; k++) {
      int key = k;
      List<Integer> numbers =
          test.texts().stream()
              .map(text -> Integer.parseInt(text.substring(1)))
              .filter(n -> n % 7 == key)
              .toList();
      assertThat(numbers).isSorted();
    }
  }

  @Test
  void healsAfterAWorkerDiedWhileSending() {
    test.add(TestOutbox.effect("x"));
    List<OutboxTurn> lost =
        test.queue.take(new OutboxQueue.Source("hub", "robot"), 10, Limits.NONE);
    assertThat(lost).hasSize(1);
    assertThat(test.engine.work()).as("leased").isZero();
    assertThat(test.last().sending()).isTrue();
    test.pass(OutboxQueue.LEASE);
    assertThat(test.engine.work()).isEqualTo(1);
    assertThat(test.arrived.getFirst().idempotencyKey())
        .isEqualTo(lost.getFirst().idempotencyKey());
    assertThat(test.queue.settle(lost.getFirst(), new OutboxQueue.Result.Dead(List.of())))
        .as("the lost worker has nothing to say any more")
        .isFalse();
  }

  @Test
  void survivesASenderThatBreaks() {
    test.partner =
        turn -> {
          throw new IllegalStateException("bug");
        };
    test.add(TestOutbox.effect("x"));
    test.engine.work();
    assertThat(test.last().problems()).extracting(Problem::code).containsExactly("outbox_broke");
    assertThat(test.last().state()).isEqualTo(OutboxState.PENDING);
  }

  @Test
  void letsASlowPartnerHoldUpNobodyElse() throws InterruptedException {
    var slow = new CountDownLatch(1);
    var quick = new CountDownLatch(1);
    test.partner =
        turn -> {
          try {
            if (turn.connector().equals("robot")) {
              slow.await();
            } else {
              quick.countDown();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Sending.sent();
        };
    test.add(
        TestOutbox.effect("x"),
        Effect.of("hub", "mail", "send", JsonNodeFactory.instance.objectNode()));
    test.engine.begin();
    quick.await();
    slow.countDown();
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> assertThat(test.store.states("hub")).containsEntry(OutboxState.SENT, 2L));
  }

  @Test
  void takesUpTheDeadEffectOfAStepThatIsTriedAgain() {
    test.partner = turn -> Sending.refused("bad");
    var cause = new Effect.Cause(UUID.randomUUID(), "pay", true);
    Effect first = TestOutbox.effect("first");
    test.add(with(first, cause));
    test.engine.work();
    test.partner = turn -> Sending.sent();
    test.add(with(TestOutbox.effect("second"), cause));
    test.engine.work();
    assertThat(test.store.list(OutboxFilter.of("hub"))).hasSize(1);
    assertThat(test.texts()).containsExactly("first", "second");
    assertThat(test.arrived.get(1).idempotencyKey()).isEqualTo(first.idempotencyKey());
  }

  private static Effect with(Effect e, Effect.Cause cause) {
    return new Effect(
        e.app(),
        e.connector(),
        e.operation(),
        e.key(),
        e.idempotencyKey(),
        e.tries(),
        e.repeatable(),
        e.input(),
        null,
        cause);
  }

  private static void drain(OutboxEngine engine) {
    while (engine.work() > 0) {
      // goes on
    }
  }
}
