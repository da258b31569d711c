package dev.nacre.app;

import dev.nacre.record.NotFoundException;
import dev.nacre.storage.Identifiers;
import java.util.List;

/**
 * An app in an environment, as addressed: {@code order_hub} or {@code order_hub@test}.
 *
 * @param environment empty, or {@code test}
 */
public record AppAddress(String id, String environment) {
  private static final String TEST = "test";

  /**
   * Reads an address.
   *
   * @throws NotFoundException when there is no such environment
   */
  public static AppAddress read(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return new AppAddress(text, "");
    }
    String environment = text.substring(at + 1);
    if (!environment.equals(TEST)) {
      throw NotFoundException.of("environment_unknown", environment, List.of(TEST));
    }
    return new AppAddress(text.substring(0, at), environment);
  }

  /** The SQL schema that holds its records, not quoted. */
  public String schema() {
    return Identifiers.schema(id, environment);
  }

  @Override
  public String toString() {
    return environment.isEmpty() ? id : id + "@" + environment;
  }
}
