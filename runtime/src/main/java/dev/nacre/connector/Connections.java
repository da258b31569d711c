package dev.nacre.connector;

import dev.nacre.connector.Connection.NamedSecret;
import dev.nacre.connector.Connection.State;
import dev.nacre.event.LedgerLog;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.PaceState;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.Identity;
import dev.nacre.security.SecretStore;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The connectors that are served, and how each of them is. */
@Singleton
public final class Connections {
  private final ConnectorRegistry connectors;
  private final Readiness readiness;
  private final PollEngine polls;
  private final TotalsEngine totals;
  private final FolderEngine folders;
  private final SecretStore secrets;
  private final PaceStore paces;
  private final InstantSource clock;
  private final Database database;
  private final LedgerLog log;

  /** Over those parts. */
  public Connections(
      ConnectorRegistry connectors,
      Readiness readiness,
      PollEngine polls,
      TotalsEngine totals,
      FolderEngine folders,
      SecretStore secrets,
      PaceStore paces,
      InstantSource clock,
      Database database,
      LedgerLog log) {
    this.connectors = connectors;
    this.readiness = readiness;
    this.polls = polls;
    this.totals = totals;
    this.folders = folders;
    this.secrets = secrets;
    this.paces = paces;
    this.clock = clock;
    this.database = database;
    this.log = log;
  }

  /**
   * Those of an app, first those that somebody must look at.
   *
   * @param app an app id, or {@code id@test}
   */
  public List<Connection> of(String app) {
    return connectors.of(app).stream()
        .map(connector -> connection(app, connector))
        .sorted(Comparator.comparing(Connection::state).thenComparing(Connection::id))
        .toList();
  }

  /**
   * Keeps a connector from being polled and sent to until somebody lets it go on; what should go
   * out waits.
   *
   * @param app an app id, or {@code id@test}
   * @throws NotFoundException when the app has no such connector
   */
  public void pause(String app, String connector, Identity who) {
    if (connectors.find(app, connector).isEmpty()) {
      throw new NotFoundException(Problem.at("", "connector_unknown", connector, app));
    }
    database.inTransaction(
        connection -> {
          boolean paused = paces.stop(new Source(app, connector), who);
          if (paused) {
            log.log(who, "connector_pause", app, connector);
          }
          return paused;
        });
  }

  /**
   * Has the folder of a connector looked into as soon as somebody is free.
   *
   * @return false when it watches none
   */
  public boolean look(String app, String connector) {
    return folders.soon(app, connector);
  }

  /** Lets a connector go on that somebody has paused. */
  public void resume(String app, String connector, Identity who) {
    database.inTransaction(
        connection -> {
          boolean resumed = paces.go(new Source(app, connector));
          if (resumed) {
            log.log(who, "connector_resume", app, connector);
          }
          return resumed;
        });
  }

  private Connection connection(String app, Connector connector) {
    List<Problem> missing = readiness.missing(app, connector);
    List<PollState> states =
        connector.watch() == null
            ? polls.states(app, connector.id())
            : folders.states(app, connector);
    PaceState pace = paces.state(new Source(app, connector.id()), connector.limits());
    List<Problem> failed =
        Stream.concat(
                states.stream().map(PollState::problem).filter(Objects::nonNull),
                totals.problems(app, connector).stream())
            // that it was paused is told by who did, and over when they let it go on
            .filter(problem -> !problem.code().equals("connector_paused"))
            .toList();
    Consent consent = connector.consent();
    return new Connection(
        connector.id(),
        connector.definition().title(),
        connector.kind().id(),
        state(missing, failed, pace),
        missing.isEmpty() ? failed : missing,
        Readiness.secrets(connector.definition()).stream()
            .map(name -> new NamedSecret(name, secrets.isSet(app, name)))
            .toList(),
        consent == null ? null : consent.given(app, connector.id(), clock.instant()),
        pace,
        !connector.operations().isEmpty()
            || !connector.polls().isEmpty()
            || connector.watch() != null,
        states,
        totals.found(app, connector));
  }

  private static State state(List<Problem> missing, List<Problem> failed, PaceState pace) {
    if (!missing.isEmpty()) {
      return State.RESTING;
    }
    return pace.stop() != null ? State.PAUSED : failed.isEmpty() ? State.READY : State.FAILING;
  }
}
