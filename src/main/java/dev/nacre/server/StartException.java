package dev.nacre.server;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Locale;

/** Nacre can't start, for a reason that the person at the terminal can do something about. */
final class StartException extends NacreException {
  private static final long serialVersionUID = 1L;

  StartException(String code, Object... args) {
    super(List.of(Problem.at("", code, args)));
  }

  /** What is wrong and what to do, a line each. */
  String text(Locale locale) {
    Problem problem = problems().getFirst();
    return problem.message(locale) + "\n" + problem.hint(locale);
  }
}
