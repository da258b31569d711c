package dev.nacre.app;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A definition that isn't JSON at all, so that it isn't even kept in a draft. */
public final class UnreadableFileException extends NacreException {
  private static final long serialVersionUID = 1L;

  UnreadableFileException(Problem problem) {
    super(List.of(problem));
  }
}
