package dev.nacre.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published version; it never changes.
 *
 * @param hash SHA-256 of the canonical files
 * @param released whether it is the one served now
 */
public record Version(
    String app,
    int number,
    String hash,
    @Nullable String note,
    Instant createdAt,
    String createdBy,
    boolean released) {}
