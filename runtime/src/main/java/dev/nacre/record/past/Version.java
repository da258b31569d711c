package dev.nacre.record.past;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a record: when it came to be, through whom and why.
 *
 * @param who the sign-in name
 * @param origin the door, as history keeps it
 * @param op {@code create update delete restore}
 * @param note why; null when nobody said
 * @param checksum null for whoever doesn't see the whole record: it would let them check guesses
 */
public record Version(
    long number,
    Instant at,
    String who,
    String origin,
    String op,
    int appVersion,
    @Nullable String note,
    @Nullable String checksum) {}
