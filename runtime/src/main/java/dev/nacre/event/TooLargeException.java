package dev.nacre.event;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A payload is larger than the transport carries; nothing was kept. */
public final class TooLargeException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** In bytes, with what goes along with the payload. */
  public TooLargeException(long size, long largest) {
    super(List.of(Problem.at("", "inbox_payload_too_large", size, largest)));
  }
}
