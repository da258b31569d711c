package dev.nacre.record.print;

import java.util.UUID;

/** Knows where people open a version of a record; implemented where the screens are. */
public interface SheetAddresses {
  /**
   * The whole address of the screen that says whether that version holds.
   *
   * @param app an app id, or {@code id@test}
   */
  String sheet(String app, String form, UUID id, long version);
}
