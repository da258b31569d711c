package dev.nacre.connector;

import dev.nacre.event.LedgerLog;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.MasterKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Lets administrators connect what needs somebody's leave at the other side. */
@Singleton
public final class ConsentEngine {
  private static final String OPERATION = "connect";

  private final ConnectorRegistry connectors;
  private final Readiness readiness;
  private final Operations operations;
  private final ConsentAddresses addresses;
  private final LedgerLog log;
  private final InstantSource clock;
  private final ConsentState states;

  /** Over those parts, under the key of this installation. */
  @Inject
  ConsentEngine(
      ConnectorRegistry connectors,
      Readiness readiness,
      Operations operations,
      ConsentAddresses addresses,
      LedgerLog log,
      InstantSource clock,
      Config config) {
    this(
        connectors,
        readiness,
        operations,
        addresses,
        log,
        clock,
        MasterKey.of(config).derive("consents"));
  }

  /** The same, under that key. */
  public ConsentEngine(
      ConnectorRegistry connectors,
      Readiness readiness,
      Operations operations,
      ConsentAddresses addresses,
      LedgerLog log,
      InstantSource clock,
      byte[] key) {
    this.connectors = connectors;
    this.readiness = readiness;
    this.operations = operations;
    this.addresses = addresses;
    this.log = log;
    this.clock = clock;
    this.states = new ConsentState(key);
  }

  /** What a page gave, as it stands in the address. */
  public record Given(@Nullable String code, @Nullable String state) {
    @Override
    public String toString() {
      return "Given";
    }
  }

  /**
   * The address of the service's page.
   *
   * @param app an app id, or {@code id@test}
   * @param who will come back; must be an administrator
   * @throws NacreException when there is no such connector, it needs no leave, or its secrets
   *     aren't set
   */
  public String page(String app, String connector, Identity who) {
    Connector known = find(app, connector, who);
    Consent consent = consent(known, app);
    readiness.unset(app, known).stream()
        .findFirst()
        .ifPresent(
            missing -> {
              throw new RefusedException(400, List.of(missing));
            });
    ConsentState.For whom = whom(app, connector, who);
    String state = states.begin(whom, clock.instant());
    var ask = new Consent.Ask(whom.redirect(), state, states.challenge(state));
    return consent.page(call(app, known), ask);
  }

  /**
   * Makes use of what the page gave.
   *
   * @param who came back
   * @throws NacreException when they didn't ask, or the service takes it for nothing
   */
  public void take(String app, String connector, Identity who, Given given) {
    Connector known = find(app, connector, who);
    Consent consent = consent(known, app);
    mine(app, connector, who, given.state());
    String code = given.code();
    if (code == null || code.isBlank()) {
      throw new RefusedException(400, List.of(Problem.at("", "connect_without_code", connector)));
    }
    var answer =
        new Consent.Answer(
            code,
            addresses.back(app, connector),
            states.verifier(Objects.requireNonNull(given.state())));
    consent.take(call(app, known), answer);
    log.log(who, "connector_connect", app, connector);
  }

  /**
   * Makes sure that somebody who comes back has asked.
   *
   * @throws NacreException when they haven't, or too long ago
   */
  public void mine(String app, String connector, Identity who, @Nullable String state) {
    if (!states.holds(state, whom(app, connector, who), clock.instant())) {
      throw new RefusedException(
          400,
          List.of(Problem.at("", "connect_not_asked", connector, ConsentState.LASTS.toMinutes())));
    }
  }

  private ConsentState.For whom(String app, String connector, Identity who) {
    return new ConsentState.For(app, connector, who.id(), addresses.back(app, connector));
  }

  private Call call(String app, Connector known) {
    return operations.open(app, known, OPERATION, null, Call.Gate.OPEN, Call.Trace.NONE);
  }

  private Connector find(String app, String connector, Identity who) {
    if (!who.administrator()) {
      throw new ForbiddenException(Problem.at("", "not_allowed", "connect", connector));
    }
    return connectors
        .find(app, connector)
        .orElseThrow(
            () -> new NotFoundException(Problem.at("", "connector_unknown", connector, app)));
  }

  private static Consent consent(Connector known, String app) {
    if (known.consent() == null) {
      throw new NotFoundException(Problem.at("", "connect_not_needed", known.id(), app));
    }
    return known.consent();
  }
}
