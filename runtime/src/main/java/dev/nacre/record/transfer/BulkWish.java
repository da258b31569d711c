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
 * @param input of a start, what the button asks for; null means nothing
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
    @Nullable ObjectNode input,
    @Nullable String note,
    boolean dryRun) {

  /** One that gives no button what it asks for. */
  public BulkWish(
      String form,
      Action action,
      @Nullable List<UUID> ids,
      @Nullable Condition filter,
      @Nullable ObjectNode set,
      @Nullable String workflow,
      @Nullable String note,
      boolean dryRun) {
    this(form, action, ids, filter, set, workflow, null, note, dryRun);
  }

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
    return new BulkWish(form, action, ids, filter, set, workflow, input, note, only);
  }

  /** The same, giving the button that. */
  public BulkWish giving(@Nullable ObjectNode newInput) {
    return new BulkWish(form, action, ids, filter, set, workflow, newInput, note, dryRun);
  }

  /** The same with that note. */
  public BulkWish noting(@Nullable String newNote) {
    return new BulkWish(form, action, ids, filter, set, workflow, input, newNote, dryRun);
  }
}
