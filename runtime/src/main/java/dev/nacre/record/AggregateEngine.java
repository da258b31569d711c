package dev.nacre.record;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problems;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.storage.Database;
import dev.nacre.storage.Sql;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Answers questions for figures, within what the reader may read. */
@Singleton
public final class AggregateEngine {
  private final Database database;
  private final ExpressionEngine expressions;
  private final RecordEngine records;

  /** With the engine whose clock and permissions count. */
  public AggregateEngine(Database database, ExpressionEngine expressions, RecordEngine records) {
    this.database = database;
    this.expressions = expressions;
    this.records = records;
  }

  /**
   * Checks a question.
   *
   * @param pointer where it stands, for problems
   * @return null when anything is wrong
   */
  public @Nullable AggregatePlan plan(
      Forms forms, Aggregate question, String pointer, Problems problems) {
    Form form = forms.find(question.form()).orElse(null);
    if (form == null) {
      problems.add(
          pointer + "/form",
          "form_unknown",
          question.form(),
          String.join(", ", forms.byId().keySet().stream().sorted().toList()));
      return null;
    }
    int before = problems.list().size();
    if (question.filter() != null) {
      expressions.filter(
          question.filter(),
          Names.of(form, id -> forms.byId().get(id)),
          pointer + "/filter",
          problems);
    }
    AggregatePlan plan = new AggregatePlanner(question, form, pointer, problems).plan();
    return problems.list().size() > before ? null : plan;
  }

  /**
   * Checks a question and answers it.
   *
   * @throws InvalidQueryException when it doesn't fit the form
   * @throws ForbiddenException when the identity may read nothing of the form
   */
  public Aggregation aggregate(Forms forms, Aggregate question, Identity who) {
    forms.get(question.form());
    var problems = new Problems();
    AggregatePlan plan = plan(forms, question, "", problems);
    if (plan == null) {
      throw new InvalidQueryException(problems.list());
    }
    return run(forms, plan, who);
  }

  /**
   * Answers a question that was checked.
   *
   * @throws InvalidQueryException when it asks by something that the identity may not read
   * @throws ForbiddenException when the identity may read nothing of the form
   */
  public Aggregation run(Forms forms, AggregatePlan plan, Identity who) {
    var problems = new Problems();
    var readable = new Askable(forms, plan.form(), who);
    plan.paths().forEach(path -> readable.check(path, "", problems));
    if (!problems.isEmpty()) {
      throw new InvalidQueryException(problems.list());
    }
    Scope scope = records.scope(forms, who);
    Sql where =
        Filter.where(
            expressions, forms, plan.form(), plan.question().filter(), scope, who, Action.READ);
    return database.inTransaction(
        connection -> new AggregateRun(connection, plan, where, scope, forms, who).run());
  }
}
