package dev.nacre.server;

import dev.nacre.event.TurnedClock;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The clock of everybody who asks what time it is; tests put theirs in its place. */
final class Time {

  @Produces
  @Singleton
  @DefaultBean
  InstantSource clock() {
    return new TurnedClock(InstantSource.system());
  }
}
