package dev.nacre.app;

import dev.nacre.connector.Connector;
import dev.nacre.connector.ConnectorCompiler;
import dev.nacre.dashboard.Dashboard;
import dev.nacre.dashboard.DashboardCompiler;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Shape;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.ColumnLog;
import dev.nacre.record.Form;
import dev.nacre.record.FormCompiler;
import dev.nacre.record.Forms;
import dev.nacre.record.print.PrintCompiler;
import dev.nacre.security.PermissionCompiler;
import dev.nacre.security.Permissions;
import dev.nacre.workflow.WorkCalendars;
import dev.nacre.workflow.Workflow;
import dev.nacre.workflow.WorkflowCompiler;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads and compiles all of an app's files, and finds everything that is wrong at once. */
@Singleton
public final class AppCompiler {
  private final FormCompiler forms;
  private final PermissionCompiler permissions;
  private final WorkflowCompiler workflows;
  private final ConnectorCompiler connectors;
  private final DashboardCompiler dashboards;
  private final ExpressionEngine expressions;
  private final PrintCompiler prints;

  AppCompiler(
      FormCompiler forms,
      PermissionCompiler permissions,
      WorkflowCompiler workflows,
      ConnectorCompiler connectors,
      DashboardCompiler dashboards,
      ExpressionEngine expressions,
      PrintCompiler prints) {
    this.forms = forms;
    this.permissions = permissions;
    this.workflows = workflows;
    this.connectors = connectors;
    this.dashboards = dashboards;
    this.expressions = expressions;
    this.prints = prints;
  }

  /**
   * Compiles.
   *
   * @param version the number that it has or will have
   * @param problems gets everything wrong, each with its file; with any, the result must not be run
   */
  public CompiledApp compile(AppFiles files, AppAddress address, int version, Problems problems) {
    return compile(files, address, version, ColumnLog.EMPTY, problems);
  }

  /**
   * Compiles what was published once. A workflow that wouldn't be today keeps the others from
   * nothing: it knows its problems itself.
   *
   * @param problems gets what keeps the whole app from running
   */
  CompiledApp published(
      AppFiles files, AppAddress address, int version, ColumnLog columns, Problems problems) {
    return compile(files, address, version, columns, true, problems);
  }

  /**
   * Compiles for tables whose fields may have changed their types, so that it can be run.
   *
   * @param columns which column a field has by now
   */
  CompiledApp compile(
      AppFiles files, AppAddress address, int version, ColumnLog columns, Problems problems) {
    return compile(files, address, version, columns, false, problems);
  }

  private CompiledApp compile(
      AppFiles files,
      AppAddress address,
      int version,
      ColumnLog columns,
      boolean published,
      Problems problems) {
    var read = new Problems();
    AppDocuments documents = AppReader.read(files, read);
    Map<String, Problems> unread = published ? unread(documents, read) : Map.of();
    var found = unread.isEmpty() ? read : new Problems();
    if (!unread.isEmpty()) {
      read.list().stream()
          .filter(problem -> !unread.containsKey(problem.file()))
          .forEach(found::add);
    }
    CompiledApp compiled =
        compile(documents, address, version, columns, published ? unread : null, found);
    MenuCheck.check(documents, found);
    if (!documents.app().id().equals(address.id())) {
      found.add(
          Problem.at("/id", "app_id_differs", documents.app().id(), address.id()).in("app.json"));
    }
    var told = new LinkedHashMap<String, Problem>();
    for (Problem problem : found.list()) {
      Problem there = documents.moved(problem);
      told.putIfAbsent(there.file() + there.pointer() + " " + there.code(), there);
    }
    told.values().forEach(problems::add);
    return compiled;
  }

  /** By file, what was found in those of workflows of which something could be read. */
  private static Map<String, Problems> unread(AppDocuments documents, Problems read) {
    Map<String, Problems> all = new HashMap<>();
    documents
        .workflows()
        .forEach(
            (id, workflow) -> {
              String path = workflowPath(id);
              List<Problem> own =
                  read.list().stream().filter(problem -> path.equals(problem.file())).toList();
              if (!own.isEmpty() && !workflow.steps().isEmpty()) {
                var found = new Problems();
                own.forEach(found::add);
                all.put(path, found);
              }
            });
    return all;
  }

  private static String workflowPath(String id) {
    return "workflows/" + id + ".json";
  }

  /**
   * Compiles.
   *
   * @param unread what was found in files of workflows, when the app was published once; null when
   *     it is to be
   */
  private CompiledApp compile(
      AppDocuments documents,
      AppAddress address,
      int version,
      ColumnLog columns,
      @Nullable Map<String, Problems> unread,
      Problems problems) {
    Map<String, Form> byId =
        forms.compile(address.schema(), documents.forms().values(), columns, problems);
    columns.mirror(byId.values(), documents.app().zone());
    Permissions granted =
        permissions.compile(documents.roles().values(), known(documents, byId), problems);
    var compiled =
        new Forms(
            documents.app().id(),
            address.environment(),
            version,
            address.schema(),
            documents.app(),
            byId,
            granted);
    Map<String, Connector> connected =
        each(
            "connectors",
            documents.connectors(),
            (definition, found) -> connectors.compile(definition, compiled, found).orElse(null),
            problems);
    Map<String, String> printed = prints.forms(documents.prints());
    Map<String, Workflow> running =
        each(
            "workflows",
            documents.workflows(),
            (definition, found) -> {
              if (unread != null) {
                return workflows.published(
                    definition,
                    compiled,
                    connected,
                    documents.workflows(),
                    printed,
                    documents.pages(),
                    unread.getOrDefault(workflowPath(definition.id()), new Problems()));
              }
              var own = new Problems();
              Workflow workflow =
                  workflows.compile(
                      definition,
                      compiled,
                      connected,
                      documents.workflows(),
                      printed,
                      documents.pages(),
                      own);
              own.list().stream()
                  .filter(problem -> !onlyFollows(problem, documents))
                  .forEach(found::add);
              return workflow;
            },
            problems);
    Map<String, Dashboard> shown =
        each(
            "dashboards",
            documents.dashboards(),
            (definition, found) -> dashboards.compile(definition, compiled, found),
            problems);
    var calendars = new Problems();
    WorkCalendars.check(compiled, expressions, calendars);
    problems.addIn("app.json", calendars);
    PageCheck.check(documents, compiled, expressions, problems);
    prints.check(documents.prints(), compiled, problems);
    return new CompiledApp(documents, compiled, running, connected, shown);
  }

  /**
   * A connector that is there, and broken, isn't unknown: what is wrong with it is told already.
   */
  private static boolean onlyFollows(Problem problem, AppDocuments documents) {
    return problem.code().equals("step_connector_unknown")
        && documents.connectors().containsKey(problem.args().getFirst());
  }

  private static <D, C> Map<String, C> each(
      String folder,
      Map<String, D> definitions,
      BiFunction<D, Problems, @Nullable C> compile,
      Problems problems) {
    var all = new TreeMap<String, C>();
    definitions.forEach(
        (id, definition) -> {
          var found = new Problems();
          C compiled = compile.apply(definition, found);
          problems.addIn(folder + "/" + id + ".json", found);
          if (compiled != null) {
            all.put(id, compiled);
          }
        });
    return all;
  }

  private static PermissionCompiler.Known known(AppDocuments documents, Map<String, Form> byId) {
    return new PermissionCompiler.Known(
        documents.app().id(),
        byId.keySet(),
        id -> (Shape) byId.get(id),
        documents.dashboards().keySet(),
        documents.workflows().keySet());
  }
}
