package dev.nacre.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BelievedTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final Believed<String, Integer> believed =
      new Believed<>(Duration.ofNanos(100), 3, now::get);

  private int get(String key) {
    return believed.get(key, k -> asked.incrementAndGet());
  }

  @Test
  void asksOnceWhileItBelieves() {
    assertThat(get("a")).isEqualTo(1);
    now.set(74);
    assertThat(get("a")).isEqualTo(1);
    assertThat(believed.peek("a")).isEqualTo(1);
    now.set(100);
    assertThat(believed.peek("a")).isNull();
    assertThat(get("a")).isEqualTo(2);
  }

  @Test
  void letsOneAskAnewTowardsTheEndWhileTheOthersGoOn() {
    get("a");
    now.set(80);
    assertThat(believed.peek("a")).isNull();
    int renewed =
        believed.get(
            "a",
            key -> {
              assertThat(get("a")).as("another asker, meanwhile").isEqualTo(1);
              assertThat(believed.peek("a")).isEqualTo(1);
              now.set(100);
              assertThat(get("a")).as("another, when it is too old").isEqualTo(2);
              return asked.incrementAndGet();
            });
    assertThat(renewed).isEqualTo(3);
  }

  @Test
  void doesNotKeepWhatWasForgottenWhileItWasAskedFor() {
    int stale =
        believed.get(
            "a",
            key -> {
              believed.forget("a");
              return -1;
            });
    assertThat(stale).isEqualTo(-1);
    assertThat(get("a")).isEqualTo(1);
  }

  @Test
  void holdsNoMoreThanItsShare() {
    for (int i = 0; i < 10; i++) {
      get("key " + i);
    }
    assertThat(believed.peek("key 0")).isNull();
    assertThat(believed.peek("key 9")).isEqualTo(10);
  }
}
