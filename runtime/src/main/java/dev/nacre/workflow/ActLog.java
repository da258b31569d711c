package dev.nacre.workflow;

import dev.nacre.security.Identity;

/** Keeps what people did with instances and workflows that run. */
public interface ActLog {
  /**
   * Keeps one act, in the current transaction.
   *
   * @param act a stable word, such as {@code instance_skip}
   * @param app an app id, or {@code id@test}
   * @param subject what it was done to, and why
   */
  void log(Identity who, String act, String app, String subject);
}
