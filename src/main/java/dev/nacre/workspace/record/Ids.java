package dev.nacre.workspace.record;

import java.util.Optional;
import java.util.UUID;

/** Record ids in addresses. */
final class Ids {
  private Ids() {}

  /** The id; empty when it is none. */
  static Optional<UUID> read(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
