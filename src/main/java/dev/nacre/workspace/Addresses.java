package dev.nacre.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.router.QueryParameters;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The addresses of screens, relative to the application. */
public final class Addresses {
  /** No view has this id: ids have no dashes. */
  public static final String EVERYTHING = "-";

  private static final String APP = "app/";

  private Addresses() {}

  /** What comes {@code in}, goes {@code out}, or the {@code connections} for both. */
  public static String traffic(String app, String way) {
    return APP + app + "/traffic/" + way;
  }

  /** Where somebody connects a connector with its service, and comes back to from there. */
  public static String connect(String app, String connector) {
    return "connect/" + app + "/" + connector;
  }

  /** The workflows that run. */
  public static String running(String app) {
    return APP + app + "/running";
  }

  /** One that runs, or has run. */
  public static String running(String app, UUID instance) {
    return running(app) + "/" + instance;
  }

  /** The list of a form's records. */
  public static String list(String app, String form) {
    return APP + app + "/list/" + form;
  }

  /** The list of all of a form's records, whatever its views leave out. */
  public static String everything(String app, String form) {
    return list(app, form) + "/" + EVERYTHING;
  }

  /** A view of that list. */
  public static String list(String app, String form, @Nullable String view) {
    return list(app, form) + (view == null ? "" : "/" + view);
  }

  /** What stands behind a list's address when all of that must hold of its records. */
  public static QueryParameters filters(List<Condition> filters) {
    JsonNode array = Json.MAPPER.valueToTree(filters.stream().map(Condition::json).toList());
    return QueryParameters.of("filter", Json.write(array));
  }

  /** One record. */
  public static String record(String app, String form, UUID id) {
    return APP + app + "/record/" + form + "/" + id;
  }

  /** A new record. */
  public static String create(String app, String form) {
    return APP + app + "/new/" + form;
  }

  /** A dashboard. */
  public static String dashboard(String app, String id) {
    return APP + app + "/dashboard/" + id;
  }

  /** The person's own tasks. */
  public static String tasks(String app) {
    return APP + app + "/tasks";
  }

  /** One task, open or not. */
  public static String task(String app, UUID id) {
    return tasks(app) + "/" + id;
  }

  /** The records of a form that were deleted. */
  public static String deleted(String app, String form) {
    return APP + app + "/deleted/" + form;
  }

  /** Where a checksum from a sheet is entered. */
  public static String check(String app, String form) {
    return APP + app + "/check/" + form;
  }

  /** Bringing records in from a file. */
  public static String imports(String app, String form) {
    return APP + app + "/import/" + form;
  }

  /** The long work that the person started. */
  public static String jobs(String app) {
    return APP + app + "/jobs";
  }

  /** One job. */
  public static String job(String app, UUID id) {
    return jobs(app) + "/" + id;
  }

  /** A file that a record holds; from the root, since every screen shows some. */
  public static String file(String app, String id) {
    return "/files/" + app + "/" + id;
  }

  /** A record on paper. */
  public static String print(String app, String form, String print, List<UUID> ids) {
    return "/print/"
        + app
        + "/"
        + form
        + "/"
        + print
        + "?ids="
        + ids.stream().map(UUID::toString).collect(Collectors.joining(","));
  }
}
