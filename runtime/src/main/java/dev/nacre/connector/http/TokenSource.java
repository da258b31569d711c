package dev.nacre.connector.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.OperationResult;
import dev.nacre.connector.Resting;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.security.TokenStore;
import dev.nacre.security.TokenStore.Holder;
import dev.nacre.security.TokenStore.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connector's token: the one that is kept as long as it is good, else the next, which one asks
 * for and the others wait for.
 *
 * @param terms how it is asked for
 * @param consented the first one takes somebody's leave
 * @param ask asks for one
 * @param renew asks for the next; null means like the first
 */
record TokenSource(
    TokenStore store,
    String terms,
    boolean consented,
    HttpOperation ask,
    @Nullable HttpOperation renew,
    Places in) {
  /** Longer than a call for a token may take. */
  private static final Duration HOLD = Duration.ofMinutes(6);

  private static final Duration LOOK = Duration.ofMillis(100);

  /** So many looks for what somebody else asks for. */
  private static final int LOOKS = 300;

  /** A token isn't used in the last tenth of its life, at most a minute. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** Seconds; what is more than that counts from 1970. */
  private static final long A_LIFETIME = 1_000_000_000;

  /** Where an answer has them. */
  record Places(JsonPointer value, JsonPointer renewal, JsonPointer lasts) {}

  /**
   * The token for a call.
   *
   * @throws OperationFailedException when the service gives none
   */
  String current(Call call) {
    return good(call, null);
  }

  /** The next one, since that one was refused. */
  String after(Call call, String refused) {
    return good(call, refused);
  }

  /** Whether one is there, or can be had without anybody's help. */
  boolean had(String app, String connector, Instant now) {
    return store
        .find(new Holder(app, connector, terms))
        .filter(token -> token.renewal() != null || good(token, null, now))
        .isPresent();
  }

  /**
   * Asks for the first one with what somebody's leave gave, in place of any that is kept.
   *
   * @throws OperationFailedException when the service gives none
   */
  void first(Call call, JsonNode given) {
    Holder holder = holder(call);
    for (int i = 0; i < LOOKS; i++) {
      UUID owner = UUID.randomUUID();
      if (store.take(holder, owner, HOLD)) {
        try {
          Call asking = call.before("token");
          store.give(holder, owner, token(asking, answer(ask, asking, given), null));
          return;
        } finally {
          store.leave(holder, owner);
        }
      }
      Resting.rest(LOOK);
    }
    throw awaited(call);
  }

  private Holder holder(Call call) {
    return new Holder(call.app(), call.connector(), terms);
  }

  private static OperationFailedException awaited(Call call) {
    return new OperationFailedException(
        Outlook.LATER, 0, Problem.at("", "token_awaited", call.connector()));
  }

  private String good(Call call, @Nullable String refused) {
    Holder holder = holder(call);
    Instant now = call.scope().now();
    for (int i = 0; i < LOOKS; i++) {
      Optional<Token> kept = store.find(holder).filter(token -> good(token, refused, now));
      if (kept.isPresent()) {
        return hidden(call, kept.get());
      }
      UUID owner = UUID.randomUUID();
      if (store.take(holder, owner, HOLD)) {
        try {
          return hidden(call, next(call, holder, owner, refused));
        } finally {
          store.leave(holder, owner);
        }
      }
      Resting.rest(LOOK);
    }
    throw awaited(call);
  }

  private static boolean good(Token token, @Nullable String refused, Instant now) {
    return !token.value().equals(refused)
        && (token.endsAt() == null || now.isBefore(token.endsAt()));
  }

  private static String hidden(Call call, Token token) {
    call.trace().hide(token.value());
    return token.value();
  }

  /** Somebody may have been faster between the look and the taking. */
  private Token next(Call call, Holder holder, UUID owner, @Nullable String refused) {
    Optional<Token> last = store.find(holder);
    Instant now = call.scope().now();
    if (last.isPresent() && good(last.get(), refused, now)) {
      return last.get();
    }
    Token next = given(call.before("token"), last.map(Token::renewal).orElse(null));
    if (next == null) {
      store.drop(holder, owner);
      throw new OperationFailedException(
          Outlook.LATER, // once somebody gives leave
          0,
          Problem.at("", "connector_not_connected", call.connector()));
    }
    store.give(holder, owner, next);
    return next;
  }

  /** Null when it takes somebody's leave. */
  private @Nullable Token given(Call call, @Nullable String renewal) {
    if (renew != null && renewal != null) {
      try {
        var input = Json.MAPPER.createObjectNode().put("renewal", renewal);
        call.trace().hide(renewal);
        return token(call, answer(renew, call, input), renewal);
      } catch (OperationFailedException e) {
        if (e.outlook() != Outlook.NEVER) {
          throw e;
        }
        // that isn't good any more either; the first was had without
      }
    }
    return consented ? null : token(call, answer(ask, call, Json.MAPPER.createObjectNode()), null);
  }

  /** Whatever became of this request, the call that needs the token was not made. */
  private static OperationResult answer(HttpOperation operation, Call call, JsonNode input) {
    try {
      return operation.call(call, input);
    } catch (OperationFailedException e) {
      if (e.outlook() != Outlook.UNSURE) {
        throw e;
      }
      var later =
          new OperationFailedException(
              Outlook.LATER, e.status(), e.retryAfter().orElse(null), e.problems().getFirst());
      later.initCause(e);
      throw later;
    }
  }

  /**
   * What an answer gives.
   *
   * @param renewal what the next is had for, when the answer doesn't say
   */
  private Token token(Call call, OperationResult result, @Nullable String renewal) {
    JsonNode answer = result.body();
    JsonNode value = answer.at(in.value());
    if (!value.isValueNode() || value.isNull() || !sendable(value.asText())) {
      throw new OperationFailedException(
          Outlook.NEVER, result.status(), Problem.at("", "token_missing", in.value().toString()));
    }
    JsonNode next = answer.at(in.renewal());
    long seconds = answer.at(in.lasts()).asLong(0);
    return new Token(
        value.asText(),
        next.isTextual() ? next.textValue() : renewal,
        seconds <= 0 ? null : end(call.scope().now(), seconds));
  }

  /** What has a line break in it would be a header of its own. */
  private static boolean sendable(String value) {
    return !value.isBlank() && value.chars().noneMatch(Character::isISOControl);
  }

  /** Some tell how long, and some until when. */
  private static Instant end(Instant now, long seconds) {
    Duration lasts =
        seconds < A_LIFETIME
            ? Duration.ofSeconds(seconds)
            : Duration.between(now, Instant.ofEpochSecond(seconds));
    Duration margin = lasts.dividedBy(10);
    return now.plus(lasts).minus(margin.compareTo(MARGIN) > 0 ? MARGIN : margin);
  }
}
