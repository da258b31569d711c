package dev.nacre.metadata;

import java.util.List;

/** JSON holds a number with more than {@link Json#PLACES} places. */
public final class NumberTooLongException extends NacreException {
  private static final long serialVersionUID = 1L;

  NumberTooLongException() {
    super(List.of(Problem.at("", "json_number_too_long", Json.PLACES)));
  }

  /** What to tell. */
  public Problem problem() {
    return problems().getFirst();
  }
}
