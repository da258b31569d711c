package dev.nacre.security;

/**
 * An account.
 *
 * @param id the sign-in name
 * @param name shown to people
 * @param administrator holds every role of every app
 * @param active whether it may sign in
 * @param demo whether it came with the sample data, its password known to everybody
 * @param provided whether an OpenID provider vouches for it, and says its name and who administers
 */
public record Account(
    String id, String name, boolean administrator, boolean active, boolean demo, boolean provided) {

  /** A local account that may sign in. */
  public static Account local(String id, String name, boolean administrator) {
    return new Account(id, name, administrator, true, false, false);
  }
}
