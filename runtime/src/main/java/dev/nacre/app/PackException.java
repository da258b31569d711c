package dev.nacre.app;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A zip that isn't taken: unreadable, or beyond its bounds. */
public final class PackException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final boolean tooLarge;

  PackException(boolean tooLarge, Problem problem) {
    super(List.of(problem));
    this.tooLarge = tooLarge;
  }

  /** Whether it is refused for its size; else it can't be read. */
  public boolean tooLarge() {
    return tooLarge;
  }
}
