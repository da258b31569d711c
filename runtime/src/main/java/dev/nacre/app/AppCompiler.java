package dev.nacre.app;

import dev.nacre.connector.Connector;
import dev.nacre.connector.ConnectorCompiler;
import dev.nacre.dashboard.Dashboard;
import dev.nacre.dashboard.DashboardCompiler;
import dev.nacre.expression.Shape;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Form;
import dev.nacre.record.FormCompiler;
import dev.nacre.record.Forms;
import dev.nacre.security.PermissionCompiler;
import dev.nacre.security.Permissions;
import dev.nacre.workflow.Workflow;
import dev.nacre.workflow.WorkflowCompiler;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and compiles all of an app's files, and finds everything that is wrong at once. */
@Singleton
public final class AppCompiler {
  private final FormCompiler forms;
  private final PermissionCompiler permissions;
  private final WorkflowCompiler workflows;
  private final ConnectorCompiler connectors;
  private final DashboardCompiler dashboards;

  AppCompiler(
      FormCompiler forms,
      PermissionCompiler permissions,
      WorkflowCompiler workflows,
      ConnectorCompiler connectors,
      DashboardCompiler dashboards) {
    this.forms = forms;
    this.permissions = permissions;
    this.workflows = workflows;
    this.connectors = connectors;
    this.dashboards = dashboards;
  }

  /**
   * Compiles.
   *
   * @param version the number that it has or will have
   * @param problems gets everything wrong, each with its file; with any, the result must not be run
   * @return empty when there is no readable {@code app.json}
   */
  public Optional<CompiledApp> compile(
      AppFiles files, AppAddress address, int version, Problems problems) {
    return AppReader.read(files, problems)
        .map(documents -> compile(documents, address, version, problems));
  }

  private CompiledApp compile(
      AppDocuments documents, AppAddress address, int version, Problems problems) {
    Map<String, Form> byId = forms.compile(address.schema(), documents.forms().values(), problems);
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
    var running = new TreeMap<String, Workflow>();
    documents
        .workflows()
        .forEach(
            (id, definition) -> {
              var found = new Problems();
              Workflow workflow = workflows.compile(definition, compiled, found);
              found.list().forEach(p -> problems.add(p.in("workflows/" + id + ".json")));
              if (workflow != null) {
                running.put(id, workflow);
              }
            });
    var connected = new TreeMap<String, Connector>();
    documents
        .connectors()
        .forEach(
            (id, definition) -> {
              var found = new Problems();
              connectors
                  .compile(definition, compiled, found)
                  .ifPresent(connector -> connected.put(id, connector));
              found.list().forEach(p -> problems.add(p.in("connectors/" + id + ".json")));
            });
    var shown = new TreeMap<String, Dashboard>();
    documents
        .dashboards()
        .forEach(
            (id, definition) -> {
              var found = new Problems();
              Dashboard dashboard = dashboards.compile(definition, compiled, found);
              found.list().forEach(p -> problems.add(p.in("dashboards/" + id + ".json")));
              if (dashboard != null) {
                shown.put(id, dashboard);
              }
            });
    MenuCheck.check(documents, problems);
    return new CompiledApp(documents, compiled, running, connected, shown);
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
