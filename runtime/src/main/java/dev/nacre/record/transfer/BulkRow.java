package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record of many.
 *
 * @param row its place in the selection, from 1
 * @param title what it is called, as far as whoever asked may see that
 * @param status {@code updated unchanged deleted restored started invalid not_found …}
 * @param instance the workflow that was started; null for none
 * @param before of the first rows, the fields that differ; null for the others
 * @param after the same as they are now
 * @param problems why it couldn't be done; empty when it could
 */
public record BulkRow(
    long row,
    UUID record,
    String title,
    String status,
    @Nullable UUID instance,
    @Nullable ObjectNode before,
    @Nullable ObjectNode after,
    List<Problem> problems) {
  /** Whether it couldn't be done. */
  public boolean failed() {
    return !problems.isEmpty();
  }

  /** The same of what was only tried: nothing was started. */
  BulkRow tried() {
    return new BulkRow(row, record, title, status, null, before, after, problems);
  }

  /** Whether there was nothing to do. */
  public boolean unchanged() {
    return problems.isEmpty() && status.equals("unchanged");
  }
}
