package dev.nacre.event;

import dev.nacre.storage.Database;
import java.time.InstantSource;
import java.util.Optional;

/** Another way for payloads than straight into PostgreSQL, for those who have configured it. */
public interface TransportProvider {
  /** Opens it; empty when it isn't configured. It may go on connecting in the background. */
  Optional<Transport> open(Parts parts);

  /**
   * What a transport works with.
   *
   * @param ledger where payloads are to end
   * @param bounds how much may wait on a node to be made durable
   * @param arrived to be called after each commit that brought something to the ledger
   */
  record Parts(
      Database database,
      InstantSource clock,
      LedgerWriter ledger,
      Inbox.Bounds bounds,
      Runnable arrived) {}
}
