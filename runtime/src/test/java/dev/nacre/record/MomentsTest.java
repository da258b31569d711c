package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final long YEAR_1 = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

  @Test
  void writesEveryMomentAsTheJdkDoes() {
    var random = new Random(25);
    for (int i = 0; i < 200_000; i++) {
      long second = random.nextLong(YEAR_1, YEAR_10000 + 1_000_000);
      for (int nano :
          List.of(
              0,
              1_000_000 * random.nextInt(1_000),
              1_000 * random.nextInt(1_000_000),
              random.nextInt(1_000_000_000))) {
        same(Instant.ofEpochSecond(second, nano));
      }
    }
  }

  @Test
  void writesTheEdgesAsTheJdkDoes() {
    for (String text :
        List.of(
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999Z",
            "1970-01-01T00:00:00.000001Z",
            "1970-01-01T00:00:00.001Z",
            "1970-01-01T00:00:00.100Z",
            "2024-02-29T23:59:59.100010Z",
            "2026-11-22T02:00:00.000000001Z",
            "9999-12-31T23:59:59.999999Z",
            "+10000-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z")) {
      assertThat(Moments.text(Instant.parse(text))).isEqualTo(text);
    }
    same(Instant.MIN);
    same(Instant.MAX);
  }

  private static void same(Instant moment) {
    assertThat(Moments.text(moment)).isEqualTo(moment.toString());
  }
}
