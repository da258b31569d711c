package dev.nacre.event;

import java.util.Locale;
import java.util.Optional;

/** Where an outbox entry stands. One that is being sent is leased, which is no state. */
public enum OutboxState {
  /** Durable, waiting for its turn or for another attempt. */
  PENDING,
  /** The partner took it. */
  SENT,
  /** Gave up; a person can read, correct and replay it. */
  DEAD,
  /** Nobody wants it any more; it was never sent. */
  WITHDRAWN;

  /** The form used in JSON and storage. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with that form. */
  public static Optional<OutboxState> byId(String id) {
    for (OutboxState state : values()) {
      if (state.id().equals(id)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
