package dev.nacre.security;

import dev.nacre.metadata.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Secrets of apps, sealed in the database. They can be set and used, and never be read back. */
@Singleton
public final class Secrets implements SecretStore {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final int LONGEST = 10_000;

  private final Audit audit;
  private final InstantSource clock;
  private final byte[] key;

  Secrets(Audit audit, InstantSource clock, Config config) {
    this.audit = audit;
    this.clock = clock;
    this.key = MasterKey.of(config).derive("secrets");
  }

  @Override
  public Optional<String> reveal(String app, String name) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> Secret.<Secret>findByIdOptional(new Secret.Key(app, name)))
        .map(row -> new Envelope(row.wrapped, row.sealed).open(key, app + "/" + name));
  }

  @Override
  public boolean isSet(String app, String name) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> Secret.count("app = ?1 and name = ?2", app, name) > 0);
  }

  /** The names that are set; never what they hold. */
  public List<String> names(String app) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                Secret.<Secret>list("app = ?1 order by name", app).stream()
                    .map(row -> row.name)
                    .toList());
  }

  /**
   * Sets a secret.
   *
   * @throws AccountException when name or value don't do
   */
  public void set(String app, String name, String value, Identity by) {
    if (!NAME.matcher(name).matches()) {
      throw AccountException.invalid(List.of(Problem.at("", "secret_name_invalid", name)));
    }
    if (value.isEmpty() || value.length() > LONGEST) {
      throw AccountException.invalid(List.of(Problem.at("/value", "secret_invalid", LONGEST)));
    }
    Envelope envelope = Envelope.seal(key, app + "/" + name, value);
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              Secret row =
                  Secret.<Secret>findByIdOptional(new Secret.Key(app, name)).orElseGet(Secret::new);
              row.app = app;
              row.name = name;
              row.wrapped = envelope.wrapped();
              row.sealed = envelope.sealed();
              row.updatedAt = clock.instant();
              row.updatedBy = by.id();
              row.persist();
              // what was given for the old one may be of no use any more
              Secret.getEntityManager()
                  .createNativeQuery("UPDATE nacre.token SET ends_at = :now WHERE app = :app")
                  .setParameter("now", clock.instant())
                  .setParameter("app", app)
                  .executeUpdate();
              audit.log(by, "secret_set", app, name);
            });
  }
}
