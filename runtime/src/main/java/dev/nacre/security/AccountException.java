package dev.nacre.security;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** An account, membership, key or secret that can't be as wished. */
public final class AccountException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final boolean taken;

  private AccountException(List<Problem> problems, boolean taken) {
    super(problems);
    this.taken = taken;
  }

  /** The wish is wrong in itself. */
  static AccountException invalid(List<Problem> problems) {
    return new AccountException(problems, false);
  }

  /** There is one with that name already. */
  static AccountException taken(Problem problem) {
    return new AccountException(List.of(problem), true);
  }

  /** Whether the wish meets one that is there already; else it is wrong in itself. */
  public boolean taken() {
    return taken;
  }
}
