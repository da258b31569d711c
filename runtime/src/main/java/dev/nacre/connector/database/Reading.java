package dev.nacre.connector.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.OperationResult;
import dev.nacre.connector.PullOperation;
import dev.nacre.connector.TemplatePlan;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.EgressException;
import dev.nacre.security.egress.EgressPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one statement, within bounds, in a transaction that can only read. */
record Reading(
    EgressPolicy policy,
    DatabaseConnector.Settings settings,
    Statement statement,
    Map<String, TemplatePlan> parameters)
    implements PullOperation {
  private static final int FETCH = 500;
  private static final Duration SPAN = Duration.ofDays(365);

  /** What the drivers call a statement that took too long, or was stopped for it. */
  private static final Set<Integer> TOO_SLOW = Set.of(1969, 3024, 1317);

  /** Signed in, but not let into that database. */
  private static final Set<Integer> NOT_LET_IN = Set.of(1044, 1045, 1698);

  @Override
  public Pace pace() {
    return new Pace(statement.windowed(), SPAN, Duration.ZERO, 2, Duration.ofSeconds(1));
  }

  @Override
  public Page page(Call call, Window window, @Nullable String cursor, JsonNode input) {
    return new Page(read(call, window, input), null);
  }

  @Override
  public OperationResult call(Call call, JsonNode input) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    var rows = answer.putArray("rows");
    read(call, Window.ALL, input).forEach(rows::add);
    return new OperationResult(200, answer);
  }

  private List<JsonNode> read(Call call, Window window, JsonNode input) {
    call.trace()
        .sent("SELECT", settings.host() + "/" + settings.name(), Map.of(), statement.text());
    try (Connection connection = Connecting.open(policy, settings, call)) {
      List<JsonNode> rows = read(connection, call, window, input);
      connection.rollback();
      call.trace().received(200, Map.of(), Json.write(Json.MAPPER.valueToTree(head(rows))));
      return rows;
    } catch (EgressException e) {
      throw new OperationFailedException(
          e.reason().retryable() ? Outlook.LATER : Outlook.NEVER, 0, e.problems().getFirst());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static List<JsonNode> head(List<JsonNode> rows) {
    return rows.subList(0, Math.min(20, rows.size()));
  }

  private List<JsonNode> read(Connection connection, Call call, Window window, JsonNode input)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(statement.text())) {
      select.setQueryTimeout((int) Math.max(1, settings.longest().toSeconds()));
      select.setFetchSize(FETCH);
      select.setMaxRows(settings.most() + 1);
      for (int i = 0; i < statement.names().size(); i++) {
        select.setObject(i + 1, value(statement.names().get(i), call, window, input));
      }
      var rows = new ArrayList<JsonNode>();
      try (ResultSet row = select.executeQuery()) {
        var columns = new Columns(row.getMetaData());
        while (row.next()) {
          if (rows.size() == settings.most()) {
            throw failure(Outlook.NEVER, "database_too_many_rows", settings.most());
          }
          rows.add(columns.read(row));
        }
      }
      return rows;
    }
  }

  private @Nullable Object value(String name, Call call, Window window, JsonNode input) {
    return switch (name) {
      case Statement.SINCE ->
          window.since() == null
              ? LocalDateTime.of(1970, 1, 1, 0, 0)
              : LocalDateTime.ofInstant(window.since(), call.zone());
      case Statement.UNTIL ->
          window.until() == null
              ? LocalDateTime.of(9999, 1, 1, 0, 0)
              : LocalDateTime.ofInstant(window.until(), call.zone());
      default -> {
        TemplatePlan plan = parameters.get(name);
        JsonNode given = plan == null ? null : plan.fill(call, input);
        yield given == null || given.isNull()
            ? null
            : given.isNumber()
                ? given.decimalValue()
                : given.isBoolean() ? (Object) given.booleanValue() : given.asText();
      }
    };
  }

  private OperationFailedException failure(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String said = String.valueOf(e.getMessage()).strip();
    if (e instanceof SQLTimeoutException
        || state.equals("57014")
        || TOO_SLOW.contains(e.getErrorCode())) {
      return failure(Outlook.NEVER, "database_too_slow", settings.longest().toSeconds());
    }
    if (state.startsWith("28") || NOT_LET_IN.contains(e.getErrorCode())) {
      return failure(Outlook.NEVER, "database_refused", settings.name(), said);
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return failure(Outlook.LATER, "database_away", settings.name(), said);
    }
    return failure(
        state.startsWith("40") ? Outlook.LATER : Outlook.NEVER,
        "database_statement_failed",
        settings.name(),
        said);
  }

  private static OperationFailedException failure(Outlook outlook, String code, Object... args) {
    return new OperationFailedException(outlook, 0, Problem.at("", code, args));
  }
}
