package dev.nacre.security;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who acts for whom on one day. A deputy who is away has a deputy too; chains are followed so far,
 * and never round.
 *
 * @param byAbsent of everybody who is away that day, the deputy
 */
public record Deputies(Map<String, String> byAbsent) {
  /** Nobody is away. */
  public static final Deputies NONE = new Deputies(Map.of());

  /** A longer chain of deputies is nobody's any more. */
  static final int LONGEST = 5;

  /** Copies the map. */
  public Deputies {
    byAbsent = Map.copyOf(byAbsent);
  }

  /** Those for whom that person acts, themselves not among them. */
  public Set<String> standsInFor(String user) {
    Set<String> all = new LinkedHashSet<>();
    Set<String> some = Set.of(user);
    for (int i = 0; i < LONGEST && !some.isEmpty(); i++) {
      Set<String> next = new LinkedHashSet<>();
      for (var entry : byAbsent.entrySet()) {
        if (some.contains(entry.getValue())
            && !entry.getKey().equals(user)
            && all.add(entry.getKey())) {
          next.add(entry.getKey());
        }
      }
      some = next;
    }
    return all;
  }

  /** Who acts for that person in the end; empty when they are there themselves, or nobody does. */
  public Optional<String> of(String user) {
    String at = user;
    for (int i = 0; i < LONGEST; i++) {
      String next = byAbsent.get(at);
      if (next == null) {
        return at.equals(user) ? Optional.empty() : Optional.of(at);
      }
      if (next.equals(user)) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.empty();
  }
}
