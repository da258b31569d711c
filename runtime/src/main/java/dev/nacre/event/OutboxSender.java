package dev.nacre.event;

import java.time.Duration;

/** Sends what stands in the outbox; implemented where connectors are known. */
public interface OutboxSender {
  /**
   * Sends one entry. Bounded in time; interrupted when it takes longer than a minute. What it
   * throws counts as a failure that may pass.
   */
  Sending send(OutboxTurn turn);

  /** How that connector may be used. */
  Limits limits(String app, String connector);

  /** At most so many within any such time, by all nodes together. */
  record Ceiling(int most, Duration within) {}
}
