package dev.nacre.record;

import java.util.Optional;

/** Finds how records are routed; the app package knows the releases. */
@FunctionalInterface
public interface Routings {
  /** One version serves every record. */
  Routings NONE = forms -> Optional.empty();

  /** How records of that app and environment are routed; empty while no release splits them. */
  Optional<Routing> of(Forms forms);
}
