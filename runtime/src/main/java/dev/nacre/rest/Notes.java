package dev.nacre.rest;

import org.jspecify.annotations.Nullable;

/** Why a record is changed, as a caller says it: a body has no room for it beside the values. */
final class Notes {
  /** What the engine answers when a form asks for one. */
  static final String NEEDED = "note_required";

  private static final int LONGEST = 2_000;

  private Notes() {}

  static boolean fits(String note) {
    return note.length() <= LONGEST && note.indexOf('\0') < 0;
  }

  /** The query parameter {@code note}; null when it isn't given. */
  static @Nullable String read(@Nullable String note) {
    if (note != null && !fits(note)) {
      throw RequestException.invalid("/note", "note_too_long", LONGEST);
    }
    return note == null || note.isBlank() ? null : note.strip();
  }
}
