package dev.nacre.connector;

import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.Problem;
import java.time.Duration;

/**
 * The pace at which a connector is polled, counted together with what goes out through it. Short
 * rests are waited for; longer ones end the run, which is due again then.
 */
record PollGate(PaceStore paces, Source source) implements Call.Gate {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public void pass() {
    Duration waited = Duration.ZERO;
    while (true) {
      Duration rest = paces.rest(source);
      if (rest.isZero()) {
        return;
      }
      waited = waited.plus(rest);
      if (waited.compareTo(PATIENCE) > 0) {
        throw new OperationFailedException(
            Outlook.THROTTLED,
            0,
            rest,
            Problem.at("", "connector_rests", source.connector(), rest.toSeconds()));
      }
      Resting.rest(rest);
    }
  }
}
