package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a table has, found again by what they say. Whoever sends a whole table without
 * line ids, as imports and connectors do, doesn't make new lines of those that stay as they are.
 *
 * <p>What a line isn't given and a formula would give it as its default, or a rule, can be anything
 * in the line that is there: they may have seen another price list then, or a person has put it
 * right since.
 */
final class KnownLines {
  private final List<Field> told;
  private final List<Field> guessed;
  private final Map<List<@Nullable Object>, Alike> byContent = new HashMap<>();

  /**
   * Looks at what is there.
   *
   * @param given the table as it was sent; lines that it names by their id are nobody else's
   */
  KnownLines(Form lines, List<StoredRecord> there, JsonNode given) {
    told = fields(lines, false);
    guessed = fields(lines, true);
    Set<UUID> named = new HashSet<>();
    for (JsonNode line : given) {
      UUID id = Binder.uuid(line.path("id").asText(""));
      if (id != null) {
        named.add(id);
      }
    }
    for (StoredRecord line : there) {
      if (!named.contains(line.id())) {
        byContent
            .computeIfAbsent(content(line, told, false), c -> new Alike())
            .add(line, content(line, guessed, false));
      }
    }
  }

  /** What people give, as against what is computed from it. */
  private static List<Field> fields(Form lines, boolean guessed) {
    return lines.fields().stream()
        .filter(f -> !f.computed() && (f.defaultFormula() != null || f.ruled()) == guessed)
        .toList();
  }

  /**
   * The lines that were there for lines that came without an id.
   *
   * @return by the id of a line that came, the one that it is; each is found once
   */
  Map<UUID, StoredRecord> find(List<StoredRecord> came) {
    var found = new HashMap<UUID, StoredRecord>();
    record Sought(UUID id, Alike among, List<@Nullable Object> guesses, int open) {}
    var sought = new ArrayList<Sought>();
    for (StoredRecord line : came) {
      Alike among = byContent.get(content(line, told, true));
      if (among != null) {
        List<@Nullable Object> guesses = content(line, guessed, false);
        int open = (int) guesses.stream().filter(Objects::isNull).count();
        sought.add(new Sought(line.id(), among, guesses, open));
      }
    }
    // those that say more choose first, the others take what is left; among equals in their order
    sought.sort(Comparator.comparingInt(Sought::open));
    for (Sought line : sought) {
      StoredRecord there = line.among().take(line.guesses());
      if (there != null) {
        found.put(line.id(), there);
      }
    }
    return found;
  }

  /** The values, full as the record engine will have them: a new line gets its defaults later. */
  private static List<@Nullable Object> content(
      StoredRecord line, List<Field> fields, boolean isNew) {
    var values = new ArrayList<@Nullable Object>(fields.size());
    for (Field field : fields) {
      Object value = line.get(field.index());
      Object full = value == null && isNew ? field.defaultValue() : value;
      values.add(full instanceof BigDecimal number ? number.stripTrailingZeros() : full);
    }
    return values;
  }

  /** Lines that are there and differ only in what a formula may have given them. */
  private static final class Alike {
    private final List<Candidate> inOrder = new ArrayList<>();

    /** By which of the guesses somebody says, and by what they say there. */
    private final Map<BitSet, Map<List<@Nullable Object>, Deque<Candidate>>> bySaid =
        new HashMap<>();

    private static final class Candidate {
      private final StoredRecord line;
      private final List<@Nullable Object> guesses;
      private boolean taken;

      Candidate(StoredRecord line, List<@Nullable Object> guesses) {
        this.line = line;
        this.guesses = guesses;
      }
    }

    void add(StoredRecord line, List<@Nullable Object> guesses) {
      inOrder.add(new Candidate(line, guesses));
    }

    /** The first that nobody has taken and that holds all that is said; what isn't is anything. */
    @Nullable StoredRecord take(List<@Nullable Object> guesses) {
      var said = new BitSet(guesses.size());
      for (int i = 0; i < guesses.size(); i++) {
        said.set(i, guesses.get(i) != null);
      }
      Deque<Candidate> fit = bySaid.computeIfAbsent(said, this::index).get(at(said, guesses));
      while (fit != null && !fit.isEmpty()) {
        Candidate first = fit.removeFirst();
        if (!first.taken) {
          first.taken = true;
          return first.line;
        }
      }
      return null;
    }

    private Map<List<@Nullable Object>, Deque<Candidate>> index(BitSet said) {
      var index = new HashMap<List<@Nullable Object>, Deque<Candidate>>();
      for (Candidate candidate : inOrder) {
        index.computeIfAbsent(at(said, candidate.guesses), c -> new ArrayDeque<>()).add(candidate);
      }
      return index;
    }

    private static List<@Nullable Object> at(BitSet said, List<@Nullable Object> guesses) {
      var values = new ArrayList<@Nullable Object>(said.cardinality());
      said.stream().forEach(i -> values.add(guesses.get(i)));
      return values;
    }
  }
}
