package dev.nacre.metadata;

import java.util.List;

/**
 * Root of every failure that Nacre raises itself. It always carries at least one {@link Problem},
 * so that whoever shows it can say where, what and what to do.
 */
public abstract class NacreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** A failure with the problems that caused it, in the order found. */
  protected NacreException(List<Problem> problems) {
    super(problems.isEmpty() ? "unknown problem" : problems.getFirst().toString());
    this.problems = List.copyOf(problems);
  }

  /** The problems, never empty for a subclass that follows the rule above. */
  public List<Problem> problems() {
    return problems;
  }
}
