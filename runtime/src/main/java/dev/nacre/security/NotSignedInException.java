package dev.nacre.security;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** Nobody has signed in, or not with what is needed. */
public final class NotSignedInException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A failure with its one problem. */
  public NotSignedInException() {
    super(List.of(Problem.at("", "not_signed_in")));
  }
}
