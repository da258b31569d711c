package dev.nacre.security;

import java.time.LocalDate;

/**
 * When somebody is away, and who acts in their place meanwhile.
 *
 * @param user a sign-in name
 * @param from the first day away
 * @param until the last day away
 * @param deputy the sign-in name of who acts for them
 */
public record Absence(String user, LocalDate from, LocalDate until, String deputy) {
  /** Whether they are away on that day. */
  public boolean on(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }

  /** Whether both are away on some day. */
  boolean meets(Absence other) {
    return !from.isAfter(other.until) && !other.from.isAfter(until);
  }
}
