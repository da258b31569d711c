package dev.nacre.connector;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** This node is stopping; another goes on. */
public final class StoppedException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** It was. */
  public StoppedException() {
    super(List.of(Problem.at("", "poll_stopped")));
  }
}
