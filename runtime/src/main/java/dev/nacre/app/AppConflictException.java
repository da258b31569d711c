package dev.nacre.app;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** What was asked for an app doesn't go with how it stands, such as publishing no change. */
public final class AppConflictException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A refusal with its one problem. */
  AppConflictException(Problem problem) {
    super(List.of(problem));
  }
}
