package dev.nacre.event;

/**
 * Something that this application does itself when its turn in the outbox comes: outside of any
 * transaction, tried again when it fails, and with an answer, as if a partner did it.
 */
public interface InHouse {
  /** Stands where a connector's id would; begins so that no connector can be called so. */
  String id();

  /** Does one entry; like {@link OutboxSender#send}. */
  Sending send(OutboxTurn turn);
}
