package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Problem;
import dev.nacre.security.SecretStore;
import dev.nacre.security.egress.EgressPolicy;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What connectors still lack before they can be used: secrets that nobody set, addresses that stand
 * for one that is still to be written, and the leave of the other side. Such a connector rests:
 * nothing is asked in vain, and what it should send waits.
 */
@Singleton
public final class Readiness {
  private final SecretStore secrets;
  private final EgressPolicy policy;
  private final InstantSource clock;

  /** By those secrets and addresses, at that time. */
  public Readiness(SecretStore secrets, EgressPolicy policy, InstantSource clock) {
    this.secrets = secrets;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * What a person must do first; empty when it can be used.
   *
   * @param app an app id, or {@code id@test}
   */
  public List<Problem> missing(String app, Connector connector) {
    List<Problem> missing = unset(app, connector);
    Consent consent = connector.consent();
    // what lacks a secret can't be connected, either
    if (missing.isEmpty()
        && consent != null
        && !consent.given(app, connector.id(), clock.instant())) {
      missing.add(Problem.at("", "connector_not_connected", connector.id()));
    }
    return missing;
  }

  /** The same, but for the leave of the other side. */
  List<Problem> unset(String app, Connector connector) {
    var missing = new ArrayList<Problem>();
    for (InetSocketAddress partner : partners(connector.kind(), connector)) {
      if (policy.open(app + "/" + connector.id(), partner.getHostString(), partner.getPort())) {
        missing.add(Problem.at("", "host_not_set", partner.getHostString(), connector.id()));
      }
    }
    for (String name : secrets(connector.definition())) {
      if (!secrets.isSet(app, name)) {
        missing.add(Problem.at("", "secret_not_set", name, app));
      }
    }
    return missing;
  }

  private static <S extends Record> List<InetSocketAddress> partners(
      ConnectorKind<S> kind, Connector connector) {
    return kind.partners(kind.settings().cast(connector.settings()));
  }

  /** The secrets that a connector names, sorted. */
  public static SequencedSet<String> secrets(ConnectorDefinition definition) {
    var names = new TreeSet<String>();
    if (definition.settings() != null) {
      find(definition.settings(), names);
    }
    definition.operations().forEach(operation -> find(operation, names));
    return names;
  }

  private static void find(JsonNode json, Set<String> names) {
    if (json.isObject() && json.size() == 1 && json.path("secret").isTextual()) {
      names.add(json.get("secret").textValue());
    }
    json.forEach(inner -> find(inner, names));
  }
}
