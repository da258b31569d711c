package dev.nacre.record.past;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Field;
import java.util.List;

/**
 * What putting a record back to a version would do.
 *
 * @param version to which
 * @param newest the version that it has now
 * @param revives whether the record is deleted and would come back
 * @param changes what would differ, computed values included
 * @param kept what stays as it is although it was different then, and why
 * @param noteNeeded whether the form asks why
 * @param problems why it can't be done; empty when it can
 * @param patch the values that would be written
 */
public record Restoration(
    long version,
    long newest,
    boolean revives,
    List<Comparison.Change> changes,
    List<Kept> kept,
    boolean noteNeeded,
    List<Problem> problems,
    ObjectNode patch) {

  /** A field that stays as it is. */
  public record Kept(Field field, Problem why) {}
}
