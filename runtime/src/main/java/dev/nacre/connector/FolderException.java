package dev.nacre.connector;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A folder can't be looked into, or a file in it can't be read or put away. */
final class FolderException extends NacreException {
  private static final long serialVersionUID = 1L;

  FolderException(String code, Object... args) {
    super(List.of(Problem.at("", code, args)));
  }
}
