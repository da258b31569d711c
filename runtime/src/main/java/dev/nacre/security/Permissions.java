package dev.nacre.security;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.metadata.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What each role of an app may do, compiled; deny by default. */
public interface Permissions {

  /** What can be done with records. */
  enum Action {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    RESTORE,
    EXPORT,
    IMPORT
  }

  /**
   * What somebody may do with a form's records.
   *
   * @param allowed action to row limits: an empty list means every readable row, else any of them
   *     must hold; an absent action is denied
   * @param hidden fields that are not there
   * @param masked fields shown covered, and read-only
   * @param readOnly fields that can't be written
   * @param tables for a table field of which columns are limited, what is limited in its lines
   */
  record FormAccess(
      Map<Action, List<CompiledCondition>> allowed,
      Set<String> hidden,
      Set<String> masked,
      Set<String> readOnly,
      Map<String, FormAccess> tables) {
    /** Nothing is limited, and nothing granted. */
    public static final FormAccess FREE =
        new FormAccess(Map.of(), Set.of(), Set.of(), Set.of(), Map.of());

    /** What is limited in the lines of a table field; it grants no action of its own. */
    public FormAccess in(String table) {
      return tables.getOrDefault(table, FREE);
    }

    /** Whether the action is granted at all, for some rows or all. */
    public boolean may(Action action) {
      return allowed.containsKey(action);
    }

    /** The row limits of an action; empty when there is none or the action is denied. */
    public List<CompiledCondition> limits(Action action) {
      return Optional.ofNullable(allowed.get(action)).orElse(List.of());
    }
  }

  /** What that identity may do with that form; its roles add up. */
  FormAccess on(String form, Identity who);

  /** Whether that identity may see that dashboard. */
  boolean dashboard(String dashboard, Identity who);

  /** Whether that identity may start that workflow. */
  boolean startWorkflow(String workflow, Identity who);

  /** The roles there are. */
  Set<String> roles();

  /** What people call a role; its id when there is none of that id. */
  default Text title(String role) {
    return Text.of(role);
  }
}
