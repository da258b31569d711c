package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A batch of which nothing was written, since some of it was refused. */
final class BatchRefusedException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final transient ArrayNode results;

  BatchRefusedException(List<Problem> problems, ArrayNode results) {
    super(problems);
    this.results = results;
  }

  /** What became of each change. */
  ArrayNode results() {
    return results;
  }
}
