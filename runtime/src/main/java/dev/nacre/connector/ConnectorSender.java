package dev.nacre.connector;

import dev.nacre.event.Limits;
import dev.nacre.event.OutboxSender;
import dev.nacre.event.OutboxTurn;
import dev.nacre.event.PaceStore;
import dev.nacre.event.Sending;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Sends outbox entries through the connector that is served now, whatever was when they came. */
@Singleton
public final class ConnectorSender implements OutboxSender {
  /** How soon after somebody set what was missing things go on. */
  private static final Duration UNTIL_READY = Duration.ofSeconds(15);

  /** What waited longer for somebody to set up its connector is no news any more. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(3);

  private final ConnectorRegistry connectors;
  private final Operations operations;
  private final Readiness readiness;
  private final PaceStore paces;
  private final InstantSource clock;

  /** A sender by those calls. */
  public ConnectorSender(
      ConnectorRegistry connectors,
      Operations operations,
      Readiness readiness,
      PaceStore paces,
      InstantSource clock) {
    this.connectors = connectors;
    this.operations = operations;
    this.readiness = readiness;
    this.paces = paces;
    this.clock = clock;
  }

  @Override
  public Sending send(OutboxTurn turn) {
    List<Problem> missing =
        connectors
            .find(turn.app(), turn.connector())
            .map(connector -> readiness.missing(turn.app(), connector))
            .orElse(List.of());
    if (!missing.isEmpty()) {
      boolean stale = turn.createdAt().plus(LONGEST_WAIT).isBefore(clock.instant());
      return stale
          ? new Sending.Refused(missing)
          : new Sending.Throttled(missing.getFirst(), UNTIL_READY);
    }
    try {
      OperationResult result =
          operations.call(
              turn.app(),
              turn.connector(),
              turn.operation(),
              turn.input(),
              turn.idempotencyKey(),
              connector -> PaceGate.counted(paces, turn.app(), connector));
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
      case LATER -> new Sending.Again(why.getFirst(), e.retryAfter().orElse(null));
      case THROTTLED -> new Sending.Throttled(why.getFirst(), e.rest());
      // twice may do harm, and only a person can find out whether it was done
      case UNSURE ->
          turn.repeatable()
              ? new Sending.Again(why.getFirst(), null)
              : new Sending.Refused(List.of(why.getFirst(), Problem.at("", "outcome_unsure")));
    };
  }

  @Override
  public Limits limits(String app, String connector) {
    return connectors.find(app, connector).map(Connector::limits).orElse(Limits.NONE);
  }
}
