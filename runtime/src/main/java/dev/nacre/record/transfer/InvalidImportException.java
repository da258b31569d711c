package dev.nacre.record.transfer;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** An import whose mapping or key doesn't fit the file or the form. */
public final class InvalidImportException extends NacreException {
  private static final long serialVersionUID = 1L;

  InvalidImportException(List<Problem> problems) {
    super(problems);
  }
}
