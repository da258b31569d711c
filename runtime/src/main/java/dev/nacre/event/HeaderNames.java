package dev.nacre.event;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells which headers of a request nobody may see: they would let whoever reads them in. */
public final class HeaderNames {
  private static final Set<String> NEVER =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  private static final Pattern KEYS =
      Pattern.compile("(^|[-_.])(api[-_.]?key|(access[-_.]?)?token|secret|passwo?r?d)([-_.]|$)");

  private HeaderNames() {}

  /** Whether its value is a secret, as far as its name tells. */
  public static boolean secret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NEVER.contains(lower) || KEYS.matcher(lower).find();
  }
}
