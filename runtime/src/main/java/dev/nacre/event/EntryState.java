package dev.nacre.event;

import java.util.Locale;
import java.util.Optional;

/** Where an inbox entry stands. One that is being worked is a locked row, not a state. */
public enum EntryState {
  /** Durable, waiting for its turn. */
  RECEIVED,
  /** In effect. */
  DONE,
  /** Gave up; a person can read, correct and replay it. */
  DEAD,
  /** Without effect: the same again, or for no mapping. */
  SKIPPED;

  /** The form used in JSON and storage. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with that form. */
  public static Optional<EntryState> byId(String id) {
    for (EntryState state : values()) {
      if (state.id().equals(id)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
