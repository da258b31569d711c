package dev.nacre.record.transfer;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A file of which nothing can be read. */
public final class UnreadableFileException extends NacreException {
  private static final long serialVersionUID = 1L;

  private UnreadableFileException(Problem problem) {
    super(List.of(problem));
  }

  /** With that problem. */
  public static UnreadableFileException of(String code, Object... args) {
    return new UnreadableFileException(Problem.at("", code, args));
  }

  /** Whether it is only too large. */
  public boolean tooLarge() {
    return problems().getFirst().code().equals("file_too_large");
  }
}
