package dev.nacre.connector;

/** Knows where a service's page leads back to; implemented where the screens are. */
public interface ConsentAddresses {
  /**
   * The whole address, the same each time: services want to know it beforehand.
   *
   * @param app an app id, or {@code id@test}
   */
  String back(String app, String connector);
}
