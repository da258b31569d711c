package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {
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
    assertThat(WorkCalendar.add(from.atZone(ZONE).toInstant(), working, ZONE))
        .isEqualTo(until.atZone(ZONE).toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-27T17:00, PT2H, 2026-03-30T10:00",
    "2026-10-23T17:00, PT2H, 2026-10-26T10:00"
  })
  void keepsOfficeHoursWhenClocksChange(LocalDateTime from, Duration working, LocalDateTime until) {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    assertThat(WorkCalendar.add(from.atZone(zone).toInstant(), working, zone))
        .isEqualTo(until.atZone(zone).toInstant());
  }
}
