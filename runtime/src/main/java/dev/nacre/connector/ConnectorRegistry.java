package dev.nacre.connector;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds compiled connectors; the app package knows which version is served. */
public interface ConnectorRegistry {
  /**
   * The connector of the version that is served now; empty when there is no such app or connector.
   *
   * @param app an app id, or {@code id@test}
   */
  Optional<Connector> find(String app, String id);

  /**
   * The connectors of the version that is served now; empty when there is no such app.
   *
   * @param app an app id, or {@code id@test}
   */
  default Collection<Connector> of(String app) {
    return all().getOrDefault(app, List.of());
  }

  /** All connectors that are served now, by app; of live apps, not of test environments. */
  default Map<String, Collection<Connector>> all() {
    return Map.of();
  }
}
