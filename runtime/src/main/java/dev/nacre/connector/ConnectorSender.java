package dev.nacre.connector;

import dev.nacre.event.OutboxSender;
import dev.nacre.event.OutboxTurn;
import dev.nacre.event.Sending;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Sends outbox entries through the connector that is served now, whatever was when they came. */
@Singleton
final class ConnectorSender implements OutboxSender {
  private final ConnectorRegistry connectors;

  ConnectorSender(ConnectorRegistry connectors) {
    this.connectors = connectors;
  }

  @Override
  public Sending send(OutboxTurn turn) {
    return Sending.again("connector_unknown", turn.connector(), turn.app());
  }

  @Override
  public Optional<Ceiling> ceiling(String app, String connector) {
    return connectors
        .find(app, connector)
        .flatMap(
            known ->
                known.kind() instanceof PacedKind<?> kind ? of(kind, known) : Optional.empty());
  }

  private static <S extends Record> Optional<Ceiling> of(PacedKind<S> kind, Connector connector) {
    return kind.ceiling(kind.settings().cast(connector.settings()));
  }
}
