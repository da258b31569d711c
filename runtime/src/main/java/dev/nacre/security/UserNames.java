package dev.nacre.security;

import java.util.List;
import java.util.Optional;

/** Who there is, by sign-in name and by the name that people use. */
public interface UserNames {
  /**
   * Somebody with an account.
   *
   * @param id the sign-in name
   * @param name shown to people
   */
  record Person(String id, String name) {}

  /** The person with that sign-in name, also one whose account is closed. */
  Optional<Person> find(String id);

  /** The people who are called so; more than one when namesakes have accounts. */
  List<Person> called(String name);

  /** Everybody whose account is open, by name. */
  List<Person> all();
}
