package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a table has, found again by what they say. Whoever sends a whole table without
 * line ids, as imports and connectors do, doesn't make new lines of those that stay as they are.
 */
final class KnownLines {
  private final Map<List<@Nullable Object>, Deque<StoredRecord>> byContent = new HashMap<>();

  /**
   * Looks at what is there.
   *
   * @param given the table as it was sent; lines that it names by their id are nobody else's
   */
  KnownLines(List<StoredRecord> there, JsonNode given) {
    Set<UUID> named = new HashSet<>();
    for (JsonNode line : given) {
      UUID id = Binder.uuid(line.path("id").asText(""));
      if (id != null) {
        named.add(id);
      }
    }
    for (StoredRecord line : there) {
      if (!named.contains(line.id())) {
        byContent.computeIfAbsent(content(line, false), c -> new ArrayDeque<>()).add(line);
      }
    }
  }

  /** The line that was there with the same content, taken once; else the line itself. */
  StoredRecord orNew(StoredRecord line) {
    Deque<StoredRecord> same = byContent.get(content(line, true));
    return same == null || same.isEmpty() ? line : same.removeFirst().copy();
  }

  /** What people give; the rest is computed from it. A new line gets its defaults later. */
  private static List<@Nullable Object> content(StoredRecord line, boolean isNew) {
    var values = new ArrayList<@Nullable Object>();
    for (Field field : line.form().fields()) {
      if (!field.computed()) {
        Object value = line.get(field.index());
        Object full = value == null && isNew ? field.defaultValue() : value;
        values.add(full instanceof BigDecimal number ? number.stripTrailingZeros() : full);
      }
    }
    return values;
  }
}
