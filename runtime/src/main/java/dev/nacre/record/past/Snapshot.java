package dev.nacre.record.past;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/**
 * A record as it was at a version.
 *
 * @param newest the number of its newest version
 * @param deleted whether the record is deleted by now
 * @param intact whether its values still give the checksum that was kept when they were written;
 *     true where none was kept
 * @param values as record JSON, without what the reader may not see
 */
public record Snapshot(
    UUID record, Version version, long newest, boolean deleted, boolean intact, ObjectNode values) {
  /** Whether work may go by it: nothing newer is there, and the record is. */
  public boolean valid() {
    return version.number() == newest && !deleted && intact;
  }
}
