package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.security.Identity;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published.
 *
 * @param canonical the files in their one form
 * @param note why; may be null
 * @param release false publishes without serving, a list says who is served, all else is everybody
 * @param origin the pack that it comes from; null for a draft
 */
record Publication(
    AppAddress address,
    AppFiles canonical,
    String hash,
    @Nullable String note,
    JsonNode release,
    @Nullable Origin origin,
    Identity who) {

  /**
   * Where a pack comes in.
   *
   * @param pack as it came
   * @param draft what the draft becomes
   */
  record Origin(AppFiles pack, AppFiles draft) {}

  static Publication of(
      AppAddress address,
      AppFiles files,
      @Nullable String note,
      JsonNode release,
      @Nullable Origin origin,
      Identity who) {
    AppFiles canonical = Canonical.of(files);
    return new Publication(
        address, canonical, Canonical.hash(canonical), note, release, origin, who);
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
