package dev.nacre.storage;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time zones as PostgreSQL knows them. */
public final class Zones {
  private Zones() {}

  /**
   * A zone as {@code AT TIME ZONE} wants it: names are the same, offsets are POSIX, which counts
   * westwards.
   */
  public static String name(ZoneId zone) {
    if (zone.normalized() instanceof ZoneOffset offset) {
      int seconds = offset.getTotalSeconds();
      return "UTC%s%02d:%02d:%02d"
          .formatted(
              seconds > 0 ? "-" : "+",
              Math.abs(seconds) / 3600,
              Math.abs(seconds) / 60 % 60,
              Math.abs(seconds) % 60);
    }
    return zone.getId();
  }
}
