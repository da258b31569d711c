package dev.nacre.server;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The clock that every engine asks, so that a test can set it. */
final class Clocks {
  private Clocks() {}

  @Produces
  @Singleton
  static InstantSource system() {
    return InstantSource.system();
  }
}
