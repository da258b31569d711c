package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.security.SecretStore;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of one call.
 *
 * @param app an app id, or {@code id@test}
 * @param connector the connector's id
 * @param operation the operation's id
 * @param zone of times that name none
 * @param scope what expressions see, without {@code input}
 * @param secrets of all apps
 * @param idempotencyKey the same for each try of one effect; null when it isn't one
 * @param gate is passed before each request
 * @param trace gets what goes out and comes back, for a person to look at
 */
public record Call(
    String app,
    String connector,
    String operation,
    ZoneId zone,
    Scope scope,
    SecretStore secrets,
    @Nullable String idempotencyKey,
    Gate gate,
    Trace trace) {

  /** On whose behalf requests are sent, see {@link dev.nacre.security.egress.EgressRequest}. */
  public String caller() {
    return app + "/" + connector;
  }

  /**
   * A secret of the app, in clear; never log or keep it.
   *
   * @throws OperationFailedException when it was never set
   */
  public String secret(String name) {
    String secret =
        secrets
            .reveal(app, name)
            .orElseThrow(
                () ->
                    new OperationFailedException(
                        OperationFailedException.Outlook.LATER, // once somebody sets it
                        0,
                        Problem.at("", "secret_not_set", name, app)));
    trace.hide(secret);
    return secret;
  }

  /** The same circumstances for another operation of the connector. */
  public Call of(String other) {
    return new Call(app, connector, other, zone, scope, secrets, idempotencyKey, gate, trace);
  }

  /**
   * A call that prepares this one: no effect itself, and nothing to look at, since what comes back
   * is secret.
   */
  public Call before(String other) {
    var quiet =
        new Trace() {
          @Override
          public void hide(String secret) {
            trace.hide(secret);
          }
        };
    return new Call(app, connector, other, zone, scope, secrets, null, gate, quiet);
  }

  /**
   * The same call for one more request: expressions see as {@code call} what is new with each.
   *
   * <p>{@code call.id} is a UUID, {@code call.nonce} 16 letters and digits, {@code call.seconds}
   * and {@code call.millis} the time since 1970, {@code call.key} the idempotency key.
   */
  public Call stamped() {
    UUID id = UUID.randomUUID();
    ObjectNode seen =
        Json.MAPPER
            .createObjectNode()
            .put("id", id.toString())
            .put("nonce", UUID.randomUUID().toString().replace("-", "").substring(16))
            .put("seconds", scope.now().getEpochSecond())
            .put("millis", scope.now().toEpochMilli())
            .put("key", idempotencyKey);
    return new Call(
        app,
        connector,
        operation,
        zone,
        scope.with("call", seen),
        secrets,
        idempotencyKey,
        gate,
        trace);
  }

  /** What expressions see, {@code input} included. */
  public Scope scope(JsonNode input) {
    return scope.with("input", input);
  }

  /** Keeps requests to the pace that the connector may have. */
  public interface Gate {
    /** Is always open, and counts nothing. */
    Gate OPEN = () -> {};

    /**
     * Waits a little when that helps.
     *
     * @throws OperationFailedException when nothing may be asked for longer
     */
    void pass();

    /**
     * Is told what came of the request.
     *
     * @param answered false when the other side is to be left alone if that happens often
     */
    default void went(boolean answered) {}
  }

  /** Shows a person what went out and came back; told nothing secret in clear. */
  public interface Trace {
    /** Looks at nothing. */
    Trace NONE = new Trace() {};

    /** From now on that text is covered wherever it stands. */
    default void hide(String secret) {}

    /** What goes out. */
    default void sent(String method, String address, Map<String, String> headers, String body) {}

    /** What came back; status 0 for kinds that know none. */
    default void received(int status, Map<String, String> headers, String body) {}
  }
}
