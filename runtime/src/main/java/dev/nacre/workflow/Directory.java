package dev.nacre.workflow;

import dev.nacre.security.Contact;
import java.util.Map;
import java.util.Set;

/** Who there is; implemented where accounts are kept. */
public interface Directory {
  /**
   * The sign-in names of everybody who holds that role.
   *
   * @param app an app id, without environment
   */
  Set<String> holders(String app, String role);

  /** Where these people are reached outside; who has no account is absent. */
  Map<String, Contact> contacts(Set<String> users);

  /** Whether there is an account of that sign-in name that may be used. */
  boolean exists(String user);
}
