package dev.nacre.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.event.InboxRetention.Keep;
import dev.nacre.storage.Rows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxRetentionTest {
  private static final Keep MONTH = new Keep(Duration.ofDays(30), Duration.ofDays(365), 0);

  private final TestInbox test = new TestInbox();
  private final InboxRanges ranges = new InboxRanges(test.database());

  @Test
  void dropsWhatIsOldAndSettled() {
    long old = settled("a");
    tendEveryDay(MONTH, 20);
    long young = settled("b");
    tendEveryDay(MONTH, 14);
    assertThat(there(old)).isFalse();
    assertThat(there(young)).isTrue();
    assertThat(ranges.all().getFirst().to()).as("as a range, not row by row").isGreaterThan(old);
  }

  @Test
  void keepsWhatWaitsAndWhatGaveUpWhenItsRangeIsDropped() {
    long waiting = test.append("a", "waits");
    long later = test.append("b", "rests");
    long dead = test.append("c", "dead");
    long done = settled("d");
    Finding down = Finding.of("down");
    settle(Settlement.again(later, test.clock().instant().plusSeconds(60), List.of(down)));
    settle(Settlement.dead(dead, null, List.of(down)));
    tendEveryDay(MONTH, 60);
    assertThat(there(done)).isFalse();
    assertThat(there(dead)).isTrue();
    assertThat(test.take(10)).extracting(Turn::id).containsExactly(waiting, later);
    assertThat(test.store().replay("hub", dead, TestInbox.ANN)).isTrue();
    assertThat(test.take(10)).extracting(Turn::id).containsExactly(waiting, later, dead);
  }

  @Test
  void dropsDeadLettersInTheirOwnTime() {
    long dead = test.append("a", "dead");
    settle(Settlement.dead(dead, null, List.of(Finding.of("down"))));
    tendEveryDay(MONTH, 300);
    assertThat(there(dead)).isTrue();
    tendEveryDay(MONTH, 70);
    assertThat(there(dead)).isFalse();
  }

  @Test
  void knowsADuplicateOfWhatWasDropped() {
    long first = settled("a");
    tendEveryDay(MONTH, 60);
    assertThat(there(first)).isFalse();
    test.append("a", "{}");
    assertThat(test.take(1).getFirst().last())
        .satisfies(last -> assertThat(last.id()).isEqualTo(first));
    assertThat(test.take(1).getFirst().digest()).isEqualTo(test.take(1).getFirst().last().digest());
  }

  @Test
  void forgetsKeysOfWhichNothingCameForAsLongAsDeadLettersStay() {
    settled("a");
    tendEveryDay(MONTH, 370);
    test.append("a", "{}");
    assertThat(test.take(1).getFirst().last()).isNull();
  }

  @Test
  void dropsTheOldestWhenItTakesTooMuchRoom() {
    long old = settled("a");
    long waiting = test.append("b", "waits");
    ranges.close(ranges.all().get(1));
    long young = settled("c");
    var small = new Keep(Duration.ofDays(30), Duration.ofDays(365), 1);
    retention(small).tend();
    assertThat(there(old)).isFalse();
    assertThat(there(waiting)).isTrue();
    assertThat(there(young)).as("its range is still open").isTrue();
  }

  @Test
  void leavesEverythingWhereNothingIsBounded() {
    long old = settled("a");
    tendEveryDay(new Keep(Duration.ZERO, Duration.ZERO, 0), 40);
    assertThat(there(old)).isTrue();
    assertThat(ranges.last()).as("no range is closed").isEqualTo(old);
  }

  @Test
  void thinsWhatWasThereBeforeThereWereRanges() {
    long old = settled("a");
    Rows.update(
        test.database(),
        "WITH gone AS (DELETE FROM nacre.inbox WHERE id = ? RETURNING *)"
            + " INSERT INTO nacre.inbox OVERRIDING SYSTEM VALUE SELECT -1, "
            + "app, connector, key, job, state, attempts, replays, due_at, received_at,"
            + " processed_at, digest, plan, headers, body, original, corrected_by, problems,"
            + " records, created, updated, unchanged FROM gone",
        List.of(old));
    assertThat(there(-1)).isTrue();
    test.at(test.clock().instant().plus(Duration.ofDays(29)));
    retention(MONTH).tend();
    assertThat(there(-1)).isTrue();
    test.at(test.clock().instant().plus(Duration.ofDays(2)));
    retention(MONTH).tend();
    assertThat(there(-1)).isFalse();
  }

  @Test
  void isReadyForWhatComesAhead() {
    for (int i = 0; i < 5; i++) {
      ranges.close(
          ranges.all().stream().filter(r -> ranges.last() + 1 < r.to()).findFirst().orElseThrow());
      retention(new Keep(Duration.ZERO, Duration.ZERO, 0)).tend();
      assertThat(test.append(null, "{}")).isGreaterThan(i * InboxRanges.STEP);
    }
    assertThat(ranges.all().getLast().to()).isGreaterThan(ranges.last() + InboxRanges.STEP);
  }

  private InboxRetention retention(Keep keep) {
    return new InboxRetention(test.database(), test.clock(), keep);
  }

  private void tendEveryDay(Keep keep, int days) {
    InboxRetention retention = retention(keep);
    for (int day = 0; day < days; day++) {
      test.at(test.clock().instant().plus(Duration.ofDays(1)));
      retention.tend();
    }
  }

  private long settled(String key) {
    long id = test.append(key, "{}");
    settle(Settlement.done(id, "plan", List.of()));
    return id;
  }

  private void settle(Settlement settlement) {
    test.queue().settle(List.of(settlement));
  }

  private boolean there(long id) {
    return test.store().get("hub", id).isPresent();
  }
}
