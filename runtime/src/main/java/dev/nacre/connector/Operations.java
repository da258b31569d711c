package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import dev.nacre.security.SecretStore;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls that published connectors know. A call takes as long as the other side does, and
 * can't be undone: never make one within a transaction.
 */
@Singleton
public final class Operations {
  private final ConnectorRegistry connectors;
  private final RecordEngine records;
  private final SecretStore secrets;

  /** Over those parts. */
  public Operations(ConnectorRegistry connectors, RecordEngine records, SecretStore secrets) {
    this.connectors = connectors;
    this.records = records;
    this.secrets = secrets;
  }

  /**
   * Makes a call, once.
   *
   * @param app an app id, or {@code id@test}
   * @param input what the operation's templates see as {@code input}
   * @param idempotencyKey the same for each try of one effect, so that the other side can tell
   *     repetitions, if the operation hands it on; null when it isn't an effect
   * @throws NotFoundException when there is no such connector or operation just now
   * @throws OperationFailedException when the other side didn't do it; says what another try
   *     promises
   */
  public OperationResult call(
      String app,
      String connector,
      String operation,
      JsonNode input,
      @Nullable String idempotencyKey) {
    return call(app, connector, operation, input, idempotencyKey, known -> Call.Gate.OPEN);
  }

  /** The same, at the pace of that gate. */
  OperationResult call(
      String app,
      String connector,
      String operation,
      JsonNode input,
      @Nullable String idempotencyKey,
      Function<Connector, Call.Gate> gate) {
    Connector known =
        connectors
            .find(app, connector)
            .orElseThrow(
                () -> new NotFoundException(Problem.at("", "connector_unknown", connector, app)));
    Operation ready = known.operation(operation);
    return ready.call(
        open(app, known, operation, idempotencyKey, gate.apply(known), Call.Trace.NONE), input);
  }

  /** The circumstances of a call of that connector. */
  Call open(
      String app,
      Connector connector,
      String operation,
      @Nullable String idempotencyKey,
      Call.Gate gate,
      Call.Trace trace) {
    Identity who = Identity.engine("connector:" + connector.id());
    return new Call(
            app,
            connector.id(),
            operation,
            connector.zone(),
            records.scope(connector.forms(), who),
            secrets,
            idempotencyKey,
            gate,
            trace)
        .stamped();
  }
}
