package dev.nacre.security;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.RoleDefinition;
import dev.nacre.metadata.RoleDefinition.FormGrant;
import dev.nacre.metadata.RoleDefinition.Grant;
import dev.nacre.metadata.Suggestions;
import dev.nacre.security.Permissions.Action;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles the roles of an app against its forms, dashboards and workflows. */
@Singleton
public final class PermissionCompiler {
  private final ExpressionEngine expressions;

  /** A compiler that compiles row limits with that engine. */
  public PermissionCompiler(ExpressionEngine expressions) {
    this.expressions = expressions;
  }

  /**
   * What roles may name.
   *
   * @param app the app's id
   * @param formIds for messages
   * @param forms finds a form by id; gives null for an unknown one
   */
  public record Known(
      String app,
      Collection<String> formIds,
      Function<String, @Nullable Shape> forms,
      Set<String> dashboards,
      Set<String> workflows) {}

  /** Compiles the roles; unknown names and wrong conditions become problems in the roles' files. */
  public Permissions compile(Collection<RoleDefinition> roles, Known known, Problems problems) {
    Map<String, CompiledRole> compiled = new HashMap<>();
    for (RoleDefinition role : roles) {
      var found = new Problems();
      compiled.put(role.id(), compile(role, known, found));
      problems.addIn("roles/" + role.id() + ".json", found);
    }
    return new CompiledPermissions(known.app(), Map.copyOf(compiled), known.forms());
  }

  private CompiledRole compile(RoleDefinition role, Known known, Problems problems) {
    Map<String, CompiledRole.Access> forms = new HashMap<>();
    role.forms()
        .forEach(
            (form, grant) -> {
              Shape shape = known.forms().apply(form);
              String pointer = "/forms/" + form;
              if (shape == null) {
                problems.add(
                    pointer,
                    "role_form_unknown",
                    form,
                    list(known.formIds()),
                    Suggestions.question(form, known.formIds()));
              } else {
                forms.put(form, access(shape, grant, pointer, known, problems));
              }
            });
    for (int i = 0; i < role.dashboards().size(); i++) {
      String dashboard = role.dashboards().get(i);
      if (!known.dashboards().contains(dashboard)) {
        problems.add(
            "/dashboards/" + i,
            "role_dashboard_unknown",
            dashboard,
            list(known.dashboards()),
            Suggestions.question(dashboard, known.dashboards()));
      }
    }
    for (String workflow : role.workflows().keySet()) {
      if (!known.workflows().contains(workflow)) {
        problems.add(
            "/workflows/" + workflow,
            "role_workflow_unknown",
            workflow,
            list(known.workflows()),
            Suggestions.question(workflow, known.workflows()));
      }
    }
    return new CompiledRole(
        role.title(), Map.copyOf(forms), Set.copyOf(role.dashboards()), role.workflows().keySet());
  }

  /** A field, or a column of a table field. */
  private static boolean known(Shape shape, String field) {
    int dot = field.indexOf('.');
    String first = dot < 0 ? field : field.substring(0, dot);
    if (shape.doubts(first)) {
      return true;
    }
    Shape.Name name = shape.name(first).orElse(null);
    if (name == null || dot < 0) {
      return name != null;
    }
    return name.type() == ValueType.LINES
        && name.target() != null
        && known(name.target(), field.substring(dot + 1));
  }

  private static List<String> markable(Shape shape) {
    return shape.names().stream()
        .<String>mapMulti(
            (name, into) -> {
              into.accept(name.id());
              if (name.type() == ValueType.LINES && name.target() != null) {
                name.target().names().forEach(column -> into.accept(name.id() + "." + column.id()));
              }
            })
        .toList();
  }

  private CompiledRole.Access access(
      Shape shape, FormGrant grant, String pointer, Known known, Problems problems) {
    for (String field : grant.fields().keySet()) {
      if (!known(shape, field)) {
        List<String> names = markable(shape);
        problems.add(
            pointer + "/fields/" + field,
            "role_field_unknown",
            field,
            shape.id(),
            list(names),
            Suggestions.question(field, names));
      }
    }
    Map<Action, Optional<CompiledCondition>> allowed = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      Grant given = of(grant, action);
      if (given == null || !given.granted()) {
        continue;
      }
      if (given.where() == null) {
        allowed.put(action, Optional.empty());
        continue;
      }
      String at = pointer + "/" + id(action) + "/where";
      CompiledCondition where =
          expressions.filter(given.where(), Names.of(shape, known.forms()), at, problems);
      if (where != null) {
        allowed.put(action, Optional.of(where));
      }
    }
    return new CompiledRole.Access(allowed, grant.fields());
  }

  private static @Nullable Grant of(FormGrant grant, Action action) {
    return switch (action) {
      case CREATE -> grant.create();
      case READ -> grant.read();
      case UPDATE -> grant.update();
      case DELETE -> grant.delete();
      case RESTORE -> grant.restore();
      case EXPORT -> grant.export();
      case IMPORT -> grant.importing();
    };
  }

  private static String id(Action action) {
    return action.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String list(Collection<String> ids) {
    return String.join(", ", ids.stream().sorted().toList());
  }
}
