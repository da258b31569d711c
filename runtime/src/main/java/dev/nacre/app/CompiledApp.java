package dev.nacre.app;

import dev.nacre.connector.Connector;
import dev.nacre.dashboard.Dashboard;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.record.Forms;
import dev.nacre.workflow.Workflow;
import java.util.Map;

/**
 * One published version of an app, ready to run; immutable.
 *
 * @param documents its definitions
 * @param workflows by id
 * @param connectors by id
 * @param dashboards by id
 */
public record CompiledApp(
    AppDocuments documents,
    Forms forms,
    Map<String, Workflow> workflows,
    Map<String, Connector> connectors,
    Map<String, Dashboard> dashboards) {}
