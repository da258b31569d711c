package dev.nacre.connector;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The operations of the same connector, for one that needs another.
 *
 * @param ids all that are written
 * @param ready those that are compiled by now; whole once the connector is
 */
public record Peers(Set<String> ids, Map<String, Operation> ready) {
  /** For what has none beside it. */
  static final Peers NONE = new Peers(Set.of(), Map.of());

  /** Finds it when it is needed: it may be compiled after the one that asks. */
  public Supplier<Operation> finder(String id) {
    return () -> Objects.requireNonNull(ready.get(id), id);
  }
}
