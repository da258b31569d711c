package dev.nacre.metadata;

import java.util.SortedMap;

/**
 * An app's files, read and checked against their schemas; each map is from id to definition.
 *
 * @param scripts name ({@code price} for {@code scripts/price.js}) to source
 * @param seeds form id to the CSV text of its seed rows
 */
public record AppDocuments(
    AppDefinition app,
    SortedMap<String, FormDefinition> forms,
    SortedMap<String, WorkflowDefinition> workflows,
    SortedMap<String, DashboardDefinition> dashboards,
    SortedMap<String, ConnectorDefinition> connectors,
    SortedMap<String, RoleDefinition> roles,
    SortedMap<String, String> scripts,
    SortedMap<String, String> seeds) {}
