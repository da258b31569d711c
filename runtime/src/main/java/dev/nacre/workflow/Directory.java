package dev.nacre.workflow;

import dev.nacre.security.Contact;
import dev.nacre.security.Deputies;
import java.time.LocalDate;
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

  /**
   * The roles that somebody was given in that app; empty when they have no usable account.
   *
   * @param app an app id, without environment
   */
  Set<String> roles(String app, String user);

  /** Who acts for whom on that day. */
  Deputies deputies(LocalDate day);
}
