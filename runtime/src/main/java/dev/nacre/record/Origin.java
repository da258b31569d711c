package dev.nacre.record;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Through which door a change came; kept in history.
 *
 * @param kind the door
 * @param detail which one exactly: a connector's id, a workflow's step, an import's job; may be
 *     null
 */
public record Origin(Kind kind, @Nullable String detail) {
  /** The doors. */
  public enum Kind {
    SCREEN,
    API,
    IMPORT,
    BULK,
    CONNECTOR,
    WORKFLOW,
    SEED;

    /** The form used in JSON and storage. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A door without more to say. */
  public static Origin of(Kind kind) {
    return new Origin(kind, null);
  }

  /** As stored: {@code workflow:refund/pay}. */
  @Override
  public String toString() {
    return detail == null ? kind.id() : kind.id() + ":" + detail;
  }
}
