package dev.nacre.connector.database;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.CallKind;
import dev.nacre.connector.Operation;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.TemplatePlan;
import dev.nacre.metadata.Problems;
import dev.nacre.security.egress.EgressPolicy;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tables and queries of other people's databases, and never writes. */
@Singleton
public final class DatabaseConnector
    implements CallKind<DatabaseConnector.Settings, DatabaseConnector.OperationSettings> {
  private final EgressPolicy policy;

  /** A kind that goes where that policy lets it. */
  public DatabaseConnector(EgressPolicy policy) {
    this.policy = policy;
  }

  /**
   * Where the database is.
   *
   * @param port null means the usual one
   * @param name of the database
   * @param security null means {@code tls}
   * @param timeout for one statement; null means 30 seconds
   * @param maxRows more than these at a time are refused; null means 50,000
   * @param zone of times that name none; null means the app's
   */
  public record Settings(
      @NotNull Engine engine,
      @NotEmpty String host,
      @Min(1) @Max(65_535) @Nullable Integer port,
      @NotEmpty @Pattern(regexp = "[A-Za-z0-9_$-]{1,63}") String name,
      @NotEmpty String user,
      @Nullable SecretName password,
      @Nullable Security security,
      @Nullable Duration timeout,
      @Min(1) @Max(500_000) @Nullable Integer maxRows,
      @Nullable String zone) {

    int connectTo() {
      return port != null ? port : engine == Engine.POSTGRESQL ? 5432 : 3306;
    }

    Security secured() {
      return security == null ? Security.TLS : security;
    }

    Duration longest() {
      return timeout == null ? Duration.ofSeconds(30) : timeout;
    }

    int most() {
      return maxRows == null ? 50_000 : maxRows;
    }
  }

  /** The databases that can be read. */
  public enum Engine {
    MARIADB,
    MYSQL,
    POSTGRESQL
  }

  /** How the connection is kept from being read. */
  public enum Security {
    /** Encrypted, with a certificate that Java trusts. */
    TLS,
    /** Encrypted, whoever is at the other end. */
    ENCRYPTED,
    /** Not at all; for networks of one's own. */
    NONE
  }

  /** A secret by its name, set apart from the definition. */
  public record SecretName(@NotEmpty @Pattern(regexp = "[a-z][a-z0-9_]{0,39}") String secret) {}

  /**
   * One read: a table, or a query.
   *
   * @param columns of the table; null means all
   * @param watermark a column with the time of the last change, so that only what changed is read
   * @param query one SELECT; may use {@code :since}, {@code :until} and the parameters
   * @param parameters of the query, by name
   */
  public record OperationSettings(
      @Nullable String table,
      @Nullable List<String> columns,
      @Nullable String watermark,
      @Nullable String query,
      @Nullable Map<String, JsonNode> parameters) {}

  @Override
  public String id() {
    return "database";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Class<OperationSettings> operation() {
    return OperationSettings.class;
  }

  @Override
  public void check(Settings settings, String pointer, Problems problems) {
    if (settings.zone() != null) {
      try {
        ZoneId.of(settings.zone());
      } catch (DateTimeException e) {
        problems.add(pointer + "/zone", "connector_zone_unknown", settings.zone());
      }
    }
  }

  @Override
  public List<InetSocketAddress> partners(Settings settings) {
    return List.of(InetSocketAddress.createUnresolved(settings.host(), settings.connectTo()));
  }

  @Override
  public ZoneId zone(Settings settings, ZoneId app) {
    try {
      return settings.zone() == null ? app : ZoneId.of(settings.zone());
    } catch (DateTimeException e) {
      return app; // told by the check
    }
  }

  @Override
  public @Nullable Operation prepare(
      Settings settings, OperationSettings operation, Preparation preparation) {
    if ((operation.table() == null) == (operation.query() == null)) {
      preparation.problem("", "database_query_or_table");
      return null;
    }
    var parameters = new LinkedHashMap<String, TemplatePlan>();
    if (operation.parameters() != null) {
      operation
          .parameters()
          .forEach(
              (name, json) ->
                  parameters.put(name, preparation.template(json, "/parameters/" + name)));
    }
    Statement statement =
        operation.table() != null
            ? Statement.ofTable(settings.engine(), operation, preparation)
            : Statement.ofQuery(operation, parameters.keySet(), preparation);
    return statement == null ? null : new Reading(policy, settings, statement, parameters);
  }
}
