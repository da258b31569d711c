package dev.nacre.record;

import java.util.Optional;

/**
 * Knows the files that were uploaded; fields ask it, since what a caller says of a file is idle.
 */
public interface Attachments {
  /** The file with that id; empty when there is none. */
  Optional<Attachment> find(String id);
}
