package dev.nacre.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told of inbox entries that were settled, in the transaction that notes it. */
public interface InboxListener {
  /** Some were settled; what waits for another try isn't. What it throws undoes everything. */
  void settled(List<Settled> entries);

  /**
   * An entry that was settled.
   *
   * @param key what it speaks of; may be null
   * @param body the payload, corrections included; not to be changed
   * @param state not RECEIVED
   * @param findings why it is dead or without effect; empty otherwise
   * @param records what it became
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Settled(
      long id,
      String app,
      String connector,
      @Nullable String key,
      byte[] body,
      EntryState state,
      List<Finding> findings,
      List<InboxEntry.RecordLink> records) {
    /** One that had its turn. */
    public static Settled of(Turn turn, Settlement settlement) {
      return new Settled(
          turn.id(),
          turn.app(),
          turn.connector(),
          turn.key(),
          turn.body(),
          settlement.state(),
          settlement.findings(),
          settlement.records());
    }
  }
}
