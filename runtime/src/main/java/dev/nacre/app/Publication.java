package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.security.Identity;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published.
 *
 * @param files as they will stand in the draft
 * @param canonical the same in their one form
 * @param note why; may be null
 * @param release false publishes without serving, a list says who is served, all else is everybody
 * @param pack the pack that it comes from, as it came; null for a draft
 */
record Publication(
    AppAddress address,
    AppFiles files,
    AppFiles canonical,
    String hash,
    @Nullable String note,
    JsonNode release,
    @Nullable AppFiles pack,
    Identity who) {

  static Publication of(
      AppAddress address,
      AppFiles files,
      @Nullable String note,
      JsonNode release,
      @Nullable AppFiles pack,
      Identity who) {
    AppFiles canonical = Canonical.of(files);
    return new Publication(
        address, files, canonical, Canonical.hash(canonical), note, release, pack, who);
  }

  /** To be served to everybody. */
  static JsonNode toEverybody() {
    return BooleanNode.TRUE;
  }

  /** Whether it is to be served at all. */
  boolean served() {
    return !release.isBoolean() || release.booleanValue();
  }
}
