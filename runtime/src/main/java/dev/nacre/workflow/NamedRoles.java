package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Which of the names in an event are roles, since a person may sign in by the name of one. Events
 * that were kept before this was told say nothing of it.
 */
public final class NamedRoles {
  private static final String ROLES = "roles";

  private NamedRoles() {}

  /** Tells it of those that the event names. */
  static void put(ObjectNode detail, List<Task.Assignee> named) {
    ArrayNode roles = detail.putArray(ROLES);
    named.stream().map(Task.Assignee::role).filter(role -> role != null).forEach(roles::add);
  }

  /**
   * Whether that name is a role's.
   *
   * @param known whether there is such a role, for events that don't say
   */
  public static boolean role(JsonNode detail, String name, boolean known) {
    JsonNode roles = detail.path(ROLES);
    return roles.isArray()
        ? roles.valueStream().anyMatch(role -> role.asText().equals(name))
        : known;
  }
}
