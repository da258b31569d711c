package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom something is for, compiled. */
public sealed interface Assignment {
  /** Everybody who holds a role. */
  record ToRole(String role) implements Assignment {}

  /** People, known when the step runs. */
  record ToUsers(List<CompiledFormula> users) implements Assignment {}

  /** The superiors of a person, known when the step runs. */
  record ToSuperiors(Superiors superiors) implements Assignment {}

  /**
   * The role or people now, nobody twice.
   *
   * @throws StepFailedException when they are nobody, or nobody of a name may sign in
   */
  default List<Task.Assignee> now(StepContext context) {
    List<Task.Assignee> all = named(context);
    for (Task.Assignee one : all) {
      if (one.user() != null && !context.exists(one.user())) {
        throw StepFailedException.of("assign_user_gone", one.user());
      }
    }
    return all;
  }

  /**
   * The same, passing over those who may not sign in while somebody else may.
   *
   * @throws StepFailedException when nobody may
   */
  default List<Task.Assignee> anyNow(StepContext context) {
    List<Task.Assignee> all = named(context);
    List<Task.Assignee> there =
        all.stream().filter(one -> one.user() == null || context.exists(one.user())).toList();
    if (there.isEmpty()) {
      throw StepFailedException.of(
          "assign_user_gone", String.join(", ", all.stream().map(Task.Assignee::name).toList()));
    }
    return there;
  }

  private List<Task.Assignee> named(StepContext context) {
    List<Task.Assignee> all =
        switch (this) {
          case ToRole to -> List.of(Task.Assignee.role(to.role()));
          case ToUsers to -> names(to, context).stream().map(Task.Assignee::user).toList();
          case ToSuperiors to ->
              to.superiors().now(context).stream().map(Task.Assignee::user).toList();
        };
    if (all.isEmpty()) {
      throw StepFailedException.of("assign_nobody");
    }
    return all;
  }

  private static Set<String> names(ToUsers to, StepContext context) {
    var names = new LinkedHashSet<String>();
    to.users().forEach(user -> names.addAll(names(user.evaluate(context.scope()))));
    return names;
  }

  /**
   * Compiles whom a step names.
   *
   * @return null, with a problem, when it makes no sense
   */
  static @Nullable Assignment compile(AssignSettings settings, CompileContext context, String at) {
    long said =
        Stream.of(settings.role(), settings.user(), settings.users(), settings.levels())
            .filter(Objects::nonNull)
            .count();
    if (said != 1) {
      context.problem(at, "assign_one");
      return null;
    }
    if (settings.levels() != null) {
      Superiors superiors = Superiors.compile(settings.levels(), context, at + "/levels");
      return superiors == null ? null : new ToSuperiors(superiors);
    }
    if (settings.role() != null) {
      var roles = context.roles();
      if (!roles.contains(settings.role())) {
        context.problem(
            at + "/role",
            "assign_role_unknown",
            settings.role(),
            CompileContext.known(roles),
            Suggestions.question(settings.role(), roles));
        return null;
      }
      return new ToRole(settings.role());
    }
    if (settings.users() != null && settings.users().isEmpty()) {
      context.problem(at + "/users", "assign_users_none");
      return null;
    }
    var users = new ArrayList<CompiledFormula>();
    if (settings.user() != null) {
      CompiledFormula user = context.value(settings.user(), at + "/user");
      if (user != null) {
        users.add(user);
      }
    }
    List<Value> several = settings.users() == null ? List.of() : settings.users();
    for (int i = 0; i < several.size(); i++) {
      CompiledFormula user = context.value(several.get(i), at + "/users/" + i);
      if (user != null) {
        users.add(user);
      }
    }
    return users.isEmpty() ? null : new ToUsers(users);
  }

  /** The sign-in names that a value gives: one, or a list of them. */
  static List<String> names(@Nullable Object value) {
    var names = new ArrayList<String>();
    switch (value) {
      case null -> {}
      case JsonNode array when array.isArray() -> array.forEach(one -> names.addAll(names(one)));
      case JsonNode one -> {
        if (one.isValueNode() && !one.asText("").isBlank()) {
          names.add(one.asText());
        }
      }
      case Iterable<?> several -> several.forEach(one -> names.addAll(names(one)));
      default -> {
        if (!value.toString().isBlank()) {
          names.add(value.toString());
        }
      }
    }
    return names;
  }
}
