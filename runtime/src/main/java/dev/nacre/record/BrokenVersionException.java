package dev.nacre.record;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/**
 * A published version whose definitions no longer compile, such as one from before a rule of the
 * language got stricter. Its records are there, and other versions read them.
 */
public final class BrokenVersionException extends NacreException {
  private static final long serialVersionUID = 1L;

  /**
   * That version can't be served.
   *
   * @param why what its definitions have wrong
   */
  public BrokenVersionException(String app, int version, List<Problem> why) {
    super(
        List.of(
            Problem.at(
                "", "version_broken", version, app, why.isEmpty() ? "" : why.getFirst().code())));
    initCause(new IllegalStateException(why.toString()));
  }
}
