package dev.nacre.record.transfer;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A job whose work can't be taken back. */
public final class NotUndoableException extends NacreException {
  private static final long serialVersionUID = 1L;

  private NotUndoableException(Problem problem) {
    super(List.of(problem));
  }

  /** With that problem. */
  static NotUndoableException of(String code) {
    return new NotUndoableException(Problem.at("", code));
  }
}
