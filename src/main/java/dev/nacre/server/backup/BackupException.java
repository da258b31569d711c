package dev.nacre.server.backup;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A backup or restore that isn't possible, for a reason that somebody can do something about. */
public final class BackupException extends NacreException {
  private static final long serialVersionUID = 1L;

  BackupException(String code, Object... args) {
    super(List.of(Problem.at("", code, args)));
  }
}
