package dev.nacre.security;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what people did who may do more than others, in the transaction that does it. */
@Singleton
public final class Audit {
  private final InstantSource clock;

  Audit(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * One act.
   *
   * @param app the app that it concerns; null for none
   */
  public record Entry(Instant at, String who, String act, @Nullable String app, String subject) {}

  /**
   * Keeps one act.
   *
   * @param act a stable word, such as {@code publish} or {@code secret_set}
   * @param app the app that it concerns; null for none
   * @param subject what it was done to; never a secret
   */
  public void log(Identity who, String act, @Nullable String app, String subject) {
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              var entry = new AuditEntry();
              entry.at = clock.instant();
              entry.who = who.id();
              entry.act = act;
              entry.app = app;
              entry.subject = subject;
              entry.persist();
            });
  }

  /** The latest acts concerning an app, newest first, at most so many. */
  public List<Entry> of(String app, int limit) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                AuditEntry.<AuditEntry>find("app = ?1 order by id desc", app)
                    .page(Page.ofSize(limit))
                    .stream()
                    .map(
                        e ->
                            new Entry(
                                e.at == null ? Instant.EPOCH : e.at,
                                e.who,
                                e.act,
                                e.app,
                                e.subject))
                    .toList());
  }
}
