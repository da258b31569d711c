package dev.nacre.app;

import dev.nacre.connector.ConnectorCompiler;
import dev.nacre.connector.ConnectorKinds;
import dev.nacre.dashboard.DashboardCompiler;
import dev.nacre.dashboard.widget.LineWidget;
import dev.nacre.dashboard.widget.NumberWidget;
import dev.nacre.dashboard.widget.PieWidget;
import dev.nacre.dashboard.widget.TableWidget;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Scripts;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.AggregateEngine;
import dev.nacre.record.ColumnLog;
import dev.nacre.record.FieldTypes;
import dev.nacre.record.FormCompiler;
import dev.nacre.record.print.PrintCompiler;
import dev.nacre.security.PermissionCompiler;
import dev.nacre.workflow.StepTypes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Checks an app as the draft of an app is checked, without a database and without CDI. */
final class Checks {
  private static final Scripts SCRIPTS = new Scripts();
  private static final ExpressionEngine EXPRESSIONS = new ExpressionEngine(SCRIPTS);

  /** Only plans, for which it asks neither a database nor records. */
  @SuppressWarnings("NullAway")
  private static final AggregateEngine AGGREGATES = new AggregateEngine(null, EXPRESSIONS, null);

  private static final AppCompiler COMPILER =
      new AppCompiler(
          new FormCompiler(FieldTypes.registry(), EXPRESSIONS),
          new PermissionCompiler(EXPRESSIONS),
          StepTypes.compiler(EXPRESSIONS, SCRIPTS),
          new ConnectorCompiler(
              ConnectorKinds.all((app, name) -> Optional.empty(), InstantSource.system()),
              EXPRESSIONS),
          new DashboardCompiler(
              List.of(new NumberWidget(), new LineWidget(), new PieWidget(), new TableWidget()),
              AGGREGATES),
          EXPRESSIONS,
          new PrintCompiler());

  private Checks() {}

  /** The app of these files, which was published once. */
  static CompiledApp published(String app, AppFiles files, Problems problems) {
    return COMPILER.published(files, new AppAddress(app, ""), 1, ColumnLog.EMPTY, problems);
  }

  /** Everything that keeps these files from being published as that app. */
  static List<Problem> check(String app, AppFiles files) {
    var problems = new Problems();
    CompiledApp compiled = COMPILER.compile(files, new AppAddress(app, ""), 1, problems);
    new SeedCheck(EXPRESSIONS).check(compiled, problems);
    return problems.list();
  }
}
