package dev.nacre.record;

import dev.nacre.metadata.AppDefinition;
import dev.nacre.security.Permissions;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The forms of one published version of an app, compiled together since they link to each other,
 * with the permissions that guard them.
 *
 * @param app the app's id
 * @param environment empty, or {@code test}
 * @param version the published version's number
 * @param schema the SQL schema that holds the records, not quoted
 * @param definition the head of the app
 * @param byId the forms
 */
public record Forms(
    String app,
    String environment,
    int version,
    String schema,
    AppDefinition definition,
    Map<String, Form> byId,
    Permissions permissions) {

  /** The form with that id. */
  public Optional<Form> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The form with that id, which is known to exist.
   *
   * @throws NotFoundException when it doesn't
   */
  public Form get(String id) {
    return find(id).orElseThrow(() -> NotFoundException.of("form_unknown", id, byId.keySet()));
  }

  /** Every form. */
  public Collection<Form> all() {
    return byId.values();
  }

  /** How the app is named in addresses, rows and registries: {@code shop}, {@code shop@test}. */
  public String address() {
    return environment.isEmpty() ? app : app + "@" + environment;
  }

  /** The zone in which the app's days begin. */
  public ZoneId zone() {
    return definition.zone();
  }
}
