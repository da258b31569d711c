package dev.nacre.workflow;

import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages within Nacre, and who has read them. */
@Singleton
@SuppressWarnings("DoNotCallSuggester")
public final class NotificationStore {
  private final Database database;

  NotificationStore(Database database) {
    this.database = database;
  }

  /**
   * What was sent to somebody, by name or role, newest first.
   *
   * @param limit how many at most, 1 to 500
   * @param cursor from {@link NotificationPage#next}; null means the beginning
   */
  public NotificationPage list(Forms forms, int limit, @Nullable String cursor, Identity who) {
    throw new IllegalStateException(database + "" + forms + limit + cursor + who);
  }

  /** How many of them are unread. */
  public int unread(Forms forms, Identity who) {
    throw new IllegalStateException(forms + "" + who);
  }

  /** Marks one as read; nothing happens when it is already, or isn't theirs. */
  public void read(Forms forms, UUID id, Identity who) {
    throw new IllegalStateException(forms + "" + id + who);
  }

  /** Marks all as read. */
  public void readAll(Forms forms, Identity who) {
    throw new IllegalStateException(forms + "" + who);
  }
}
