package dev.nacre.connector;

import java.time.Duration;

/** Waits, unless this node stops meanwhile. */
public final class Resting {
  private Resting() {}

  /**
   * Waits so long.
   *
   * @throws StoppedException when this node stops
   */
  public static void rest(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    }
  }
}
