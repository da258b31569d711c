package dev.nacre.connector;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** What should be polled is being polled already; answered 409. */
public final class PollBusyException extends NacreException {
  private static final long serialVersionUID = 1L;

  PollBusyException(String connector) {
    super(List.of(Problem.at("", "poll_busy", connector)));
  }
}
