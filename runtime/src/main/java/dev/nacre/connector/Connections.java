package dev.nacre.connector;

import dev.nacre.connector.Connection.NamedSecret;
import dev.nacre.connector.Connection.State;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.Problem;
import dev.nacre.security.SecretStore;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The connectors that are served, and how each of them is. */
@Singleton
public final class Connections {
  private final ConnectorRegistry connectors;
  private final Readiness readiness;
  private final PollEngine polls;
  private final SecretStore secrets;
  private final PaceStore paces;

  /** Over those parts. */
  public Connections(
      ConnectorRegistry connectors,
      Readiness readiness,
      PollEngine polls,
      SecretStore secrets,
      PaceStore paces) {
    this.connectors = connectors;
    this.readiness = readiness;
    this.polls = polls;
    this.secrets = secrets;
    this.paces = paces;
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

  private Connection connection(String app, Connector connector) {
    List<Problem> missing = readiness.missing(app, connector);
    var polled = polls.operations(app, connector.id());
    List<PollState> states =
        polls.states(app, connector.id()).stream()
            .filter(state -> polled.contains(state.operation()))
            .toList();
    List<Problem> failed =
        states.stream().map(PollState::problem).filter(Objects::nonNull).toList();
    return new Connection(
        connector.id(),
        connector.definition().title(),
        connector.kind().id(),
        !missing.isEmpty() ? State.RESTING : failed.isEmpty() ? State.READY : State.FAILING,
        missing.isEmpty() ? failed : missing,
        Readiness.secrets(connector.definition()).stream()
            .map(name -> new NamedSecret(name, secrets.isSet(app, name)))
            .toList(),
        paces.state(new Source(app, connector.id()), connector.limits()),
        states);
  }
}
