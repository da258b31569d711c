package dev.nacre.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One at a time. */
class TurnTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Database database = new JdbcDatabase(TestPostgres.freshDatabase());

  @Test
  void waitsForWhoeverIsAtItAndForNobodyElse() throws Exception {
    var began = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    try (var threads = Executors.newCachedThreadPool()) {
      Future<String> first =
          threads.submit(
              () ->
                  new Turn(database, "a")
                      .take(
                          LONG,
                          () -> {
                            began.countDown();
                            await(end);
                            return "first";
                          }));
      began.await();
      Future<String> second;
      try {
        assertThatThrownBy(() -> new Turn(database, "a").take(Duration.ofMillis(120), () -> ""))
            .isInstanceOf(Turn.TakenException.class);
        assertThat(new Turn(database, "b").take(LONG, () -> "other")).isEqualTo("other");
        second = threads.submit(() -> new Turn(database, "a").take(LONG, () -> "2"));
        assertThat(second.isDone()).isFalse();
      } finally {
        // else a failure would leave the first waiting, and the test with it
        end.countDown();
      }
      assertThat(first.get()).isEqualTo("first");
      assertThat(second.get()).isEqualTo("2");
    }
  }

  @Test
  void isOverWhenTheWorkFails() throws Exception {
    assertThatThrownBy(
            () ->
                new Turn(database, "a")
                    .take(
                        LONG,
                        () -> {
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    assertThat(new Turn(database, "a").take(Duration.ZERO, () -> "next")).isEqualTo("next");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
