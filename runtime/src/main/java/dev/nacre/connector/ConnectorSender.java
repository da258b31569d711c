package dev.nacre.connector;

import dev.nacre.event.OutboxSender;
import dev.nacre.event.OutboxTurn;
import dev.nacre.event.Sending;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends outbox entries through the connector that is served now, whatever was when they came. */
@Singleton
public final class ConnectorSender implements OutboxSender {
  private static final int TOO_MANY = 429;
  private static final Duration REST = Duration.ofMinutes(1);

  private final ConnectorRegistry connectors;
  private final Operations operations;

  /** A sender by those calls. */
  public ConnectorSender(ConnectorRegistry connectors, Operations operations) {
    this.connectors = connectors;
    this.operations = operations;
  }

  @Override
  public Sending send(OutboxTurn turn) {
    try {
      OperationResult result =
          operations.call(
              turn.app(), turn.connector(), turn.operation(), turn.input(), turn.idempotencyKey());
      return new Sending.Sent(result.body());
    } catch (NotFoundException e) {
      // a version without it may be served for a moment only
      return new Sending.Again(e.problems().getFirst(), null);
    } catch (OperationFailedException e) {
      return failed(turn, e);
    }
  }

  private static Sending failed(OutboxTurn turn, OperationFailedException e) {
    List<Problem> why = e.problems();
    return switch (e.outlook()) {
      case NEVER -> new Sending.Refused(why);
      case LATER ->
          e.status() == TOO_MANY
              ? new Sending.Throttled(why.getFirst(), e.retryAfter().orElse(REST))
              : new Sending.Again(why.getFirst(), e.retryAfter().orElse(null));
      // twice may do harm, and only a person can find out whether it was done
      case UNSURE ->
          turn.repeatable()
              ? new Sending.Again(why.getFirst(), null)
              : new Sending.Refused(List.of(why.getFirst(), Problem.at("", "outcome_unsure")));
    };
  }

  @Override
  public Optional<Ceiling> ceiling(String app, String connector) {
    Connector known = connectors.find(app, connector).orElse(null);
    return known != null && known.kind() instanceof PacedKind<?> kind
        ? of(kind, known)
        : Optional.empty();
  }

  private static <S extends Record> Optional<Ceiling> of(PacedKind<S> kind, Connector connector) {
    return kind.ceiling(kind.settings().cast(connector.settings()));
  }
}
