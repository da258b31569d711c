package dev.nacre.record.print;

import java.util.Map;

/** Knows the templates of every published version; implemented where versions are. */
public interface PrintRegistry {
  /**
   * Name to text.
   *
   * @param app an app id, or {@code id@test}
   */
  Map<String, String> prints(String app, int version);
}
