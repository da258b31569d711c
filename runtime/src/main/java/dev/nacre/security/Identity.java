package dev.nacre.security;

import dev.nacre.expression.Scope;
import java.util.Map;
import java.util.Set;

/**
 * Who is asking.
 *
 * @param id the sign-in name, kept in {@code createdBy} and history
 * @param name shown to people
 * @param administrator holds every role of every app
 * @param roles app id to the role ids held there
 * @param internal whether this is the engine itself (a workflow, a connector, seeding), which no
 *     role limits
 */
public record Identity(
    String id,
    String name,
    boolean administrator,
    Map<String, Set<String>> roles,
    boolean internal) {

  /** The engine itself, acting as that part. */
  public static Identity engine(String part) {
    return new Identity(part, part, false, Map.of(), true);
  }

  /** Whether roles don't limit this identity. */
  public boolean unlimited() {
    return administrator || internal;
  }

  /** The roles held in that app; for an administrator only those given expressly. */
  public Set<String> rolesIn(String app) {
    return roles.getOrDefault(app, Set.of());
  }

  /** Whether that role is held; an administrator holds every one. */
  public boolean holds(String app, String role) {
    return administrator || rolesIn(app).contains(role);
  }

  /** As expressions see it. */
  public Scope.User user(String app) {
    return new Scope.User(id, name, rolesIn(app));
  }
}
