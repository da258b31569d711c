package dev.nacre.record.hold;

import dev.nacre.record.Forms;
import dev.nacre.record.SeenTitles;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A hold as somebody may see it.
 *
 * @param other the record at its other end: what is held, or who holds it; null when it is gone or
 *     may not be seen
 * @param lot the line that is held; null without one, or as above
 */
public record SeenHold(Hold hold, @Nullable StoredRecord other, @Nullable StoredRecord lot) {
  /** What people call the other record; null when they may not know. */
  public @Nullable String title(Forms forms, Identity who) {
    return other == null ? null : SeenTitles.of(forms, other, who);
  }

  /** What people call the lot; null without one, and when they may not know. */
  public @Nullable String lotTitle(Forms forms, Identity who) {
    if (other == null || lot == null) {
      return null;
    }
    String table = Objects.requireNonNull(hold.pool().lots());
    return SeenTitles.ofLine(forms, other, other.form().field(table).orElseThrow(), lot, who);
  }
}
