package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with many records of a form.
 *
 * @param ids which; null means those that the filter finds
 * @param filter null means all, where no ids are given
 * @param set of an update, the values that each gets
 * @param workflow of a start, the one whose button is pressed
 * @param note why, kept in each record's history; may be null
 * @param dryRun whether everything is only tried
 */
public record BulkWish(
    String form,
    Action action,
    @Nullable List<UUID> ids,
    @Nullable Condition filter,
    @Nullable ObjectNode set,
    @Nullable String workflow,
    @Nullable String note,
    boolean dryRun) {

  /** What is done. */
  public enum Action {
    UPDATE,
    DELETE,
    RESTORE,
    /** A workflow's button is pressed at each. */
    START;

    /** The form used in JSON and storage. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The action with that id. */
    public static Optional<Action> byId(String id) {
      return java.util.Arrays.stream(values()).filter(a -> a.id().equals(id)).findFirst();
    }
  }

  /** The same, only tried or not. */
  public BulkWish trying(boolean only) {
    return new BulkWish(form, action, ids, filter, set, workflow, note, only);
  }

  /** The same with that note. */
  public BulkWish noting(@Nullable String newNote) {
    return new BulkWish(form, action, ids, filter, set, workflow, newNote, dryRun);
  }
}
