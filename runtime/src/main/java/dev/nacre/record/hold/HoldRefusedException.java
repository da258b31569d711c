package dev.nacre.record.hold;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A counted record can't be changed so: a rule of its form forbids it, or its numbers are off. */
public final class HoldRefusedException extends NacreException {
  private static final long serialVersionUID = 1L;

  HoldRefusedException(List<Problem> problems) {
    super(problems);
  }
}
