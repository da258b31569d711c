package dev.nacre.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GuessesTest {
  private static final String HOME = "10.0.0.1";
  private static final String AWAY = "203.0.113.7";

  private Instant now = Instant.parse("2026-11-22T08:00:00Z");
  private final Guesses guesses = new Guesses(() -> now);

  @Test
  void letsAFewMistakesPass() {
    wrong(4, "anna", HOME);
    assertThat(guesses.wait("anna", HOME)).isEmpty();
  }

  @Test
  void makesEveryFurtherGuessWaitTwiceAsLongUpToAMinute() {
    wrong(5, "anna", AWAY);
    assertThat(guesses.wait("anna", AWAY)).contains(Duration.ofSeconds(1));
    wrong(1, "anna", AWAY);
    assertThat(guesses.wait("anna", AWAY)).contains(Duration.ofSeconds(2));
    wrong(20, "anna", AWAY);
    assertThat(guesses.wait("anna", AWAY)).contains(Duration.ofMinutes(1));
    pass(Duration.ofSeconds(60));
    assertThat(guesses.wait("anna", AWAY)).isEmpty();
  }

  @Test
  void forgivesWhoKnowsThePasswordAfterAll() {
    wrong(6, "anna", HOME);
    guesses.right("anna", HOME);
    assertThat(guesses.wait("anna", HOME)).isEmpty();
  }

  @Test
  void beginsAnewAfterAQuietWhile() {
    wrong(10, "anna", HOME);
    pass(Duration.ofMinutes(16));
    wrong(1, "anna", HOME);
    assertThat(guesses.wait("anna", HOME)).isEmpty();
  }

  @Test
  void locksNobodyOutOfAnAccountThatSomebodyElseGuessesAt() {
    guesses.right("anna", HOME);
    for (int i = 0; i < 500; i++) {
      guesses.wrong("anna", "198.51.100." + i);
    }
    assertThat(guesses.wait("anna", HOME)).isEmpty();
    assertThat(guesses.wait("anna", AWAY))
        .hasValueSatisfying(w -> assertThat(w).isLessThanOrEqualTo(Duration.ofSeconds(10)));
    assertThat(guesses.wait("bert", HOME)).isEmpty();
  }

  @Test
  void slowsDownAnAddressThatTriesOneAccountAfterAnother() {
    for (int i = 0; i < 30; i++) {
      guesses.wrong("user" + i, AWAY);
    }
    assertThat(guesses.wait("user99", AWAY)).isPresent();
    assertThat(guesses.wait("user99", HOME)).isEmpty();
  }

  private void wrong(int times, String account, String address) {
    for (int i = 0; i < times; i++) {
      guesses.wrong(account, address);
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
