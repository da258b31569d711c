package dev.nacre.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of one family, by id. Made from what CDI finds ({@code @All List<…>}), never by hand.
 *
 * @param <K> the family's interface
 */
public final class KindRegistry<K extends Kind<?>> {
  private final String family;
  private final Map<String, K> byId = new TreeMap<>();
  private final Map<String, KindDescriptor> descriptors = new TreeMap<>();

  /**
   * Collects them.
   *
   * @param family {@code field}, {@code step}, {@code trigger}, {@code connector} or {@code widget}
   * @throws IllegalStateException when two have the same id; start-up stops
   */
  public KindRegistry(String family, Collection<? extends K> kinds) {
    this.family = family;
    for (K kind : kinds) {
      K other = byId.put(kind.id(), kind);
      if (other != null) {
        throw new IllegalStateException(
            "two %s kinds have the id %s: %s and %s"
                .formatted(family, kind.id(), other.getClass(), kind.getClass()));
      }
      descriptors.put(kind.id(), KindDescriptor.of(family, kind));
    }
  }

  /** The family's name. */
  public String family() {
    return family;
  }

  /** The kind with that id. */
  public Optional<K> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The kind with that id, or null and a problem that lists the known ones. */
  public @Nullable K find(String id, String pointer, Problems problems) {
    K kind = byId.get(id);
    if (kind == null) {
      problems.add(
          pointer,
          "kind_unknown",
          id,
          "@kind." + family,
          String.join(", ", byId.keySet()),
          Suggestions.question(id, byId.keySet()));
    }
    return kind;
  }

  /** Every kind, by id. */
  public Collection<K> all() {
    return byId.values();
  }

  /** How a kind describes itself. */
  public KindDescriptor descriptor(String id) {
    KindDescriptor descriptor = descriptors.get(id);
    if (descriptor == null) {
      throw new IllegalArgumentException("no " + family + " kind " + id);
    }
    return descriptor;
  }

  /**
   * Checks and reads the settings of one of these kinds.
   *
   * @param json null means none
   * @param pointer where the settings stand in their file
   * @return null when nothing can be read; with problems, good for finding more of them only
   */
  public <S extends Record> @Nullable S settings(
      Kind<S> kind, @Nullable JsonNode json, String pointer, Problems problems) {
    return SettingsReader.read(descriptor(kind.id()), kind, json, pointer, problems);
  }
}
