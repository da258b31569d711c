package dev.nacre.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects findings, so that a person sees all of them at once and never only the first. Once a
 * part of a document is known to be broken it is silenced: what is found there later only follows
 * from that, and is left out.
 */
public final class Problems {
  /** Nobody reads more; without a bound a hostile document would fill the memory with them. */
  private static final int MOST = 10_000;

  private final List<Problem> found = new ArrayList<>();
  private final List<Place> silent = new ArrayList<>();

  private record Place(@Nullable String file, String pointer) {
    boolean holds(@Nullable String path, String at) {
      return Objects.equals(file, path)
          && at.startsWith(pointer)
          && (at.length() == pointer.length() || at.charAt(pointer.length()) == '/');
    }
  }

  /** Adds a finding at that pointer. */
  public void add(String pointer, String code, Object... args) {
    add(Problem.at(pointer, code, args));
  }

  /** Adds a finding. */
  public void add(Problem problem) {
    if (found.size() <= MOST && !silent(problem.file(), problem.pointer())) {
      found.add(found.size() < MOST ? problem : Problem.at("", "problems_many", MOST));
    }
  }

  /** Adds findings. */
  public void addAll(List<Problem> problems) {
    problems.forEach(this::add);
  }

  /** Adds what the other has collected, and is silent from then on where it is. */
  public void addAll(Problems other) {
    addAll(other.found);
    silent.addAll(other.silent);
  }

  /** Adds what the other has collected in that file, and is silent from then on where it is. */
  public void addIn(String path, Problems other) {
    other.found.forEach(problem -> add(problem.in(path)));
    other.silent.forEach(place -> silent.add(new Place(path, place.pointer())));
  }

  /** Leaves out everything that is found at that pointer, or below it, from now on. */
  public void silence(String pointer) {
    silent.add(new Place(null, pointer));
  }

  /** Whether what is found there is left out. */
  public boolean silent(@Nullable String file, String pointer) {
    return silent.stream().anyMatch(place -> place.holds(file, pointer));
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** What was found so far, in order. */
  public List<Problem> list() {
    return List.copyOf(found);
  }
}
