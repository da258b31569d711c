package dev.nacre.server;

import java.util.ArrayList;
import java.util.List;

/**
 * What the terminal shows once Nacre is up. Observe it ({@code @Observes Banner}) to add a line,
 * such as the credentials that the first start made up.
 */
public final class Banner {
  private final List<String> lines = new ArrayList<>();

  /** Adds a line below the others. */
  public void add(String line) {
    lines.add(line);
  }

  @Override
  public String toString() {
    return "\n  " + String.join("\n  ", lines) + "\n";
  }
}
