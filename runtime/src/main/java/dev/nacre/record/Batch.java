package dev.nacre.record;

import dev.nacre.security.Identity;
import java.util.List;

/**
 * Changes of one form's records, done in one transaction.
 *
 * @param form the form's id
 * @param mode what happens when some can't be done
 * @param who on whose behalf; decides what is allowed
 * @param origin through which door
 */
public record Batch(String form, List<Change> changes, Mode mode, Identity who, Origin origin) {
  /** What happens when some changes can't be done. */
  public enum Mode {
    /** Nothing is written. */
    ALL_OR_NOTHING,
    /** The others are written. */
    PER_ROW
  }

  /** One change. */
  public static Batch one(String form, Change change, Identity who, Origin origin) {
    return new Batch(form, List.of(change), Mode.ALL_OR_NOTHING, who, origin);
  }
}
