package dev.nacre.workflow;

import dev.nacre.expression.CompiledFormula;

/** Whom something is for, compiled. */
public sealed interface Assignment {
  /** Everybody who holds a role. */
  record ToRole(String role) implements Assignment {}

  /** A person, known when the step runs. */
  record ToUser(CompiledFormula user) implements Assignment {}

  /**
   * The role or person now.
   *
   * @throws StepFailedException when nobody of that name may sign in
   */
  default Task.Assignee now(StepContext context) {
    return switch (this) {
      case ToRole to -> Task.Assignee.role(to.role());
      case ToUser to -> {
        Object user = to.user().evaluate(context.scope());
        if (user == null) {
          throw StepFailedException.of("assign_nobody");
        }
        if (!context.exists(user.toString())) {
          throw StepFailedException.of("assign_user_gone", user);
        }
        yield Task.Assignee.user(user.toString());
      }
    };
  }
}
