package dev.nacre.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One payload in the ledger.
 *
 * @param id grows with the order of arrival
 * @param app as addressed: an app id, or {@code id@test}
 * @param key what it speaks of, as far as it could be told on arrival; may be null
 * @param job the file import that it came with; may be null
 * @param attempts how many tries failed that were worth another
 * @param dueAt when it will be worked next, while received
 * @param processedAt when it was settled; null while received
 * @param size bytes of the body
 * @param body the payload, corrections included; null in lists
 * @param corrected whether a person changed the body
 * @param original the body as it came, when corrected; null otherwise and in lists
 * @param findings why it is dead or waits for another try; empty otherwise
 * @param records what it became
 */
@SuppressWarnings("ArrayRecordComponent")
public record InboxEntry(
    long id,
    String app,
    String connector,
    @Nullable String key,
    @Nullable UUID job,
    EntryState state,
    int attempts,
    Instant receivedAt,
    Instant dueAt,
    @Nullable Instant processedAt,
    Map<String, String> headers,
    int size,
    byte @Nullable [] body,
    boolean corrected,
    byte @Nullable [] original,
    List<Finding> findings,
    List<RecordLink> records) {

  /**
   * A record that an entry became.
   *
   * @param ingest the mapping
   * @param outcome {@code created updated unchanged stale_source}
   */
  public record RecordLink(String ingest, String form, UUID id, String outcome) {}
}
