package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The open role: what its holders may do, and what clicks change of it. */
public final class Rights {
  /** What can be done with records, in the order that people think of it. */
  public static final List<String> ACTIONS =
      List.of("read", "create", "update", "delete", "restore", "export", "import");

  private static final String READ = "read";
  private static final Pattern FORM = Pattern.compile("/forms/([^/]+)(/.*)?");

  private final Desk desk;

  /** With which records something may be done. */
  public enum Reach {
    /** With none. */
    NONE,
    /** With those that meet a condition. */
    SOME,
    /** With all. */
    ALL
  }

  /** The role that is open on that desk. */
  public Rights(Desk desk) {
    this.desk = desk;
  }

  /** The role; empty when something else is open, or its file is no JSON object. */
  public Optional<ObjectNode> role() {
    return desk.on("roles") ? desk.json() : Optional.empty();
  }

  /** The form that a problem's pointer leads into. */
  Optional<String> at(String pointer) {
    Matcher matcher = FORM.matcher(pointer);
    return role().isPresent() && matcher.matches()
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  /** What is granted for a form; an empty object when nothing is. */
  public ObjectNode form(String form) {
    return role()
        .map(role -> role.path("forms").path(form))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  /** With which records of a form an action may be done. */
  public Reach reach(String form, String action) {
    JsonNode grant = form(form).path(action);
    return grant.isObject() ? Reach.SOME : grant.asBoolean() ? Reach.ALL : Reach.NONE;
  }

  /**
   * Grants an action, or takes it. Whatever may be done needs to be seen; so granting anything
   * grants reading, and with reading goes everything.
   *
   * @param grant {@code true} or a condition in {@code where}; null for nothing
   */
  public void grant(String form, String action, @Nullable JsonNode grant) {
    edit(
        role -> {
          ObjectNode access = role.withObject("/forms").withObject("/" + form);
          if (grant == null) {
            access.remove(action.equals(READ) ? ACTIONS : List.of(action));
          } else {
            if (!action.equals(READ) && !access.has(READ)) {
              access.set(READ, BooleanNode.TRUE);
            }
            access.set(action, grant);
          }
          if (access.isEmpty()) {
            role.withObject("/forms").remove(form);
          }
        });
  }

  /** Grants an action with every record, or takes it altogether. */
  public void grant(String form, String action, boolean all) {
    grant(form, action, all ? BooleanNode.TRUE : null);
  }

  /**
   * Limits a field of a form.
   *
   * @param limit {@code read}, {@code mask} or {@code hidden}; null for none
   */
  public void limit(String form, String field, @Nullable String limit) {
    edit(
        role -> {
          ObjectNode access = role.withObject("/forms").withObject("/" + form);
          if (limit != null) {
            access.withObject("/fields").put(field, limit);
          } else if (access.get("fields") instanceof ObjectNode fields) {
            fields.remove(field);
            if (fields.isEmpty()) {
              access.remove("fields");
            }
          }
        });
  }

  /** Whether a dashboard may be opened. */
  public boolean opens(String dashboard) {
    return role().filter(role -> position(role.path("dashboards"), dashboard) >= 0).isPresent();
  }

  /** Lets a dashboard be opened, or not. */
  public void open(String dashboard, boolean may) {
    edit(
        role -> {
          ArrayNode list =
              role.get("dashboards") instanceof ArrayNode there
                  ? there
                  : role.putArray("dashboards");
          int at = position(list, dashboard);
          if (may && at < 0) {
            list.add(dashboard);
          } else if (!may && at >= 0) {
            list.remove(at);
          }
        });
  }

  /** Whether a workflow may be started by hand. */
  public boolean starts(String workflow) {
    return role().filter(role -> role.path("workflows").has(workflow)).isPresent();
  }

  /** Lets a workflow be started by hand, or not. */
  public void start(String workflow, boolean may) {
    edit(
        role -> {
          if (may) {
            role.withObject("/workflows").put(workflow, "start");
          } else {
            role.withObject("/workflows").remove(workflow);
          }
        });
  }

  private void edit(Consumer<ObjectNode> change) {
    desk.editJson(change);
  }

  private static int position(JsonNode list, String id) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).asText().equals(id)) {
        return i;
      }
    }
    return -1;
  }
}
