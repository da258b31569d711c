package dev.nacre.event;

import dev.nacre.metadata.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Why an inbox entry could not take effect.
 *
 * @param ingest the mapping that it went through; null when it came to none
 * @param source pointer into the payload, as far as known; null when no one place is to blame
 * @param problem what is wrong; its pointer names the target field ({@code /lines/0/qty})
 */
public record Finding(@Nullable String ingest, @Nullable String source, Problem problem) {
  /** A finding about the payload as a whole. */
  public static Finding of(String code, Object... args) {
    return new Finding(null, null, Problem.at("", code, args));
  }
}
