package dev.nacre.metadata;

import java.util.ArrayList;
import java.util.List;

/** Collects findings, so that a person sees all of them at once and never only the first. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Adds a finding at that pointer. */
  public void add(String pointer, String code, Object... args) {
    found.add(Problem.at(pointer, code, args));
  }

  /** Adds a finding. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Adds findings. */
  public void addAll(List<Problem> problems) {
    found.addAll(problems);
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
