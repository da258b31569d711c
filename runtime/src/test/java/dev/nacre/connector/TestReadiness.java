package dev.nacre.connector;

import dev.nacre.security.egress.EgressPolicy;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What connectors lack, where nothing is granted. */
public final class TestReadiness {
  private TestReadiness() {}

  /** By those secrets, whatever the app. */
  public static Readiness of(Map<String, String> secrets) {
    return of(secrets, InstantSource.system());
  }

  /** The same, at that time. */
  public static Readiness of(Map<String, String> secrets, InstantSource clock) {
    return new Readiness(
        (app, name) -> Optional.ofNullable(secrets.get(name)),
        new EgressPolicy("", List.of(), InetAddress::getAllByName),
        clock);
  }
}
