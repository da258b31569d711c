package dev.nacre.workflow;

import java.util.UUID;

/** Knows where people open records; implemented where the screens are. */
public interface RecordAddresses {
  /**
   * The whole address of a record's screen.
   *
   * @param app an app id, or {@code id@test}
   */
  String record(String app, String form, UUID id);
}
