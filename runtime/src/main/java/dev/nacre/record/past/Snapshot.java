package dev.nacre.record.past;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/**
 * A record as it was at a version.
 *
 * @param newest the number of its newest version
 * @param deleted whether the record is deleted by now
 * @param seal whether its values still give the checksum that was kept when they were written
 * @param values as record JSON, without what the reader may not see
 */
public record Snapshot(
    UUID record, Version version, long newest, boolean deleted, Seal seal, ObjectNode values) {
  /** What the kept checksum says of the values. */
  public enum Seal {
    /** They are what was written, or no checksum was kept. */
    INTACT,
    /** They aren't. */
    BROKEN,
    /** The version of the app that wrote them can't be read any more, so nobody can tell. */
    UNKNOWN
  }

  /** Whether work may go by it: nothing newer is there, and the record is. */
  public boolean valid() {
    return version.number() == newest && !deleted && seal == Seal.INTACT;
  }
}
