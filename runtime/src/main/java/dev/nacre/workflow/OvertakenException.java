package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/**
 * An instance stands elsewhere than where the run began that wants to store it: somebody who should
 * have had no part in it advanced it meanwhile. Nothing of the run may be kept.
 */
final class OvertakenException extends NacreException {
  private static final long serialVersionUID = 1L;

  OvertakenException() {
    super(List.of(Problem.at("", "instance_overtaken")));
  }
}
