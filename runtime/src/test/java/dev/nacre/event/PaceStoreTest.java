package dev.nacre.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.event.Limits.Breaker;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.OutboxSender.Ceiling;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaceStoreTest {
  private static final Source ROBOT = new Source("hub", "robot");
  private static final Ceiling FIVE_A_SECOND = new Ceiling(5, Duration.ofSeconds(1));
  private static final Ceiling TWELVE_A_MINUTE = new Ceiling(12, Duration.ofMinutes(1));
  private static final Breaker THREE = new Breaker(3, null, 20, Duration.ofSeconds(30));

  private final TestOutbox test = new TestOutbox();

  /** Another node. */
  private final PaceStore other = new PaceStore(test.database, test.clock());

  @AfterEach
  void close() {
    test.engine.close();
  }

  private long drawn(int times) {
    return IntStream.range(0, times)
        .filter(i -> (i % 2 == 0 ? test.paces : other).draw(ROBOT, test.limits).isZero())
        .count();
  }

  private PaceState state() {
    return other.state(ROBOT, test.limits);
  }

  @Test
  void keepsSeveralCeilingsAtOnce() {
    test.limits = new Limits(List.of(FIVE_A_SECOND, TWELVE_A_MINUTE), null);
    assertThat(drawn(8)).isEqualTo(5);
    assertThat(test.paces.draw(ROBOT, test.limits)).isEqualTo(Duration.ofSeconds(1));
    test.pass(Duration.ofSeconds(1));
    assertThat(drawn(8)).isEqualTo(5);
    test.pass(Duration.ofSeconds(1));
    assertThat(drawn(8)).isEqualTo(2);
    // the first of the twelve were drawn two seconds ago
    assertThat(test.paces.draw(ROBOT, test.limits)).isEqualTo(Duration.ofSeconds(58));
    assertThat(state().used()).extracting(PaceState.Used::count).containsExactly(2, 12);
  }

  @Test
  void countsWhatIsDrawnTogetherWithWhatGoesOut() {
    test.limits = new Limits(List.of(FIVE_A_SECOND), null);
    assertThat(drawn(3)).isEqualTo(3);
    for (int i = 0; i < 10; i++) {
      test.add(TestOutbox.effect("m" + i));
    }
    while (test.engine.work() > 0) {
      // goes on
    }
    assertThat(test.arrived).hasSize(2);
    assertThat(drawn(1)).isZero();
  }

  @Test
  void countsRightWhenManyDrawAtOnce() {
    test.limits = new Limits(List.of(TWELVE_A_MINUTE), null);
    var drawing =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> drawn(10)))
            .toList();
    assertThat(drawing.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(12);
  }

  @Test
  void opensAfterSoManyFailuresInARowOnAnyNode() {
    test.limits = new Limits(List.of(), THREE);
    test.paces.went(ROBOT, THREE, false);
    test.paces.went(ROBOT, THREE, false);
    other.went(ROBOT, THREE, true);
    test.paces.went(ROBOT, THREE, false);
    other.went(ROBOT, THREE, false);
    assertThat(state().breaker()).isEqualTo(PaceState.Breaker.CLOSED);
    test.paces.went(ROBOT, THREE, false);
    assertThat(state().breaker()).isEqualTo(PaceState.Breaker.OPEN);
    assertThat(other.draw(ROBOT, test.limits)).isEqualTo(Duration.ofSeconds(30));
    test.add(TestOutbox.effect("waits"));
    assertThat(test.engine.work()).isZero();
    assertThat(test.last().attempts()).isZero();
  }

  @Test
  void letsOneFindOutAndClosesWhenItIsAnswered() {
    opened();
    test.pass(Duration.ofSeconds(30));
    assertThat(state().breaker()).isEqualTo(PaceState.Breaker.HALF_OPEN);
    assertThat(drawn(4)).isEqualTo(1);
    other.went(ROBOT, THREE, true);
    assertThat(state().breaker()).isEqualTo(PaceState.Breaker.CLOSED);
    assertThat(drawn(4)).isEqualTo(4);
  }

  @Test
  void staysOpenTwiceAsLongWhenItFailsAgain() {
    opened();
    // what was under way when it opened says nothing new
    test.paces.went(ROBOT, THREE, false);
    for (int seconds = 30; seconds <= 480; seconds *= 2) {
      assertThat(state().opensAgain()).isEqualTo(test.clock().instant().plusSeconds(seconds));
      test.pass(Duration.ofSeconds(seconds));
      assertThat(drawn(1)).isEqualTo(1);
      test.paces.went(ROBOT, THREE, false);
    }
    // a quarter of an hour at most
    assertThat(state().opensAgain()).isEqualTo(test.clock().instant().plusSeconds(900));
  }

  @Test
  void letsAnotherFindOutWhenTheFirstWasNeverHeardOfAgain() {
    opened();
    test.pass(Duration.ofSeconds(30));
    assertThat(drawn(2)).isEqualTo(1);
    test.pass(OutboxQueue.LEASE);
    assertThat(drawn(2)).isEqualTo(1);
  }

  @Test
  void oneEntryFindsOutForAllThatWait() {
    opened();
    for (int i = 0; i < 5; i++) {
      test.add(TestOutbox.effect("m" + i));
    }
    test.pass(Duration.ofSeconds(30));
    assertThat(test.engine.work()).isEqualTo(1);
    assertThat(test.engine.work()).isZero();
    test.paces.went(ROBOT, THREE, true);
    assertThat(test.engine.work()).isEqualTo(4);
  }

  @Test
  void opensWhenTooManyOfTheLastFailed() {
    var half = new Breaker(0, 50, 6, Duration.ofSeconds(30));
    test.limits = new Limits(List.of(), half);
    for (boolean answered : new boolean[] {false, false, true, true, true}) {
      test.paces.went(ROBOT, half, answered);
    }
    assertThat(state().breaker()).isEqualTo(PaceState.Breaker.CLOSED);
    test.paces.went(ROBOT, half, false);
    assertThat(state().breaker()).isEqualTo(PaceState.Breaker.OPEN);
  }

  @Test
  void restsWhileAPersonKeepsItFromBeingUsedOnAllNodes() {
    assertThat(test.paces.stop(ROBOT, TestInbox.ANN)).isTrue();
    assertThat(other.stop(ROBOT, TestInbox.ANN)).isFalse();
    assertThat(state().stop()).isEqualTo(new PaceState.Stop("ann", test.clock().instant()));
    assertThat(other.stopped()).containsOnlyKeys(ROBOT);
    test.add(TestOutbox.effect("waits"));
    for (Limits limits : List.of(Limits.NONE, new Limits(List.of(FIVE_A_SECOND), THREE))) {
      test.limits = limits;
      assertThat(test.engine.work()).isZero();
      assertThat(drawn(2)).isZero();
    }
    test.pass(Duration.ofDays(3));
    assertThat(test.engine.work()).isZero();
    assertThat(test.last().attempts()).isZero();
    assertThat(other.go(ROBOT)).isTrue();
    assertThat(test.paces.go(ROBOT)).isFalse();
    assertThat(test.engine.work()).isEqualTo(1);
    assertThat(state().stop()).isNull();
  }

  private void opened() {
    test.limits = new Limits(List.of(), THREE);
    for (int i = 0; i < 3; i++) {
      test.paces.went(ROBOT, THREE, false);
    }
  }
}
