package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One wished change of one record.
 *
 * @param op what to do
 * @param id which record; null for create and for changes by key; given for a create, it becomes
 *     the new record's id
 * @param key for upsert, update and delete without id: the fields whose values in {@code data} say
 *     which record
 * @param version the version that the wisher saw; null means whatever is there
 * @param data field values, for an update only those that change (merge patch); null for delete and
 *     restore
 * @param text whether the values are text cells, as a CSV gives them, to be read leniently
 * @param source when its source says that it happened; a change older than what is stored is
 *     skipped, and one is not older than itself; null means always newer
 * @param note kept in history; may be null
 */
public record Change(
    Op op,
    @Nullable UUID id,
    List<String> key,
    @Nullable Long version,
    @Nullable ObjectNode data,
    boolean text,
    @Nullable SourceMoment source,
    @Nullable String note) {

  /** What to do with a record. */
  public enum Op {
    CREATE,
    UPDATE,
    UPSERT,
    DELETE,
    RESTORE;

    /** The JSON form. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The operation with that JSON form. */
    public static Optional<Op> byId(String id) {
      for (Op op : values()) {
        if (op.id().equals(id)) {
          return Optional.of(op);
        }
      }
      return Optional.empty();
    }
  }

  /** A new record. */
  public static Change create(ObjectNode data) {
    return new Change(Op.CREATE, null, List.of(), null, data, false, null, null);
  }

  /** A merge patch; a null version means whatever is there. */
  public static Change update(UUID id, @Nullable Long version, ObjectNode patch) {
    return new Change(Op.UPDATE, id, List.of(), version, patch, false, null, null);
  }

  /** Creates or updates the record with these key values. */
  public static Change upsert(List<String> key, ObjectNode data) {
    return new Change(Op.UPSERT, null, key, null, data, false, null, null);
  }

  /** A soft delete; a null version means whatever is there. */
  public static Change delete(UUID id, @Nullable Long version) {
    return new Change(Op.DELETE, id, List.of(), version, null, false, null, null);
  }

  /** Takes a soft delete back; a null version means whatever is there. */
  public static Change restore(UUID id, @Nullable Long version) {
    return new Change(Op.RESTORE, id, List.of(), version, null, false, null, null);
  }

  /** The same about the record with that id, which a new one will have. */
  public Change as(UUID newId) {
    return new Change(op, newId, key, version, data, text, source, note);
  }

  /** The same change with text cells. */
  public Change asText() {
    return new Change(op, id, key, version, data, true, source, note);
  }

  /** The same change with the source's own time. */
  public Change at(@Nullable SourceMoment moment) {
    return new Change(op, id, key, version, data, text, moment, note);
  }

  /** The same change with a note for history. */
  public Change noting(@Nullable String newNote) {
    return new Change(op, id, key, version, data, text, source, newNote);
  }
}
