package dev.nacre.connector;

import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.event.Limits;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.PaceState;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.Problem;
import java.time.Duration;

/**
 * The pace at which a connector is used, by polls and by what goes out together. Short rests are
 * waited for; longer ones end a run, which is due again then.
 *
 * @param counted whether requests were counted before they come here
 */
record PaceGate(PaceStore paces, Source source, Limits limits, boolean counted)
    implements Call.Gate {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** For requests that nobody counted. */
  static PaceGate counting(PaceStore paces, String app, Connector connector) {
    return new PaceGate(paces, new Source(app, connector.id()), connector.limits(), false);
  }

  /** For requests that were counted when they were taken from the outbox. */
  static PaceGate counted(PaceStore paces, String app, Connector connector) {
    return new PaceGate(paces, new Source(app, connector.id()), connector.limits(), true);
  }

  @Override
  public void pass() {
    Duration waited = Duration.ZERO;
    while (!counted) {
      Duration rest = paces.draw(source, limits);
      if (rest.isZero()) {
        return;
      }
      waited = waited.plus(rest);
      if (waited.compareTo(PATIENCE) > 0) {
        throw new OperationFailedException(Outlook.THROTTLED, 0, rest, why(rest));
      }
      Resting.rest(rest);
    }
  }

  private Problem why(Duration rest) {
    PaceState.Stop stop = paces.stopped().get(source);
    return stop == null
        ? Problem.at("", "connector_rests", source.connector(), rest.plusMillis(999).toSeconds())
        : Problem.at("", "connector_paused", source.connector(), stop.by());
  }

  @Override
  public void went(boolean answered) {
    if (limits.breaker() != null) {
      paces.went(source, limits.breaker(), answered);
    }
  }
}
