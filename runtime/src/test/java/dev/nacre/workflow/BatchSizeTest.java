package dev.nacre.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BatchSizeTest {
  private static final Duration QUICK = Duration.ofMillis(3);
  private static final Duration SLOW = Duration.ofMillis(300);

  private final BatchSize size = new BatchSize();

  @Test
  void growsWhileFullBatchesAreQuick() {
    for (int i = 0; i < 5; i++) {
      size.took(size.now(), QUICK);
    }
    assertEquals(BatchSize.MOST, size.now());
  }

  @Test
  void staysWhenABatchWasntFull() {
    size.took(size.now() - 1, QUICK);
    assertEquals(BatchSize.LEAST, size.now());
  }

  @Test
  void shrinksWhenABatchWasSlow() {
    size.took(size.now(), QUICK);
    size.took(size.now(), QUICK);
    size.took(size.now(), SLOW);
    assertEquals(200, size.now());
  }

  @Test
  void neverShrinksBelowWhatIsAlwaysTaken() {
    size.took(size.now(), SLOW);
    assertEquals(BatchSize.LEAST, size.now());
  }
}
