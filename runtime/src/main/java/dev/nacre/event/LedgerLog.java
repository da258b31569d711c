package dev.nacre.event;

import dev.nacre.security.Identity;

/** Keeps what people did with entries of the inbox and outbox, and with connectors. */
public interface LedgerLog {
  /** Keeps nothing. */
  LedgerLog NONE = (who, act, app, subject) -> {};

  /**
   * Keeps one act, in the current transaction.
   *
   * @param act a stable word, such as {@code inbox_replay}
   * @param app an app id, or {@code id@test}
   * @param subject what it was done to
   */
  void log(Identity who, String act, String app, String subject);
}
