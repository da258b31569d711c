package dev.nacre.record;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.Collection;
import java.util.List;

/** What was asked for doesn't exist, or may not be seen: nobody is told which. */
public final class NotFoundException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A failure with its one problem. */
  public NotFoundException(Problem problem) {
    super(List.of(problem));
  }

  /** Something with an id; the known ids are named to help. */
  public static NotFoundException of(String code, String id, Collection<String> known) {
    return new NotFoundException(
        Problem.at("", code, id, String.join(", ", known.stream().sorted().toList())));
  }
}
