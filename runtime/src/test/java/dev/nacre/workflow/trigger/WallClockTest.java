package dev.nacre.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Schedules where clocks are put forward and back. */
class WallClockTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /** Three times after a time in Berlin, in UTC. */
  private static List<String> after(String cron, String wall) {
    var clock = new WallClock(PARSER.parse(cron), BERLIN);
    var times = new ArrayList<String>();
    Instant at = LocalDateTime.parse(wall).atZone(BERLIN).toInstant();
    for (int i = 0; i < 3; i++) {
      at = clock.next(at);
      times.add(at.toString());
    }
    return times;
  }

  @Test
  void comeLaterOnADayThatDoesNotHaveThem() {
    assertThat(after("30 2 * * *", "2027-03-27T12:00"))
        .containsExactly("2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z", "2027-03-30T00:30:00Z");
  }

  @Test
  void comeOnceOnADayThatHasThemTwice() {
    assertThat(after("30 2 * * *", "2027-10-30T12:00"))
        .containsExactly("2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z", "2027-11-02T01:30:00Z");
    assertThat(after("0 2,3 * * *", "2027-10-31T00:00"))
        .containsExactly("2027-10-31T00:00:00Z", "2027-10-31T02:00:00Z", "2027-11-01T01:00:00Z");
  }

  @Test
  void goByTheHourWhereTheyAreMeantTo() {
    assertThat(after("0 * * * *", "2027-10-31T01:30"))
        .containsExactly("2027-10-31T00:00:00Z", "2027-10-31T01:00:00Z", "2027-10-31T02:00:00Z");
    assertThat(after("0 * * * *", "2027-03-28T00:30"))
        .containsExactly("2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z");
  }

  @Test
  void neverComeWhereThereIsNoSuchDay() {
    assertThat(new WallClock(PARSER.parse("0 0 30 2 *"), BERLIN).never()).isTrue();
    assertThat(new WallClock(PARSER.parse("0 0 29 2 *"), BERLIN).never()).isFalse();
  }
}
