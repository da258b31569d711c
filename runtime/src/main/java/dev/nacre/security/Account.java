package dev.nacre.security;

/**
 * A local account.
 *
 * @param id the sign-in name
 * @param name shown to people
 * @param administrator holds every role of every app
 * @param active whether it may sign in
 * @param demo whether it came with the sample data, its password known to everybody
 */
public record Account(
    String id, String name, boolean administrator, boolean active, boolean demo) {}
