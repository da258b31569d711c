package dev.nacre.record.file;

import dev.nacre.record.Attachment;

/**
 * A file that is kept.
 *
 * @param schema of the app and environment that it was uploaded to
 * @param hash of its content
 * @param by who uploaded it
 */
public record StoredFile(Attachment about, String schema, String hash, String by) {}
