package dev.nacre.metadata;

import java.util.Map;
import java.util.SortedMap;

/**
 * An app's files, read and checked against their schemas; each map is from id to definition.
 *
 * @param prints name ({@code waybill} for {@code prints/waybill.html}) to template
 * @param scripts name ({@code price} for {@code scripts/price.js}) to source
 * @param seeds form id to the CSV text of its seed rows
 * @param moved the path that a definition's id asks for ({@code forms/order.json}) to where it
 *     really stands, where the two differ
 */
public record AppDocuments(
    AppDefinition app,
    SortedMap<String, FormDefinition> forms,
    SortedMap<String, WorkflowDefinition> workflows,
    SortedMap<String, DashboardDefinition> dashboards,
    SortedMap<String, ConnectorDefinition> connectors,
    SortedMap<String, RoleDefinition> roles,
    SortedMap<String, PageDefinition> pages,
    SortedMap<String, String> prints,
    SortedMap<String, String> scripts,
    SortedMap<String, String> seeds,
    Map<String, String> moved) {

  /** The problem, in the file that really has it. */
  public Problem moved(Problem problem) {
    String path = problem.file() == null ? null : moved.get(problem.file());
    return path == null ? problem : problem.in(path);
  }
}
