package dev.nacre.workspace.task;

import java.util.Locale;

/**
 * What became of one of several tasks.
 *
 * @param words for people
 */
record Outcome(Kind kind, String words) {

  /** What became of it. */
  enum Kind {
    /** It was decided. */
    DONE,
    /** It was given, and others must act, too. */
    GIVEN,
    /** It stayed as it was. */
    REFUSED,
    /** Somebody stopped the work before it. */
    LEFT;

    /** The form used in the keys of texts and in attributes. */
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the person's decision counts. */
    boolean counts() {
      return this == DONE || this == GIVEN;
    }
  }
}
