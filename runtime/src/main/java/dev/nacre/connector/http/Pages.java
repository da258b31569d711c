package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How one page leads to the following one. What a cursor says is known to the pages alone. */
sealed interface Pages permits NumberedPages, FollowedPages {
  /** Tells templates which page is wanted. */
  void put(ObjectNode input, @Nullable String cursor);

  /** The address of that page, where the answer before gave one; null where there is a request. */
  default @Nullable String link(@Nullable String cursor) {
    return null;
  }

  /**
   * Where to go on.
   *
   * @param found how many payloads the page has
   * @param cursor of that page
   */
  Next next(Answer answer, int found, @Nullable String cursor);

  /**
   * What comes after a page.
   *
   * @param cursor null when nothing does
   * @param again whether its payloads are fetched once more, later
   */
  record Next(@Nullable String cursor, boolean again) {
    static final Next NONE = new Next(null, false);

    static Next at(String cursor) {
      return new Next(cursor, false);
    }
  }
}
