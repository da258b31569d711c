package dev.nacre.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The addresses of screens, relative to the application. */
public final class Addresses {
  private static final String APP = "app/";

  private Addresses() {}

  /** The list of a form's records. */
  public static String list(String app, String form) {
    return APP + app + "/list/" + form;
  }

  /** A view of that list. */
  public static String list(String app, String form, @Nullable String view) {
    return list(app, form) + (view == null ? "" : "/" + view);
  }

  /** The list of exactly the records for which all of that holds. */
  public static String list(String app, String form, List<Condition> filters) {
    JsonNode array = Json.MAPPER.valueToTree(filters.stream().map(Condition::json).toList());
    return list(app, form) + "?filter=" + encode(Json.write(array));
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

  /** Bringing records in from a file. */
  public static String imports(String app, String form) {
    return APP + app + "/import/" + form;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
