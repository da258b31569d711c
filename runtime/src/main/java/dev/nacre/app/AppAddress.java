package dev.nacre.app;

import dev.nacre.record.NotFoundException;
import dev.nacre.storage.Identifiers;
import java.util.List;

/**
 * An app in an environment, as addressed: {@code order_hub} or {@code order_hub@test}.
 *
 * @param environment empty, or {@code test}; while the past is played again under other rules, one
 *     of its own beside it
 */
public record AppAddress(String id, String environment) {
  private static final String TEST = "test";

  /** What is only played has the records of the environment, and nothing else of it. */
  private static final String PLAYED = "~";

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

  /** Where the past of this environment is played again; nobody can ask for it from outside. */
  AppAddress played() {
    return new AppAddress(id, environment + PLAYED);
  }

  /** The SQL schema that holds its records, not quoted. */
  public String schema() {
    return Identifiers.schema(id, environment.replace(PLAYED, ""));
  }

  @Override
  public String toString() {
    return environment.isEmpty() ? id : id + "@" + environment;
  }
}
