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

  /** Reads what {@link #toString} wrote; an unknown door is the API. */
  public static Origin read(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    for (Kind one : Kind.values()) {
      if (one.id().equals(kind)) {
        return new Origin(one, colon < 0 ? null : text.substring(colon + 1));
      }
    }
    return of(Kind.API);
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
