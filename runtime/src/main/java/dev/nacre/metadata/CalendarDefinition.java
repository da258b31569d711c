package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When somebody works, by which deadlines are counted.
 *
 * @param id unique within the app; a calendar called {@code work} takes the place of the built-in
 *     one
 * @param timeZone IANA zone of its hours; null means the app's
 * @param hours of each week
 * @param days that differ from the week
 * @param daysFrom where people keep further such days; null means nowhere
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CalendarDefinition(
    String id,
    @Nullable Text name,
    @Nullable String timeZone,
    List<Hours> hours,
    List<Day> days,
    @Nullable DaysFrom daysFrom) {

  /** Absent lists become empty ones. */
  public CalendarDefinition {
    hours = hours == null ? List.of() : List.copyOf(hours);
    days = days == null ? List.of() : List.copyOf(days);
  }

  /**
   * Hours of some days of the week; a day may have several.
   *
   * @param days {@code mon} to {@code sun}
   * @param from such as {@code 09:00}
   * @param to later on the same day, at most {@code 24:00}
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Hours(List<String> days, String from, String to) {}

  /**
   * A day that differs from the week.
   *
   * @param date ISO 8601
   * @param from null, like {@code to}, on a day off
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Day(String date, @Nullable Text name, @Nullable String from, @Nullable String to) {}

  /**
   * Records, each of which is a day that differs from the week.
   *
   * @param form the form's id
   * @param date its date field
   * @param from its time field for the beginning; null means that all of them are days off, like
   *     those on which it is empty
   * @param to its time field for the end
   * @param where which records; null means all
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record DaysFrom(
      String form,
      String date,
      @Nullable String from,
      @Nullable String to,
      @Nullable Condition where) {}
}
