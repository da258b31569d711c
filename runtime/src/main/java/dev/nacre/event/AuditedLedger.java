package dev.nacre.event;

import dev.nacre.security.Audit;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;

/** Keeps them with everything else that people do who may do more than others. */
@Singleton
final class AuditedLedger implements LedgerLog {
  private final Audit audit;

  AuditedLedger(Audit audit) {
    this.audit = audit;
  }

  @Override
  public void log(Identity who, String act, String app, String subject) {
    audit.log(who, act, app, subject);
  }
}
