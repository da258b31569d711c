package dev.nacre.rest;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A request that isn't served, with the status that says in which way it is wrong. */
final class RequestException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RequestException(int status, List<Problem> problems) {
    super(problems);
    this.status = status;
  }

  static RequestException unreadable(String pointer, String code, Object... args) {
    return new RequestException(400, List.of(Problem.at(pointer, code, args)));
  }

  static RequestException notFound(String code, Object... args) {
    return new RequestException(404, List.of(Problem.at("", code, args)));
  }

  static RequestException tooLarge(String code, Object... args) {
    return new RequestException(413, List.of(Problem.at("", code, args)));
  }

  static RequestException invalid(List<Problem> problems) {
    return new RequestException(422, problems);
  }

  static RequestException invalid(String pointer, String code, Object... args) {
    return invalid(List.of(Problem.at(pointer, code, args)));
  }

  int status() {
    return status;
  }
}
