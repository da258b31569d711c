package dev.nacre.designer.inspector;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong at some place of an editor's value.
 *
 * @param at a pointer relative to the value; empty for the value itself
 * @param text what is wrong, in the reader's language
 */
public record Fault(String at, String text) {
  private static final String SLASH = "/";

  /** Whether it is about a part with that name or index. */
  boolean within(String part) {
    return at.equals(SLASH + part) || at.startsWith(SLASH + part + SLASH);
  }

  /** Those about a part, as that part's editor sees them. */
  static List<Fault> of(List<Fault> faults, String part) {
    return faults.stream()
        .filter(fault -> fault.within(part))
        .map(fault -> new Fault(fault.at.substring(part.length() + 1), fault.text))
        .toList();
  }

  /** Their texts, one after another. */
  static String text(List<Fault> faults) {
    return faults.stream().map(Fault::text).distinct().collect(Collectors.joining(" "));
  }
}
