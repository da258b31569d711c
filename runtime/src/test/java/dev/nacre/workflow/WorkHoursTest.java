package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.CalendarDefinition;
import dev.nacre.workflow.WorkCalendar.Hours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkHoursTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @ParameterizedTest
  @CsvSource({
    // within a day
    "2026-11-23T10:00, PT2H, 2026-11-23T12:00",
    "2026-11-23T10:00, PT8H, 2026-11-23T18:00",
    // over night
    "2026-11-23T17:30, PT1H, 2026-11-24T09:30",
    // before and after hours
    "2026-11-23T06:00, PT1H, 2026-11-23T10:00",
    "2026-11-23T18:00, PT1H, 2026-11-24T10:00",
    "2026-11-23T23:59, PT9H, 2026-11-24T18:00",
    // over the weekend
    "2026-11-27T17:00, PT2H, 2026-11-30T10:00",
    "2026-11-28T12:00, PT4H, 2026-11-30T13:00",
    // several weeks
    "2026-11-23T09:00, PT90H, 2026-12-04T18:00",
  })
  void countsOnlyWorkingHours(LocalDateTime from, Duration working, LocalDateTime until) {
    assertThat(usual(ZONE).add(from.atZone(ZONE).toInstant(), working))
        .isEqualTo(until.atZone(ZONE).toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-27T17:00, PT2H, 2026-03-30T10:00",
    "2026-10-23T17:00, PT2H, 2026-10-26T10:00"
  })
  void keepsOfficeHoursWhenClocksChange(LocalDateTime from, Duration working, LocalDateTime until) {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    assertThat(usual(zone).add(from.atZone(zone).toInstant(), working))
        .isEqualTo(until.atZone(zone).toInstant());
  }

  /** Nine to six, a break at noon, Saturday morning, and round the clock on Sunday. */
  private static WorkHours shop(Map<LocalDate, List<Hours>> entered) {
    var day = List.of(new Hours(9 * 60, 12 * 60), new Hours(13 * 60, 18 * 60));
    return new WorkHours(
        new WorkCalendar(
            "shop",
            ZONE,
            Map.of(
                DayOfWeek.MONDAY,
                day,
                DayOfWeek.FRIDAY,
                day,
                DayOfWeek.SATURDAY,
                List.of(new Hours(9 * 60, 12 * 60)),
                DayOfWeek.SUNDAY,
                List.of(new Hours(0, Hours.DAY))),
            Map.of(LocalDate.parse("2026-11-27"), List.of()),
            null),
        entered);
  }

  @ParameterizedTest
  @CsvSource({
    // over the break
    "2026-11-23T11:00, PT2H, 2026-11-23T14:00",
    // a day off in the calendar: Friday 27th
    "2026-11-23T17:00, PT2H, 2026-11-28T10:00",
    // into Sunday, which has all of its hours
    "2026-11-28T11:00, PT2H, 2026-11-29T01:00",
    "2026-11-29T00:00, PT24H, 2026-11-30T00:00",
    // out of a break
    "2026-11-23T12:30, PT30M, 2026-11-23T13:30",
  })
  void countsSeveralHoursADayAndDaysOff(LocalDateTime from, Duration working, LocalDateTime until) {
    Instant end = shop(Map.of()).add(at(from), working);
    assertThat(end).isEqualTo(at(until));
    assertThat(shop(Map.of()).between(at(from), end)).isEqualTo(working);
  }

  @Test
  void daysThatAreEnteredCountMoreThanTheCalendar() {
    WorkHours shop =
        shop(
            Map.of(
                LocalDate.parse("2026-11-27"), List.of(new Hours(10 * 60, 11 * 60)),
                LocalDate.parse("2026-11-28"), List.of()));
    assertThat(shop.add(at(LocalDateTime.parse("2026-11-23T18:00")), Duration.ofHours(2)))
        .isEqualTo(at(LocalDateTime.parse("2026-11-29T01:00")));
  }

  @Test
  void betweenIsWhatAddAdds() {
    var random = new Random(7);
    WorkHours shop = shop(Map.of());
    for (int i = 0; i < 500; i++) {
      Instant from =
          at(LocalDateTime.parse("2026-11-20T00:00").plusMinutes(random.nextInt(30_000)));
      Duration working = Duration.ofMinutes(1 + random.nextInt(5_000));
      assertThat(shop.between(from, shop.add(from, working))).isEqualTo(working);
    }
  }

  @Test
  void nobodyEverWorks() {
    WorkHours never =
        new WorkHours(new WorkCalendar("never", ZONE, Map.of(), Map.of(), null), Map.of());
    assertThatThrownBy(() -> never.add(Instant.EPOCH, Duration.ofMinutes(1)))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("never");
  }

  @Test
  void tellsOfTooMuchTimeInsteadOfNobodyWorking() {
    assertThatThrownBy(() -> usual(ZONE).add(Instant.EPOCH, Duration.ofHours(30_001)))
        .isInstanceOfSatisfying(
            StepFailedException.class,
            failed -> {
              assertThat(failed.problems().getFirst().code()).isEqualTo("calendar_too_long");
              assertThat(failed.problems().getFirst().message(Locale.ENGLISH))
                  .contains("PT30001H", "work", "2352");
            });
  }

  @Test
  void knowsHowMuchThereCanBe() {
    assertThat(WorkHours.most(WorkCalendar.usual(ZONE))).isEqualTo(Duration.ofHours(523 * 45));
    var ofPeople = new CalendarDefinition.DaysFrom("day", "date", null, null, null);
    assertThat(WorkHours.most(new WorkCalendar("a", ZONE, Map.of(), Map.of(), ofPeople)))
        .isEqualTo(Duration.ofDays(3_660));
  }

  private static Instant at(LocalDateTime time) {
    return time.atZone(ZONE).toInstant();
  }

  private static WorkHours usual(ZoneId zone) {
    return new WorkHours(WorkCalendar.usual(zone), Map.of());
  }
}
