package dev.nacre.expression;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A formula or script that could not be computed on these values. */
public final class FormulaException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A failure with its one problem; the pointer is set by whoever knows the field. */
  public FormulaException(Problem problem) {
    super(List.of(problem));
  }
}
