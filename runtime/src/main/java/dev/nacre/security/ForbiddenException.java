package dev.nacre.security;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** Somebody asked for what their roles don't allow; answered 403. */
public final class ForbiddenException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A refusal with its one problem. */
  public ForbiddenException(Problem problem) {
    super(List.of(problem));
  }

  /** Only administrators, and the engine itself, may do this. */
  public static void unlessAdministrator(Identity who) {
    if (!who.unlimited()) {
      throw new ForbiddenException(Problem.at("", "administrators_only"));
    }
  }
}
