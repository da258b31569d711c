package dev.nacre.security;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.metadata.RoleDefinition.Mark;
import dev.nacre.metadata.Text;
import dev.nacre.security.Permissions.Action;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One role, its names known and its conditions compiled. */
record CompiledRole(
    Text title, Map<String, Access> forms, Set<String> dashboards, Set<String> workflows) {

  /**
   * What it grants on one form.
   *
   * @param allowed action to row limit; an empty limit means every readable row
   */
  record Access(Map<Action, Optional<CompiledCondition>> allowed, Map<String, Mark> fields) {}
}
