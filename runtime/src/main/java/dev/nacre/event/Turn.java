package dev.nacre.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An inbox entry whose turn it is; its row is locked until the transaction ends.
 *
 * @param attempts failed tries so far
 * @param digest of the body, in hexadecimal
 * @param replayed whether a person sent it through again, so that it is worked whatever came before
 * @param operation the operation that brought it; null when it was pushed or dropped
 * @param last what the last entry with the same key that took effect was; null when there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Turn(
    long id,
    String app,
    String connector,
    @Nullable String key,
    byte[] body,
    int attempts,
    Instant receivedAt,
    String digest,
    boolean replayed,
    @Nullable String operation,
    @Nullable Last last) {

  /**
   * The last entry with the same key that took effect.
   *
   * @param plan digest of the mapping that it went through
   */
  public record Last(long id, String digest, @Nullable String plan) {}

  Turn after(@Nullable Last newLast) {
    return new Turn(
        id, app, connector, key, body, attempts, receivedAt, digest, replayed, operation, newLast);
  }
}
