package dev.nacre.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes what came in into the ledger, in the transaction of whoever brings it. */
public final class LedgerWriter {
  private final List<InboxListener> listeners;

  /** A writer that tells those of what is dead on arrival. */
  public LedgerWriter(List<InboxListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** Payloads that came at the same moment, in order; gives their ids. */
  List<Long> write(Connection connection, List<Arrival> arrivals, Instant at) throws SQLException {
    return write(connection, arrivals, Collections.nCopies(arrivals.size(), at));
  }

  /**
   * Payloads with the moments at which they came, in order.
   *
   * @return their ids
   */
  public List<Long> write(Connection connection, List<Arrival> arrivals, List<Instant> at)
      throws SQLException {
    List<Long> ids = InboxRows.insert(connection, arrivals, at);
    tellDead(ids, arrivals);
    return ids;
  }

  /** What is dead on arrival is settled, too. */
  private void tellDead(List<Long> ids, List<Arrival> arrivals) {
    var dead = new ArrayList<InboxListener.Settled>();
    for (int i = 0; i < ids.size(); i++) {
      Arrival a = arrivals.get(i);
      if (!a.findings().isEmpty()) {
        dead.add(
            new InboxListener.Settled(
                ids.get(i),
                a.app(),
                a.connector(),
                a.key(),
                a.body(),
                EntryState.DEAD,
                a.findings(),
                List.of()));
      }
    }
    if (!dead.isEmpty()) {
      listeners.forEach(listener -> listener.settled(dead));
    }
  }
}
