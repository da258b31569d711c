package dev.nacre.record;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Sql;
import java.util.ArrayList;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * The {@code where} of every read: living rows, within what the identity may read, that are wanted.
 */
final class Filter {
  private Filter() {}

  /** The same for living rows. */
  static Sql where(
      ExpressionEngine expressions,
      Forms forms,
      Form form,
      @Nullable Condition condition,
      Scope scope,
      Identity who,
      Action also) {
    return where(expressions, forms, form, condition, scope, who, also, false);
  }

  /**
   * Puts it together for alias {@code a}.
   *
   * @param also what is to be done with the rows besides reading them
   * @param deleted whether deleted rows are meant, instead of living ones
   * @throws InvalidQueryException when the condition doesn't fit the form
   * @throws ForbiddenException when the identity may read nothing of the form
   */
  static Sql where(
      ExpressionEngine expressions,
      Forms forms,
      Form form,
      @Nullable Condition condition,
      Scope scope,
      Identity who,
      Action also,
      boolean deleted) {
    FormAccess access = forms.permissions().on(form.id(), who);
    if (!access.may(Action.READ)) {
      throw new ForbiddenException(Problem.at("", "not_allowed", "read", form.id()));
    }
    var parts = new ArrayList<Sql>();
    parts.add(Sql.of(deleted ? "a.deleted_at is not null" : "a.deleted_at is null"));
    var limits = new RowLimits(forms, scope, who);
    for (Action action : EnumSet.of(Action.READ, also)) {
      Sql rows = limits.rows(form.id(), "a", action);
      if (rows != null) {
        parts.add(rows);
      }
    }
    if (condition != null) {
      var problems = new Problems();
      new Askable(forms, form, who).check(condition, "/filter", problems);
      CompiledCondition compiled =
          expressions.filter(
              condition, Names.of(form, id -> forms.byId().get(id)), "/filter", problems);
      if (compiled == null || !problems.isEmpty()) {
        throw new InvalidQueryException(problems.list());
      }
      parts.add(Sql.of("(").then(compiled.sql("a", scope, limits)).then(")"));
    }
    return Sql.join(" and ", parts);
  }
}
