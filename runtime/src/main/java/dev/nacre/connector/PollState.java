package dev.nacre.connector;

import dev.nacre.metadata.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the polling of an operation got.
 *
 * @param app as addressed: an app id, or {@code id@test}
 * @param dueAt when it runs next
 * @param watermark what changed before is in the inbox; null before the first run
 * @param since where the window under way begins; null when none is
 * @param until where it ends
 * @param cursor the page of it that comes next; null means its first
 * @param running whether somebody works on it
 * @param failures runs that failed one after the other
 * @param problem why the last one did; null when it didn't
 * @param fetched payloads that the last run brought
 * @param startedAt when the last run began; null before the first
 * @param finishedAt when it ended; null before the first
 */
public record PollState(
    String app,
    String connector,
    String operation,
    Instant dueAt,
    @Nullable Instant watermark,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String cursor,
    boolean running,
    int failures,
    @Nullable Problem problem,
    long fetched,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {}
